using System.Buffers.Binary;
using System.IO.Compression;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class ZipTests
{
    private const string Commit = "9f85cf3e54b0cbdd6c702375c555273913eff442";

    [Fact]
    public void A_GitHub_archive_loses_its_top_folder_and_tells_repository_commit_and_date()
    {
        using var tree = Pack.Open("atomics.ZIP", Pack.Zip(Commit, ("redcanaryco-atomic-red-team-9f85cf3/", ""), ("redcanaryco-atomic-red-team-9f85cf3/atomics/T1003/T1003.yaml", "attack_technique: T1003")));

        var file = Assert.Single(Pack.Read(tree));

        Assert.Equal(("atomics/T1003/T1003.yaml", "attack_technique: T1003"), (file.Path, Pack.Text(file)));
        Assert.Equal(ContentHash.GitBlob(file.Bytes.Span), file.BlobHash);
        Assert.Equal(("redcanaryco/atomic-red-team", Commit, Pack.Time.UtcDateTime), (tree.Repository, tree.Commit, tree.Date));
    }

    [Fact]
    public void A_top_folder_stays_if_not_all_entries_share_it()
    {
        using var tree = Pack.Open("x.zip", Pack.Zip(("mine/a.yml", "a: 1"), ("other/b.yml", "b: 1")));

        Assert.Equal(["mine/a.yml", "other/b.yml"], Pack.Paths(tree));
    }

    [Theory]
    [InlineData("mine", "a.yml")]
    [InlineData("rules", "rules/a.yml")]
    public void A_top_folder_that_all_share_goes_unless_it_tells_what_lies_in_it(string top, string path)
    {
        using var tree = Pack.Open("x.zip", Pack.Zip((top + "/a.yml", "a: 1"), (top + "/readme.md", "b")));

        Assert.Equal([path], Pack.Paths(tree));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1_000_000_000)]
    public void An_entry_that_lies_about_its_length_is_refused(int by)
    {
        var zip = Pack.Zip(("a.yml", "title: the length of this is not what the directory says"));
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var length = zip.AsSpan(directory + 24, 4);
        BinaryPrimitives.WriteInt32LittleEndian(length, BinaryPrimitives.ReadInt32LittleEndian(length) + by);

        Pack.Refused("x.zip", zip, new SourceLimits { FileBytes = 2L << 30 });
    }

    [Fact]
    public void A_damaged_entry_is_refused_wanted_or_not()
    {
        foreach (var name in new[] { "a.yml", "a.txt" })
        {
            var zip = Pack.Zip((name, "title: this will not be what it was"));
            var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
            zip[directory + 16] ^= 1;

            Assert.Contains(name, Pack.Refused("x.zip", zip), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_archive_that_is_cut_anywhere_is_refused_whole()
    {
        var zip = Pack.Zip(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));

        Assert.All(Enumerable.Range(1, zip.Length - 1), length => Pack.Refused("x.zip", zip[..length]));
    }

    [Fact]
    public void An_encrypted_archive_is_refused()
    {
        var zip = Pack.Zip(("a.yml", "a: 1"));
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Contains("encrypted", Pack.Refused("x.zip", zip), StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbolic_link_is_skipped_and_listed()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("rules/a.yml").ExternalAttributes = unchecked((int)0x81A40000);
            zip.CreateEntry("rules/s.yml").ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        using var tree = Pack.Open("x.zip", packed.ToArray());

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Equal("rules/s.yml", Assert.Single(tree.Diagnostics).Path);
    }

    [Fact]
    public void A_zip_without_times_gives_no_date()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a.yml").LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }

        using var tree = Pack.Open("x.zip", packed.ToArray());

        Assert.Single(Pack.Read(tree));
        Assert.Null(tree.Date);
    }
}
