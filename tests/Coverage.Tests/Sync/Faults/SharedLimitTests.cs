using Coverage.Data;
using Coverage.GitHub.Faults;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Tests.Sync.Faults;

/// <summary>What a server told one source holds for all that ask it as the same.</summary>
public sealed class SharedLimitTests : SyncFixture
{
    private const string Canary = "github_pat_CANARY0123456789";

    private void Start(GitHubCredential? credential = null)
    {
        foreach (var name in new[] { "rules", "more", "last" })
        {
            Rules("acme/" + name).Commit("First", Many(3, "attack.t1001"));
            Site.Add(name, "acme/" + name, credential);
        }
    }

    [Fact]
    public async Task Nobody_without_a_credential_asks_before_the_time_that_one_of_them_was_told()
    {
        Start();
        Server.RateLimits.Exhaust();

        var told = await SyncAsync();
        var other = await Site.SyncAsync("more");

        Assert.Equal((SyncOutcome.Failed, "RateLimited", 1), (told.Run.Outcome, told.Run.Fault, told.Run.Requests));
        Assert.Equal((SyncOutcome.Failed, "RateLimited", 0), (other.Run.Outcome, other.Run.Fault, other.Run.Requests));
        Assert.Equal(NotBefore("rules"), NotBefore("more"));
        Assert.Single(Server.Requests);

        Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(SyncOutcome.Applied, (await Site.SyncAsync("last")).Run.Outcome);
        Assert.Equal(SyncOutcome.Applied, (await Site.SyncAsync("more")).Run.Outcome);
    }

    [Fact]
    public async Task Who_has_another_credential_is_not_kept_waiting()
    {
        Start();
        Site.Add("ours", "acme/rules", new GitHubCredential.Token(Server.AddToken(Canary).Value));
        Server.RateLimits.Exhaust();

        await SyncAsync();

        Assert.Equal(SyncOutcome.Applied, (await Site.SyncAsync("ours")).Run.Outcome);
    }

    [Fact]
    public async Task Sources_with_one_token_share_its_limit_and_the_token_shows_up_nowhere()
    {
        Start(new GitHubCredential.Token(Server.AddToken(Canary).Value));
        Server.Faults.On("GET", "/**", 1, Fault.SecondaryLimit(TimeSpan.FromMinutes(10)));

        await SyncAsync();
        var other = await Site.SyncAsync("more");

        Assert.Equal(("RateLimited", 0), (other.Run.Fault, other.Run.Requests));
        Assert.DoesNotContain("CANARY", string.Join('\n', Logs.Lines) + Db.Dump("SourceSettings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_limit_is_waited_out_by_the_other_source_too()
    {
        Start();
        Server.Faults.On("GET", "/repos/acme/rules/commits", 1, Fault.SecondaryLimit(TimeSpan.FromMinutes(2)));

        var first = await SyncAsync();
        var second = await Site.SyncAsync("more");

        Assert.Equal((SyncOutcome.Applied, SyncOutcome.Applied), (first.Run.Outcome, second.Run.Outcome));
        Assert.Single(Clock.Waits, wait => wait >= TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_limit_that_was_noted_by_a_clock_a_day_ahead_keeps_nobody_waiting()
    {
        Start();
        Clock.Advance(TimeSpan.FromDays(1));
        Server.Faults.On("GET", "/**", 1, Fault.SecondaryLimit(TimeSpan.FromMinutes(30)));
        await SyncAsync();
        Clock.Advance(-TimeSpan.FromDays(1));

        Assert.Equal(SyncOutcome.Applied, (await Site.SyncAsync("more")).Run.Outcome);
        Assert.Equal(SyncOutcome.Applied, (await SyncAsync()).Run.Outcome);
    }

    private string NotBefore(string source) => Assert.Single(Db.Query($"SELECT substr(NotBefore, 1, 16) FROM SourceStates WHERE Name = '{source}'"));
}
