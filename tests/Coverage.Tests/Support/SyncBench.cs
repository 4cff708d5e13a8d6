using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Tests.Support;

/// <summary>A database with one source, its place in the test's hands.</summary>
internal sealed class SyncBench : IDisposable
{
    public SyncBench(string name = "rules", SourceKind kind = SourceKind.Sigma)
    {
        Name = name;
        Sources = new SourceSettings(Db.Database, Db.Ledger, Secrets);
        Sources.Add(
            new SourceSettingsRow { Name = name, Kind = kind, Place = SourcePlace.GitHub, Repository = "owner/name", RefKind = nameof(GitHubRefKind.DefaultBranch) },
            GitHubCredential.None,
            TestDb.Ada);
    }

    public string Name { get; }

    public TestDb Db { get; } = new();

    public Clock Clock { get; } = new();

    public TestFeed Feed { get; } = new();

    public SourceSettings Sources { get; }

    public static Secrets Secrets { get; } = new(text => "sealed " + new string([.. text.Reverse()]), text => new string([.. text[7..].Reverse()]));

    public SyncRunner Runner => new(Db.Database, Db.Ledger, new ImportRunner(Db.Database, Db.Ledger), Sources, _ => Feed, Clock);

    public HeldSyncs Held => new(Db.Database, Db.Ledger);

    public SourceHealth Health => new(Db.Database, Sources, Runner, new SyncOptions(), Clock);

    public SourceStatus Status => Health.All().Single(source => source.Settings.Name == Name);

    public async Task<SyncResult> SyncAsync(bool rehearse = false, SyncRunRow? approves = null, string trigger = SyncRequest.ByCommand, Person? who = null, CancellationToken? cancellationToken = null) =>
        await Runner.RunAsync(new SyncRequest { Source = Name, Trigger = trigger, Rehearse = rehearse, Approves = approves }, who ?? TestDb.Ada, null, cancellationToken ?? TestContext.Current.CancellationToken);

    public string[] Titles() => Db.Query("SELECT Title FROM Items ORDER BY Title");

    public void Dispose() => Db.Dispose();
}
