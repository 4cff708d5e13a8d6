using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Tests.Support;

/// <summary>A database with one source, its place in the test's hands.</summary>
internal sealed class SyncBench : IDisposable
{
    public SyncBench(string name = "rules", SourceKind kind = SourceKind.Sigma, string cron = "")
    {
        Name = name;
        Ledger = new Ledger(Db.Database, Clock);
        Sources = new SourceSettings(Db.Database, Ledger, Secrets);
        Sources.Add(
            new SourceSettingsRow { Name = name, Kind = kind, Domain = kind == SourceKind.Attack ? AttackDomain.Enterprise : null, Place = SourcePlace.GitHub, Repository = "owner/name", RefKind = nameof(GitHubRefKind.DefaultBranch), Cron = cron },
            GitHubCredential.None,
            TestDb.Ada);
    }

    public string Name { get; }

    public TestDb Db { get; } = new();

    public Clock Clock { get; } = new();

    public TestFeed Feed { get; } = new();

    public SourceSettings Sources { get; }

    public static Secrets Secrets { get; } = new(text => "sealed " + new string([.. text.Reverse()]), text => new string([.. text[7..].Reverse()]));

    /// <summary>On the test's clock.</summary>
    public Ledger Ledger { get; }

    public SyncRunner Runner => RunnerOver(Db.Database);

    public HeldSyncs Held => new(Db.Database, Ledger);

    public SourceHealth Health => HealthOver(Db.Database);

    public SourceStatus Status => Health.All().Single(source => source.Settings.Name == Name);

    public async Task<SyncResult> SyncAsync(bool rehearse = false, SyncRunRow? approves = null, string trigger = SyncRequest.ByCommand, Person? who = null, CancellationToken? cancellationToken = null) =>
        await Runner.RunAsync(new SyncRequest { Source = Name, Trigger = trigger, Rehearse = rehearse, Approves = approves }, who ?? TestDb.Ada, null, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>What another process would sync with, over a database object of its own.</summary>
    public SyncRunner RunnerOver(SqliteDatabase database)
    {
        var ledger = new Ledger(database, Clock);
        return new SyncRunner(database, ledger, new ImportRunner(database, ledger), new SourceSettings(database, ledger, Secrets), _ => Feed, Clock);
    }

    /// <summary>What another process would find due with.</summary>
    public SourceHealth HealthOver(SqliteDatabase database) => new(database, new SourceSettings(database, new Ledger(database, Clock), Secrets), RunnerOver(database), new SyncOptions(), Clock);

    /// <summary>What the schedule does when it looks: syncs what is due.</summary>
    public async Task<IReadOnlyList<SyncResult>> TickAsync()
    {
        var results = new List<SyncResult>();
        foreach (var _ in Health.Due()) results.Add(await SyncAsync(trigger: SyncRequest.BySchedule));
        return results;
    }

    public string[] Titles() => Db.Query("SELECT Title FROM Items ORDER BY Title");

    public void Dispose() => Db.Dispose();
}
