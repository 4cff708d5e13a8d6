using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Tests.Support;

/// <summary>A database with a small catalogue, in which a posture is recorded; the catalogue of <c>Generated</c>, controls aside.</summary>
internal sealed class PostureBench : IDisposable
{
    public static readonly Person Erin = new("erin", Role.Engineer);

    public PostureBench()
    {
        Db.Import(new MemoryTree(new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1000", "T1000.001", "T1000.002", "T2000", "T2000.001", "T3000", "T4000", "T5000").File()));
        Import("attack.t1000");
        Db.Import(new MemoryTree(("atomics/T1000/T1000.yaml", Make.Atomics("T1000", 11)), ("atomics/T1000.001/T1000.001.yaml", Make.Atomics("T1000.001", 12, 13)), ("atomics/T5000/T5000.yaml", Make.Atomics("T5000", 15))));
        Ledger = new Ledger(Db.Database, Clock);
        Catalogues = new CoverageViews(Db.Database);
        Views = new PostureViews(Db.Database, Catalogues, Clock);
        Recorder = new PostureRecorder(Ledger, Db.Database, Views, Clock);
    }

    public TestDb Db { get; } = new();

    public Clock Clock { get; } = new() { Now = new(2026, 8, 20, 9, 0, 0, TimeSpan.Zero) };

    public Ledger Ledger { get; }

    public CoverageViews Catalogues { get; }

    public PostureViews Views { get; }

    public PostureRecorder Recorder { get; }

    public PostureView View => Views.Current;

    public RecordedStep Record(string title, params PostureEdit[] edits) => Recorder.Record(Erin, new PostureStep(title, edits));

    /// <summary>Sigma as a later import brings it: six rules, the first with other tags.</summary>
    public void Import(string tagOfFirst, params int[] without)
    {
        string[] tags = [tagOfFirst, "attack.t1000.001", "attack.t1000.001", "attack.t2000.001", "attack.t5000", "attack.t1000"];
        Db.Run(TestDb.Request(new MemoryTree([.. Enumerable.Range(1, 6).Except(without).Select(number => ($"rules/{number}.yml", Make.Rule(number, tags[number - 1])))])) with { Force = true });
    }

    /// <summary>The score of a technique across environments.</summary>
    public double Coverage(string technique) => View.Table.Technique(View.Table.Input.TechniqueOf(technique)).Coverage;

    /// <summary>What the database holds, entry by entry.</summary>
    public string[] Stored() => Db.Query("SELECT Kind, Environment, Key, Value FROM Posture ORDER BY 1, 2, 3");

    /// <summary>A posture as it would be stored.</summary>
    public static string[] Entries(OrganisationPosture posture) =>
        [.. PostureEntries.Of(posture).OrderBy(entry => entry.Kind).ThenBy(entry => entry.Environment, StringComparer.Ordinal).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{(int)entry.Kind}|{entry.Environment}|{entry.Key}|{entry.Value}")];

    public void Dispose() => Db.Dispose();
}
