using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class FolderTests
{
    [Fact]
    public void Files_come_in_ordinal_order_with_forward_slashes()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "b/c.yml", "b.yml", "B.yml", "a/z/y.yaml", "a/x.txt" })
        {
            folder.Write(name, "a: 1"u8);
        }

        using var tree = SourceTrees.Open(folder.Path);
        var files = Pack.Read(tree);

        Assert.Equal(["B.yml", "a/z/y.yaml", "b.yml", "b/c.yml"], files.Select(file => file.Path));
        Assert.All(files, file => Assert.Equal(ContentHash.GitBlob("a: 1"u8), file.BlobHash));
        Assert.Null(tree.Date);
        Assert.Null(tree.Commit);
        Assert.Null(tree.Fingerprint(TestContext.Current.CancellationToken));
        Assert.Equal(folder.Path, tree.Origin);
    }

    [Theory]
    [InlineData("rules", "rules/a.yml")]
    [InlineData("rules-emerging-threats/", "rules-emerging-threats/a.yml")]
    [InlineData("deprecated", "deprecated/a.yml")]
    [InlineData("unsupported", "unsupported/a.yml")]
    [InlineData("mine", "a.yml")]
    public void A_folder_of_Sigmas_that_is_given_alone_keeps_its_name(string name, string path)
    {
        using var folder = new TempFolder();
        folder.Write(Path.Combine(name, "a.yml"), "a: 1"u8);
        using var tree = SourceTrees.Open(Path.Combine(folder.Path, name));

        Assert.Equal([path], Pack.Paths(tree));
    }

    [Fact]
    public void Links_are_not_followed_and_each_is_listed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a right there.");
        using var folder = new TempFolder();
        using var outside = new TempFolder();
        var secret = outside.Write("secret.yml", "a: 1"u8);
        folder.Write("a.yml", "a: 1"u8);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "file.yml"), secret);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "folder"), outside.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), folder.Path);
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Equal(["a.yml"], Pack.Paths(tree));
        Assert.Equal(["file.yml", "folder", "loop"], tree.Diagnostics.Select(d => d.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pipe_does_not_stop_the_reading()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pipes among files.");
        using var folder = new TempFolder();
        folder.Write("z.yml", "a: 1"u8);
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder.Path, "a.yml")]);
        mkfifo.WaitForExit();
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Contains("z.yml", Pack.Paths(tree));
    }

    [Fact]
    public void Bundles_may_be_packed_each_and_rules_may_not()
    {
        using var folder = new TempFolder();
        folder.Write("enterprise-attack.json.gz", Pack.Gz("{}"u8));
        folder.Write("d3fend.ttl.gz", Pack.Gz("# turtle"u8));
        folder.Write("rule.yml.gz", Pack.Gz("a: 1"u8));
        folder.Write("cut.json.gz", Pack.Gz("{}"u8).AsSpan()[..^1]);
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Equal([("d3fend.ttl", "# turtle"), ("enterprise-attack.json", "{}")], Pack.Read(tree).Select(file => (file.Path, Pack.Text(file))));
        Assert.Equal("cut.json.gz", Assert.Single(tree.Diagnostics).Path);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_one_problem()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This account may read everything.");
        using var folder = new TempFolder();
        folder.Write("a.yml", "a: 1"u8);
        var path = folder.Write("b.yml", "b: 1"u8);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights are another matter there.");
        }
        else
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        using var tree = SourceTrees.Open(folder.Path);

        Assert.Equal(["a.yml"], Pack.Paths(tree));
        Assert.Equal("b.yml", Assert.Single(tree.Diagnostics).Path);
        Assert.True(tree.IsUnread("b.yml"));
    }

    [Fact]
    public void A_file_that_is_gone_when_its_turn_comes_is_one_problem()
    {
        using var folder = new TempFolder();
        folder.Write("a.yml", "a: 1"u8);
        var second = folder.Write("b.yml", "b: 1"u8);
        using var tree = SourceTrees.Open(folder.Path);
        var read = new List<string>();

        foreach (var file in tree.Files([".yml"], TestContext.Current.CancellationToken))
        {
            read.Add(file.Path);
            File.Delete(second);
        }

        Assert.Equal(["a.yml"], read);
        Assert.Equal("b.yml", Assert.Single(tree.Diagnostics).Path);
    }
}
