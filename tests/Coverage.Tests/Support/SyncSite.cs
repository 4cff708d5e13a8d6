using Coverage.Data;
using Coverage.GitHub;
using Coverage.Sync;

namespace Coverage.Tests.Support;

/// <summary>The engine's syncs over a database, pointed at an emulated GitHub as an installation would be: by its options.</summary>
internal sealed class SyncSite : IDisposable
{
    private readonly Feeds feeds;

    public SyncSite(TestDb db, GitHubServer server, TimeProvider? time = null)
    {
        Options = new SyncOptions { GitHub = server.ApiUri, Hosts = [server.CodeloadUri.GetLeftPart(UriPartial.Authority)] };
        Sources = new SourceSettings(db.Database, db.Ledger, SyncBench.Secrets);
        Sources.Settle();
        feeds = new Feeds(Sources, SyncBench.Secrets, Options, time ?? TimeProvider.System) { SpoolFolder = Path.Combine(db.Database.Folder, "spool") };
        Runner = new SyncRunner(db.Database, db.Ledger, new ImportRunner(db.Database, db.Ledger), Sources, feeds.Of, time ?? TimeProvider.System);
    }

    public SyncOptions Options { get; }

    public SourceSettings Sources { get; }

    public SyncRunner Runner { get; }

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
