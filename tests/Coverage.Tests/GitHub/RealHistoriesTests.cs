using Coverage.GitHub.Histories;
using Coverage.Tests.Support;

namespace Coverage.Tests.GitHub;

public sealed class RealHistoriesTests : GitHubFixture
{
    [Fact]
    public async Task The_real_sources_arrive_snapshot_by_snapshot()
    {
        var data = Path.GetDirectoryName(SharedData.File("README.md"))!;
        var real = new RealHistories(Server, data);
        var june = real.Sigma.Next();
        var july = real.Sigma.Next();
        real.Attack.Last();
        real.D3fend.Last();

        var tree = await Json($"repos/SigmaHQ/sigma/git/trees/{july}?recursive=1");
        var comparison = await Json($"repos/SigmaHQ/sigma/compare/{june}...{july}");
        var index = await Send(HttpMethod.Get, new Uri(Server.RawUri, "mitre-attack/attack-stix-data/master/index.json"), token: null);
        var newest = (await Json(index)).GetProperty("collections")[0].GetProperty("versions")[0];

        Assert.True(real.Sigma.HasNext);
        Assert.True(tree.GetProperty("tree").GetArrayLength() > 4000);
        Assert.True(comparison.GetProperty("files").GetArrayLength() > 0);
        Assert.Equal("19.1", newest.GetProperty("version").GetString());
        Assert.Equal("/mitre-attack/attack-stix-data/master/enterprise-attack/enterprise-attack-19.1.json", new Uri(newest.GetProperty("url").GetString()!).AbsolutePath);
        Assert.Contains("src/ontology/d3fend-protege.ttl", (await Json("repos/d3fend/d3fend-ontology/git/trees/master?recursive=1")).GetRawText(), StringComparison.Ordinal);
    }
}
