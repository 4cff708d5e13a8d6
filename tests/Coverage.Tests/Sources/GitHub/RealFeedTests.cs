using Coverage.Catalog;
using Coverage.GitHub.Histories;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>The real sources as repositories: what comes is what a diff of their archives gives.</summary>
public sealed class RealFeedTests : FeedFixture
{
    private RealHistories Histories => field ??= new RealHistories(Server, Path.GetDirectoryName(Path.GetDirectoryName(SharedData.File("sigma/sigma-2026-06-11.tar.gz")))!);

    [Fact]
    public async Task June_July_and_August_of_Sigma_come_as_the_deltas_of_their_archives()
    {
        var sigma = Histories.Sigma;
        var place = Place(sigma.Repository) with { Include = ["**/*.yml"] };
        Taken? before = null;
        foreach (var date in new[] { "2026-06-11", "2026-07-01", "2026-08-05" })
        {
            sigma.Next();
            var archive = Hashes(SharedData.File($"sigma/sigma-{date}.tar.gz"));
            var expected = archive.Count(file => before?.Hashes.GetValueOrDefault(file.Key) != file.Value);

            var taken = await SyncAsync(place, before?.Look.Memory, before?.Hashes);

            Assert.Equal(archive.OrderBy(file => file.Key, StringComparer.Ordinal), taken.Hashes.OrderBy(file => file.Key, StringComparer.Ordinal));
            Assert.Equal(expected, taken.Read.Count);
            Assert.Equal(4, taken.Meter.Requests);
            Assert.Empty(taken.Diagnostics);
            before = taken;
        }

        Assert.True((await LookAsync(place, before!.Look.Memory)).Look.Unchanged);
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task ATTACK_and_D3FEND_come_as_single_files()
    {
        var attack = Histories.Attack;
        attack.Next();
        var place = Place(attack.Repository, SourceKind.Attack) with { Domain = AttackDomain.Enterprise };
        var first = await SyncAsync(place);
        attack.Next();
        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);
        Histories.D3fend.Last();
        var ontology = await SyncAsync(Place(Histories.D3fend.Repository, SourceKind.D3fend));

        Assert.Equal("enterprise-attack/enterprise-attack-18.1.json", Assert.Single(first.Read).Path);
        Assert.Equal("enterprise-attack/enterprise-attack-19.1.json", Assert.Single(second.Read).Path);
        Assert.Equal((4, 4, 3), (first.Meter.Requests, second.Meter.Requests, ontology.Meter.Requests));
        Assert.Single(ontology.Read);
    }

    private static Dictionary<string, string> Hashes(string archive)
    {
        using var tree = SourceTrees.Open(archive);
        return tree.Files([".yml"], Cancelled).Where(file => KnownSources.Of(SourceKind.Sigma).Wants(file.Path)).ToDictionary(file => file.Path, file => file.BlobHash);
    }
}
