using Coverage.Audit;
using Coverage.Data;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync;

/// <summary>The ready-made sources, their whole life: over an emulated GitHub that has the real snapshots as commits.</summary>
public sealed class SyncFromGitHubTests : IDisposable
{
    private readonly TestDb db = new();
    private readonly TestDb archives = new();

    public void Dispose()
    {
        db.Dispose();
        archives.Dispose();
    }

    [Fact]
    public async Task The_real_sources_arrive_stay_and_move_on_with_the_figures_of_their_archives()
    {
        var data = Path.GetDirectoryName(SharedData.File("README.md"))!;
        await using var server = await GitHubServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.RateLimits.Enabled = false;
        var real = new RealHistories(server, data);
        foreach (var history in real.All) history.Next();
        using var site = new SyncSite(db, server);

        var first = await site.SyncAllAsync();
        Assert.All(first, result => Assert.Equal(SyncOutcome.Applied, result.Run.Outcome));
        Assert.All(first, result => Assert.InRange(result.Run.Requests, 1, 4));

        server.Requests.Clear();
        var second = await site.SyncAllAsync();
        Assert.All(second, result => Assert.Equal((SyncOutcome.Unchanged, 1), (result.Run.Outcome, result.Run.Requests)));
        Assert.Equal(6, server.Requests.Count);

        real.Sigma.Next();
        real.Atomics.Next();
        var next = await site.SyncAllAsync();
        Archive("sigma/sigma-2026-06-11.tar.gz");
        Archive("atomics/atomics-2026-07-13.tar.gz");
        Assert.Equal(Archive("sigma/sigma-2026-07-01.tar.gz"), Figures(next, "sigma"));
        Assert.Equal(Archive("atomics/atomics-2026-08-17.tar.gz"), Figures(next, "atomic"));

        real.Sigma.Next();
        var august = await site.SyncAllAsync();
        var sigma = august.Single(result => result.Run.Source == "sigma");
        Assert.Equal(Archive("sigma/sigma-2026-08-05.tar.gz"), Figures(august, "sigma"));
        Assert.Equal((25, 39, 0, 18), (sigma.Run.Added, sigma.Run.Changed, sigma.Run.Removed, sigma.Run.Moved));
        Assert.Equal(4, sigma.Run.Requests);

        // With ATT&CK 18.1, 12 of the identifiers that Sigma's three main folders name were not there yet; with 19.1 all are.
        Assert.NotEqual(0, db.View.Figures.Single(figure => figure.Source == "sigma").Unresolved);
        real.Attack.Next();
        var attack = await site.SyncAllAsync();
        Assert.Equal("19.1", attack.Single(result => result.Run.Source == "attack-enterprise").Imported!.Change.Version);
        var resolved = db.View.Figures.Single(figure => figure.Source == "sigma");
        Assert.Equal((414, 407, 6, 1, 0), (resolved.Identifiers, resolved.Exact, resolved.Migrated, resolved.Retired, resolved.Unresolved));
        Assert.All(attack.Where(result => result.Run.Source is "attack-ics" or "attack-mobile"), result => Assert.Equal(SyncOutcome.Unchanged, result.Run.Outcome));
        Assert.Empty(server.Complaints);

        string Archive(string name) => TestDb.Figures(archives.Run(new ImportRequest { Inputs = [() => SourceTrees.Open(SharedData.File(name))] }).Single().Change);
        static string Figures(IReadOnlyList<SyncResult> results, string source) => TestDb.Figures(results.Single(result => result.Run.Source == source).Imported!.Change);
    }
}
