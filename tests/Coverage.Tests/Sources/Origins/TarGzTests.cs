using System.Formats.Tar;
using System.Text;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class TarGzTests
{
    private const string Commit = "8eaafff1f2845a696050e05e72ba1140ee190698";

    [Fact]
    public void A_GitHub_archive_loses_its_top_folder_and_tells_repository_commit_and_date()
    {
        using var tree = Pack.Open("sigma.tar.gz", Pack.Gz(Pack.Tar(Commit, ("SigmaHQ-sigma-8eaafff/rules/a.yml", "title: A"), ("SigmaHQ-sigma-8eaafff/deprecated/b.yml", "title: B"))));

        var files = Pack.Read(tree);

        Assert.Equal(["rules/a.yml", "deprecated/b.yml"], files.Select(file => file.Path));
        Assert.Equal(["title: A", "title: B"], files.Select(Pack.Text));
        Assert.Equal(ContentHash.GitBlob("title: A"u8), files[0].BlobHash);
        Assert.Equal(("SigmaHQ/sigma", Commit, Pack.Time.UtcDateTime), (tree.Repository, tree.Commit, tree.Date));
        Assert.Equal(DateTimeKind.Utc, tree.Date!.Value.Kind);
        Assert.Empty(tree.Diagnostics);
    }

    [Theory]
    [InlineData("acme-detections-8eaafff/")]
    [InlineData("SigmaHQ-sigma-main/")]
    public void A_repository_that_a_top_folder_does_not_tell_for_sure_is_not_known(string top)
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.Tar(Commit, (top + "rules/a.yml", "a: 1"))));

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Null(tree.Repository);
    }

    [Theory]
    [InlineData("rules")]
    [InlineData("rules-threat-hunting")]
    [InlineData("deprecated")]
    [InlineData("unsupported")]
    [InlineData("atomics")]
    public void A_folder_that_a_source_is_laid_out_by_stays_in_the_path(string top)
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.Tar((top + "/a.yml", "a: 1"), (top + "/b.yml", "b: 1"))));

        Assert.Equal([top + "/a.yml", top + "/b.yml"], Pack.Paths(tree));
    }

    [Fact]
    public void Only_the_first_entrys_top_folder_is_taken_off()
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.Tar(("mine/a.yml", "a: 1"), ("other/b.yml", "b: 1"), ("mine/c.yml", "c: 1"))));

        Assert.Equal(["a.yml", "other/b.yml", "c.yml"], Pack.Paths(tree));
    }

    [Fact]
    public void Dots_and_doubled_slashes_are_no_part_of_a_path()
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.TarOf(new PaxTarEntry(TarEntryType.Directory, "./"), Pack.File("./rules//a.yml", "a: 1"))));

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void Entries_of_different_times_give_no_date()
    {
        var later = Pack.File("rules/b.yml", "b: 1");
        later.ModificationTime = Pack.Time.AddSeconds(1);
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.TarOf(Pack.File("rules/a.yml", "a: 1"), later)));

        Assert.Equal(2, Pack.Read(tree).Count);
        Assert.Null(tree.Date);
    }

    [Fact]
    public void The_start_of_the_calendar_is_no_date()
    {
        var file = Pack.File("rules/a.yml", "a: 1");
        file.ModificationTime = DateTimeOffset.UnixEpoch;
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.TarOf(file)));

        Assert.Single(Pack.Read(tree));
        Assert.Null(tree.Date);
    }

    [Fact]
    public void Links_devices_and_pipes_are_skipped_and_listed()
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.TarOf(
            Pack.File("rules/a.yml", "a: 1"),
            new PaxTarEntry(TarEntryType.SymbolicLink, "rules/s.yml") { LinkName = "/etc/passwd" },
            new PaxTarEntry(TarEntryType.HardLink, "rules/h.yml") { LinkName = "rules/a.yml" },
            new PaxTarEntry(TarEntryType.CharacterDevice, "rules/d.yml"),
            new PaxTarEntry(TarEntryType.Fifo, "rules/p.yml"))));

        Assert.Equal(["rules/a.yml"], Pack.Paths(tree));
        Assert.Equal(["rules/s.yml", "rules/h.yml", "rules/d.yml", "rules/p.yml"], tree.Diagnostics.Select(d => d.Path));
    }

    [Fact]
    public void A_second_reading_gives_the_same_and_lists_no_problem_twice()
    {
        using var tree = Pack.Open("x.tgz", Pack.Gz(Pack.TarOf(Pack.File("rules/a.yml", "a: 1"), Pack.File("../b.yml", "b: 1"))));

        Assert.Equal(Pack.Paths(tree), Pack.Paths(tree));
        Assert.Single(tree.Diagnostics);
    }

    [Fact]
    public void Any_flipped_byte_is_refused_or_changes_nothing()
    {
        var random = new Random(20260805);
        var files = Enumerable.Range(0, 40).Select(i => ($"rules/{i}.yml", $"title: {random.Next()} {new string((char)('a' + (i % 26)), i)} {random.NextInt64()}")).ToArray();
        var packed = Pack.Gz(Pack.Tar(Commit, files));
        var whole = Pack.Read("x.tgz", packed).Select(Pack.Text).ToList();
        var refused = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            var flipped = (byte[])packed.Clone();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.Equal(whole, Pack.Read("x.tgz", flipped).Select(Pack.Text));
            }
            catch (SourceRefusedException)
            {
                refused++;
            }
        }

        // Only time, system and hints in gzip's own header may pass: 7 bytes of them.
        Assert.InRange(refused, 480, 500);
    }

    [Fact]
    public void A_header_that_says_it_is_larger_than_any_is_refused()
    {
        var tar = Pack.Tar(Commit, ("rules/a.yml", "title: A"));
        Assert.Equal((byte)'g', tar[156]);
        Encoding.ASCII.GetBytes("77777777777\0").CopyTo(tar, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(tar, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(tar.Take(512).Sum(one => one), 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);

        Pack.Refused("x.tgz", Pack.Gz(tar));
    }

    [Fact]
    public void An_archive_that_is_cut_anywhere_is_refused_whole()
    {
        var packed = Pack.Gz(Pack.Tar(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B")));

        Assert.All(Enumerable.Range(1, packed.Length - 1), length => Pack.Refused("x.tgz", packed[..length]));
    }

    [Fact]
    public void A_tar_that_is_cut_between_two_entries_is_refused_though_its_gzip_is_whole()
    {
        var tar = Pack.Tar(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));
        var second = tar.AsSpan().LastIndexOf("PaxHeaders"u8) / 512 * 512;
        Assert.InRange(second, 1024, tar.Length);

        Assert.All(Enumerable.Range(0, (tar.Length / 512) - 1), blocks => Pack.Refused("x.tgz", Pack.Gz(tar.AsSpan(0, blocks * 512))));
        Pack.Refused("x.tgz", Pack.Gz(tar.AsSpan(0, second)));
        Assert.Contains("cut", Pack.Refused("x.tgz", Pack.Gz(tar.AsSpan()[..^512])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_blotted_out_does_not_hide_the_rest()
    {
        var tar = Pack.Tar(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));
        tar.AsSpan(tar.AsSpan().LastIndexOf("PaxHeaders"u8) / 512 * 512, 512).Clear();

        Assert.Contains("follows", Pack.Refused("x.tgz", Pack.Gz(tar)), StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_that_fill_the_last_record_are_fine()
    {
        Assert.Single(Pack.Read("x.tgz", Pack.Gz([.. Pack.Tar(("rules/a.yml", "title: A")), .. new byte[8192]])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(100_000)]
    public void What_follows_the_gzip_is_refused(int count)
    {
        var rest = new byte[count];
        new Random(count).NextBytes(rest);

        Assert.Contains("follows", Pack.Refused("x.tgz", [.. Pack.Gz(Pack.Tar(("a.yml", "a: 1"))), .. rest]), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_gzip_members_are_one_file()
    {
        var tar = Pack.Tar(("rules/a.yml", "title: A"), ("rules/b.yml", "title: B"));

        Assert.Equal(2, Pack.Read("x.tgz", [.. Pack.Gz(tar.AsSpan(0, 700)), .. Pack.Gz(tar.AsSpan(700))]).Count);
        Pack.Refused("x.tgz", [.. Pack.Gz(tar.AsSpan(0, 700)), .. Pack.Gz(tar.AsSpan(700))[..^1]]);
    }

    [Fact]
    public void A_huge_header_is_refused_before_it_is_read()
    {
        var huge = new PaxTarEntry(TarEntryType.RegularFile, "a.yml", [new("comment", new string('x', 2 << 20))]);

        Assert.Contains("header", Pack.Refused("x.tgz", Pack.Gz(Pack.TarOf(huge))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_gzip_but_no_tar_is_refused()
    {
        Pack.Refused("x.tar.gz", Pack.Gz(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("no tar ", 1000)))));
        Pack.Refused("x.tar.gz", Pack.Gz([]));
    }
}
