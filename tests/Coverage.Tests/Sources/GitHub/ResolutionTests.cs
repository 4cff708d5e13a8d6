using System.Net;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>Names that lead elsewhere: what was checked is what is connected to.</summary>
public sealed class ResolutionTests : FeedFixture
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task A_name_of_the_public_internet_that_leads_inside_is_refused_and_nothing_is_connected_to(string number)
    {
        var asked = 0;
        using var network = new GitHubNetwork(new GitHubOptions(), Clock, null, (_, _) => Task.FromResult(new[] { IPAddress.Parse(number) }.Take(++asked).ToArray()));
        var place = Place(Rules()) with { Api = GitHubPlace.PublicApi };

        Assert.Contains(number, await FailsAsync(FeedFault.RefusedAddress, () => new GitHubFeed(place, Credential, network).LookAsync(FeedMemory.None, new FeedMeter(), Cancelled)), StringComparison.Ordinal);
        Assert.Equal(1, asked);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_connection_goes_to_what_was_checked()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        var asked = new List<string>();
        var api = new Uri($"http://ghe.example.org:{Server.ApiUri.Port}/");
        using var network = new GitHubNetwork(Defaults() with { Hosts = new AllowedHosts([HostOf(api)]) }, Clock, null, (name, _) =>
        {
            asked.Add(name);
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });

        var look = await new GitHubFeed(Place(repository) with { Api = api }, Credential, network).LookAsync(FeedMemory.None, new FeedMeter(), Cancelled);

        Assert.Equal(repository.Head, look.Memory.Commit);
        Assert.Equal(["ghe.example.org"], asked);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_unreachable()
    {
        using var network = new GitHubNetwork(new GitHubOptions(), Clock, null, (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));

        await FailsAsync(FeedFault.Unreachable, () => new GitHubFeed(Place(Rules()) with { Api = GitHubPlace.PublicApi }, Credential, network).LookAsync(FeedMemory.None, new FeedMeter(), Cancelled));
    }
}
