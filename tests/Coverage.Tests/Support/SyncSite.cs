using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.GitHub;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Microsoft.Extensions.Logging;

namespace Coverage.Tests.Support;

/// <summary>The engine's syncs over a database, pointed at an emulated GitHub as an installation would be: by its options.</summary>
internal sealed class SyncSite : IDisposable
{
    private readonly Feeds feeds;

    public SyncSite(TestDb db, GitHubServer server, TimeProvider? time = null, ILoggerFactory? logs = null)
    {
        var ledger = time is null ? db.Ledger : new Ledger(db.Database, time);
        Spool = Path.Combine(db.Database.Folder, "spool");
        Options = new SyncOptions { GitHub = server.ApiUri, Hosts = [server.CodeloadUri.GetLeftPart(UriPartial.Authority)] };
        Sources = new SourceSettings(db.Database, ledger, SyncBench.Secrets);
        Sources.Settle();
        feeds = new Feeds(Sources, SyncBench.Secrets, Options, time ?? TimeProvider.System, logs) { SpoolFolder = Spool };
        Runner = new SyncRunner(db.Database, ledger, new ImportRunner(db.Database, ledger), Sources, feeds.Of, time ?? TimeProvider.System);
    }

    public SyncOptions Options { get; }

    public SourceSettings Sources { get; }

    public SyncRunner Runner { get; }

    /// <summary>Where downloads lie while they are read.</summary>
    public string Spool { get; }

    /// <summary>What lies there.</summary>
    public string[] Spooled => Directory.Exists(Spool) ? Directory.GetFileSystemEntries(Spool) : [];

    /// <summary>Sets up a source of rules.</summary>
    public void Add(string name, string repository, GitHubCredential? credential = null) => Sources.Add(
        new SourceSettingsRow { Name = name, Kind = SourceKind.Sigma, Place = SourcePlace.GitHub, Repository = repository, RefKind = nameof(GitHubRefKind.DefaultBranch) },
        credential ?? GitHubCredential.None,
        TestDb.Ada);

    /// <summary>Syncs every source that is set up, one after another.</summary>
    public async Task<IReadOnlyList<SyncResult>> SyncAllAsync()
    {
        var results = new List<SyncResult>();
        foreach (var source in Sources.All()) results.Add(await SyncAsync(source.Name));
        return results;
    }

    public Task<SyncResult> SyncAsync(string source, CancellationToken? cancellationToken = null) =>
        Runner.RunAsync(new SyncRequest { Source = source, Trigger = SyncRequest.ByCommand }, TestDb.Ada, null, cancellationToken ?? TestContext.Current.CancellationToken);

    public void Dispose() => feeds.Dispose();
}
