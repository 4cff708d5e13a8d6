using System.Text;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Tests.Exchange.Importing;

/// <summary>A small catalogue with a posture, and what imports into it. The clock stands at 2026-01-02.</summary>
internal sealed class ImportBench : IDisposable
{
    public const string Default = "default";

    public ImportBench()
    {
        Db.Import(new MemoryTree(new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1001", "T1003", "T1003.001", "T1059", "T1059.001").Revoked("T1086", "T1059.001").File()));
        Db.Import(new MemoryTree(
            ("rules/1.yml", Rule(1, "First rule", "attack.t1001")), ("rules/2.yml", Rule(2, "Second rule", "attack.t1003.001")), ("rules/3.yml", Rule(3, "Twin rule")),
            ("rules/4.yml", Rule(4, "Twin rule")), ("rules/5.yml", Rule(5, "=Formula rule"))));
        Db.Import(new MemoryTree(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2)), ("atomics/T1059.001/T1059.001.yaml", Make.Atomics("T1059.001", 3))));
        Catalogues = new CoverageViews(Db.Database);
        Views = new PostureViews(Db.Database, Catalogues, Clock);
        Recorder = new PostureRecorder(Db.Ledger, Db.Database, Views, Clock);
        Importer = new PostureImporter(Views, Recorder, Clock);
    }

    public TestDb Db { get; } = new();

    public Clock Clock { get; } = new();

    public CoverageViews Catalogues { get; }

    public PostureViews Views { get; }

    public PostureRecorder Recorder { get; }

    public PostureImporter Importer { get; }

    public EnvironmentPosture Here => Views.Current.Posture.Environments[Default];

    public static string Rule(int id, string title, params string[] tags) => Make.Rule(id, tags).Replace($"title: Rule {id}", $"title: \"{title}\"", StringComparison.Ordinal);

    public static ImportFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    public ImportReading Read(string name, string text, string? format = null, params string[] columns) => Read([File(name, text)], format, columns);

    public ImportReading Read(IEnumerable<ImportFile> files, string? format = null, params string[] columns) =>
        Importer.Read(files, ImportOptions.Mapped(columns, format), TestContext.Current.CancellationToken);

    public ImportPreview Preview(ImportReading reading, Leftover unknown = Leftover.Skip) => Importer.Preview(reading, new ImportChoices(Default) { Unknown = unknown });

    public RecordedStep? Record(ImportReading reading, Leftover unknown = Leftover.Skip) => Importer.Record(TestDb.Ada, reading, new ImportChoices(Default) { Unknown = unknown }).Step;

    /// <summary>What an import would do, as one line: matched, ambiguous, unknown, already so, rejected.</summary>
    public static string Figures(ImportPreview preview) => $"{preview.Matched.Count} matched, {preview.Ambiguous.Count} ambiguous, {preview.Unknown.Count} unknown, {preview.AlreadySo.Count} already so, {preview.RejectedCount} rejected";

    public void Dispose() => Db.Dispose();
}
