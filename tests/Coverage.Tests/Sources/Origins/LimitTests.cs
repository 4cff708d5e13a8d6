using System.Diagnostics;
using System.IO.Compression;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Origins;

public sealed class LimitTests
{
    private const long GzBytes = 3L << 30;
    private const long ZipBytes = 640L << 20;

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.json.gz")]
    [InlineData("x.zip")]
    public void A_bomb_of_zeros_is_refused_early_and_in_little_memory(string name)
    {
        var bomb = name == "x.zip" ? ZipBomb() : GzBomb();
        Assert.InRange(bomb.Length, 100_000, 4 << 20);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var message = Pack.Refused(name, bomb);

        Assert.Contains("200 times", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience.NoHang);
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void A_file_past_its_limit_is_one_problem_and_the_rest_is_read(string name)
    {
        var limits = new SourceLimits { FileBytes = 10 };
        using var tree = Pack.Open(name, Archive(name, ("rules/a.yml", "a: 1"), ("rules/b.yml", "b: 12345678"), ("rules/c.yml", "c: 1234567")), limits);

        Assert.Equal(["rules/a.yml", "rules/c.yml"], Pack.Paths(tree));
        Assert.Equal("rules/b.yml", Assert.Single(tree.Diagnostics).Path);
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void An_archive_of_too_many_entries_is_refused_though_none_is_wanted(string name)
    {
        var packed = Archive(name, ("a.txt", "1"), ("b.txt", "2"), ("c.txt", "3"));

        Assert.Contains("2 entries", Pack.Refused(name, packed, new SourceLimits { Entries = 2 }), StringComparison.Ordinal);
        using var fits = Pack.Open(name, packed, new SourceLimits { Entries = 3 });
        Assert.Empty(Pack.Read(fits));
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void An_archive_past_its_total_is_refused_though_nothing_in_it_is_wanted(string name)
    {
        var text = string.Concat(Enumerable.Range(0, 2000));
        var packed = Archive(name, ("a.txt", text), ("b.txt", text));

        Assert.Contains("unpacked", Pack.Refused(name, packed, new SourceLimits { ArchiveBytes = 10_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zips_directory_is_not_read_on_for_ever()
    {
        var files = Enumerable.Range(0, 15_000).Select(i => ($"a rather long name, so that there is a large directory/{i}", "")).ToArray();

        Assert.Contains("directory", Pack.Refused("x.zip", Pack.Zip(files), new SourceLimits { Entries = 10 }), StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_past_its_limit_is_refused()
    {
        var limits = new SourceLimits { FileBytes = 10, BundleBytes = 10 };

        Assert.Contains("10 bytes", Pack.Refused("a.yml", "a: 12345678"u8.ToArray(), limits), StringComparison.Ordinal);
        Assert.Contains("10 bytes", Pack.Refused("a.json.gz", Pack.Gz("[1,2,3,4,5]"u8), limits), StringComparison.Ordinal);
        using var fits = Pack.Open("a.yml", "a: 1234567"u8.ToArray(), limits);
        Assert.Single(Pack.Read(fits));
    }

    [Theory]
    [InlineData(3, 512L << 20)]
    [InlineData(200_000, 10)]
    public void A_folder_has_the_same_limits(int entries, long bytes)
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "a.yml", "b.yml", "c.yml", "d.yml" })
        {
            folder.Write(name, "a: 1"u8);
        }

        using var tree = SourceTrees.Open(folder.Path, new SourceLimits { Entries = entries, ArchiveBytes = bytes });

        Assert.Throws<SourceRefusedException>(() => Pack.Read(tree));
    }

    [Fact]
    public void A_packed_file_in_an_archive_counts_as_what_it_unpacks_to()
    {
        using var folder = new TempFolder();
        folder.Write("bomb.json.gz", GzBomb());
        folder.Write("fine.json.gz", Pack.Gz("{}"u8));
        using var tree = SourceTrees.Open(folder.Path);

        Assert.Equal(["fine.json"], Pack.Paths(tree));
        Assert.Equal("bomb.json.gz", Assert.Single(tree.Diagnostics).Path);
    }

    [Theory]
    [InlineData("x.tgz")]
    [InlineData("x.zip")]
    public void A_reading_stops_when_it_is_cancelled(string name)
    {
        using var stop = new CancellationTokenSource();
        using var tree = Pack.Open(name, Archive(name, ("rules/a.yml", "a: 1"), ("rules/b.yml", "b: 1")));
        var read = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in tree.Files([".yml"], stop.Token))
            {
                read++;
                stop.Cancel();
            }
        });
        Assert.Equal(1, read);
    }

    private static byte[] Archive(string name, params ReadOnlySpan<(string, string)> files) =>
        name.EndsWith(".zip", StringComparison.Ordinal) ? Pack.Zip(files) : Pack.Gz(Pack.Tar(files));

    // The same megabyte of zeros packs to the same bytes, so a bomb is one packed piece, often: no need to pack gigabytes.
    private static byte[] GzBomb()
    {
        var megabyte = Pack.Gz(new byte[1 << 20]);
        var bomb = new MemoryStream();
        for (long length = 0; length < GzBytes; length += 1 << 20)
        {
            bomb.Write(megabyte);
        }

        return bomb.ToArray();
    }

    private static byte[] ZipBomb()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.json", CompressionLevel.Optimal).Open();
            var zeros = new byte[1 << 20];
            for (long length = 0; length < ZipBytes; length += zeros.Length)
            {
                entry.Write(zeros);
            }
        }

        return packed.ToArray();
    }
}
