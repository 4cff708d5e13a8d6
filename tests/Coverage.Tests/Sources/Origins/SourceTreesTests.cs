using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class SourceTreesTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b.zip")]
    public void No_path_is_refused(string path) => Assert.Throws<SourceRefusedException>(() => SourceTrees.Open(path));

    [Fact]
    public void What_is_missing_or_a_folder_or_empty_or_of_no_kind_is_refused_with_its_name()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "folder.zip"));
        folder.Write("empty.json", []);
        folder.Write("rules.rar", "x"u8);
        folder.Write("plain.tar", "x"u8);
        foreach (var name in new[] { "missing.zip", "folder.zip", "empty.json", "rules.rar", "plain.tar" })
        {
            var refused = Assert.Throws<SourceRefusedException>(() => SourceTrees.Open(Path.Combine(folder.Path, name)));
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a.zip", "a zip archive")]
    [InlineData("a.tar.gz", "a gzip-compressed tar archive")]
    [InlineData("a.tgz", "a gzip-compressed tar archive")]
    [InlineData("a.json.gz", "a gzip-compressed file")]
    public void What_is_not_what_its_ending_says_is_refused(string name, string kind)
    {
        Assert.Contains($"not {kind}", Pack.Refused(name, "<html>Sign in</html>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("empty", Pack.Refused(name, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_under_a_plain_name_is_refused()
    {
        Assert.Contains("compressed", Pack.Refused("a.json", Pack.Gz("{}"u8)), StringComparison.Ordinal);
        Assert.Contains("compressed", Pack.Refused("a.yml", Pack.Zip(("a.yml", "a: 1"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_in_name_only_is_refused() => Pack.Refused("a.zip", [(byte)'P', (byte)'K', .. new byte[100]]);

    [Fact]
    public void An_uploads_name_is_only_its_last_part()
    {
        using var tree = Pack.Open("C:\\fakepath\\a.yml", "a: 1"u8.ToArray());

        Assert.Equal(["a.yml"], Pack.Paths(tree));
    }

    [Fact]
    public void A_name_that_hides_what_it_is_is_refused_and_shown_harmless() =>
        Assert.Contains("\\u202E", Pack.Refused("a\u202Elmy.json", "{}"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void A_stream_that_cannot_be_opened_is_refused() =>
        Assert.Throws<SourceRefusedException>(() => SourceTrees.Open(() => throw new IOException("gone"), "a.json"));

    [Fact]
    public void A_file_on_disk_is_opened_by_its_path()
    {
        using var folder = new TempFolder();
        var path = folder.Write("some folder/x.tgz", Pack.Gz(Pack.Tar(("rules/a.yml", "a: 1"))));
        using var tree = SourceTrees.Open(path);

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Equal(path, tree.Origin);
    }
}
