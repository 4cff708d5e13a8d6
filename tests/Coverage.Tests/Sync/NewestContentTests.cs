using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync;

/// <summary>What a source's place holds now is fetched to be looked at, and not kept.</summary>
public sealed class NewestContentTests
{
    [Fact]
    public void The_newest_is_asked_for_where_the_source_stays_with_something_older_and_nothing_is_remembered()
    {
        using var bench = new SyncBench("ours", SourceKind.Attack);
        bench.Feed.Push(7, ("enterprise-attack.json", new Bundle("20.0").Techniques("T1059").Json()));
        SourceSettingsRow? asked = null;
        bench.Db.Query("UPDATE SourceSettings SET \"Release\" = '19.1', RefKind = 'Tag', Ref = 'v19.1'");
        var newest = Over(bench, settings => asked = settings);

        using var tree = newest.Fetch(newest.Find("ours", SourceKind.Attack), TestDb.Ada, new FeedMeter(), TestContext.Current.CancellationToken);

        Assert.Equal(("", nameof(GitHubRefKind.DefaultBranch), ""), (asked!.Release, asked.RefKind, asked.Ref));
        Assert.Equal("v19.1", bench.Sources.Find("ours")!.Ref);
        Assert.Equal(FeedMemory.None, bench.Feed.Asked);
        Assert.Equal(bench.Feed.Commit, tree.Commit);
        Assert.Equal((null, 0), (bench.Status.State?.SucceededAt, bench.Db.Query("SELECT Source FROM SyncRuns").Length));
    }

    [Fact]
    public async Task A_place_that_asks_to_be_left_alone_is_left_alone_by_the_next_look_and_the_next_sync()
    {
        using var bench = new SyncBench("ours", SourceKind.Attack);
        var later = bench.Clock.GetUtcNow().UtcDateTime.AddMinutes(20);
        bench.Feed.Fails = new FeedException(FeedFault.RateLimited, "Too many requests.") { NotBefore = later };
        var newest = Over(bench);

        var first = Assert.Throws<SourceRefusedException>(() => Fetch(newest));
        var second = Assert.Throws<SourceRefusedException>(() => Fetch(newest));
        var sync = await bench.SyncAsync();

        Assert.Equal("Too many requests.", first.Message);
        Assert.Contains("asked not to come before", second.Message, StringComparison.Ordinal);
        Assert.Contains("asked not to come before", sync.Run.Message, StringComparison.Ordinal);
        Assert.Equal(1, bench.Feed.Looks);
    }

    [Fact]
    public void Who_may_not_sync_and_what_is_no_such_source_is_refused_before_anything_is_asked()
    {
        using var bench = new SyncBench("ours", SourceKind.Attack);
        var newest = Over(bench);

        Assert.Throws<NotAllowedException>(() => newest.Fetch(newest.Find("ours", SourceKind.Attack), new Person("Vic", Role.Viewer), new FeedMeter(), TestContext.Current.CancellationToken));
        Assert.Equal("'theirs' is no source of Attack that is fetched from anywhere. These are: ours.", Assert.Throws<ImportUsageException>(() => newest.Find("theirs", SourceKind.Attack)).Message);
        Assert.Equal("'ours' is no source of Sigma that is fetched from anywhere. There is none.", Assert.Throws<ImportUsageException>(() => newest.Find("ours", SourceKind.Sigma)).Message);
        Assert.Equal(0, bench.Feed.Looks);
    }

    private static NewestContent Over(SyncBench bench, Action<SourceSettingsRow>? asked = null)
    {
        return new NewestContent(bench.Db.Database, bench.Ledger, bench.Sources, Place, bench.Clock);

        ISourceFeed Place(SourceSettingsRow settings)
        {
            asked?.Invoke(settings);
            return bench.Feed;
        }
    }

    private static void Fetch(NewestContent newest) => newest.Fetch(newest.Find("ours", SourceKind.Attack), TestDb.Ada, new FeedMeter(), TestContext.Current.CancellationToken).Dispose();
}
