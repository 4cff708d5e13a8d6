using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Coverage.Exchange.Importing;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange.Importing;

public sealed class HostileTests
{
    private static readonly DateTime Now = new(2026, 9, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string?> Formats => new((string?[])[null, .. PostureFormats.All.Select(format => format.Name)]);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_file_of_the_sources_is_read_or_refused_in_words_and_soon(string? format)
    {
        var folder = Path.GetDirectoryName(SharedData.File("README.md"))!;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var watch = Stopwatch.StartNew();
            var said = Said(() => ImportInputs.At([path], ImportLimits.Default, TestContext.Current.CancellationToken), format);
            Assert.False(string.IsNullOrWhiteSpace(said), path);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{path} took {watch.Elapsed}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Noise_is_read_or_refused_in_words(string? format)
    {
        var random = new Random(7);
        var letters = "{}[]\"':,=\\#|-\n\r\t ;%@+aT1059.001<>&\u00e9\ud83d";
        for (var i = 0; i < 400; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => letters[random.Next(letters.Length)])]);
            Assert.NotNull(Said(() => [ImportBench.File("noise", text)], format));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Samples_with_a_piece_cut_out_or_doubled_are_read_or_refused_in_words(string? format)
    {
        var random = new Random(8);
        string[] samples = [ExportSamples.Elastic, ExportSamples.SentinelArm, ExportSamples.SentinelYaml, ExportSamples.Splunk, ExportSamples.AtomicLog, ExportSamples.Attire, ExportSamples.Layer(), ImportBench.Rule(1, "x")];
        foreach (var sample in samples)
        {
            for (var i = 0; i < 40; i++)
            {
                var (from, to) = (random.Next(sample.Length), random.Next(sample.Length));
                Assert.NotNull(Said(() => [ImportBench.File("damaged", sample[..from] + sample[to..])], format));
            }
        }
    }

    [Fact]
    public void A_zip_that_unpacks_to_far_more_than_text_does_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("rules.ndjson").Open();
            var zeros = new byte[1 << 20];
            Array.Fill(zeros, (byte)'x');
            for (var i = 0; i < 40; i++) entry.Write(zeros);
        }

        var refusal = Assert.Throws<SourceRefusedException>(() => Read(() => ImportInputs.Uploaded("bomb.zip", packed.ToArray(), ImportLimits.Default, TestContext.Current.CancellationToken), null));

        Assert.Contains("times its size", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_rules_is_read_and_what_is_foreign_in_it_is_told()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("house/a.yml", ImportBench.Rule(1, "First rule")), ("house/b.json", "{\"x\":1}"), ("../out.yml", "title: x") })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        var reading = Read(() => ImportInputs.Uploaded("house.zip", packed.ToArray(), ImportLimits.Default, TestContext.Current.CancellationToken), null);

        Assert.Equal("First rule", Assert.Single(reading.Rules).Title);
        Assert.Equal(2, reading.RejectedCount);
    }

    [Fact]
    public void More_than_the_limits_allow_is_refused()
    {
        var limits = ImportLimits.Default with { FileBytes = 100, Entries = 3 };
        Assert.Contains("larger than", Assert.Throws<SourceRefusedException>(() => Read(() => ImportInputs.Uploaded("a.txt", new byte[101], limits, TestContext.Current.CancellationToken), null)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 3 entries", Assert.Throws<SourceRefusedException>(() => PostureFormats.Read([ImportBench.File("a.txt", "a\nb\nc\nd\n")], new ImportOptions { Limits = limits }, Now, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private static string Said(Func<IEnumerable<ImportFile>> files, string? format)
    {
        try
        {
            var reading = Read(files, format);
            return $"{reading.Claims} claims, {reading.RejectedCount} rejected";
        }
        catch (SourceRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    private static ImportReading Read(Func<IEnumerable<ImportFile>> files, string? format) => PostureFormats.Read(files(), new ImportOptions { Format = format }, Now, TestContext.Current.CancellationToken);
}
