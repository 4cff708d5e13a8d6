using System.Globalization;

namespace Coverage.Tests.GitHub;

public sealed class LimitTests : GitHubFixture
{
    [Fact]
    public async Task What_is_unchanged_costs_quota_only_without_a_token()
    {
        Rules().Commit("First", OneRule());
        var token = Server.AddToken();

        foreach (var (caller, cost) in new[] { (null, 1), (token, 0) })
        {
            using var first = await Get("repos/acme/rules/commits/main", caller);
            var used = Server.Requests.QuotaUsed;
            using var second = await Get("repos/acme/rules/commits/main", caller, ("If-None-Match", first.Headers.ETag!.ToString()));

            Assert.Equal(304, (int)second.StatusCode);
            Assert.Equal(cost, Server.Requests.QuotaUsed - used);
            Assert.Equal(cost, Header(first, "x-ratelimit-remaining") - Header(second, "x-ratelimit-remaining"));
            Assert.Equal(0, Server.Requests[^1].BytesSent);
        }
    }

    [Fact]
    public async Task An_entity_tag_is_of_no_use_to_another_token_but_the_hash_of_the_commit_is()
    {
        var sha = Rules().Commit("First", OneRule());
        var (one, other) = (Server.AddToken(login: "one"), Server.AddToken(login: "other"));
        using var first = await Get("repos/acme/rules/commits/main", one);

        using var renewed = await Get("repos/acme/rules/commits/main", other, ("If-None-Match", first.Headers.ETag!.ToString()));
        using var byHash = await Get("repos/acme/rules/commits/main", other, ("Accept", "application/vnd.github.sha"), ("If-None-Match", $"\"{sha}\""));

        Assert.Equal([200, 304], [(int)renewed.StatusCode, (int)byHash.StatusCode]);
    }

    [Fact]
    public async Task A_date_does_for_a_condition_too()
    {
        Rules().Commit("First", OneRule());
        using var first = await Get("repos/acme/rules/commits/main");

        using var second = await Get("repos/acme/rules/commits/main", token: null, ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("R", CultureInfo.InvariantCulture)));

        Assert.Equal(304, (int)second.StatusCode);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task After_the_last_request_of_the_hour_nothing_is_answered_until_the_reset(int status)
    {
        Rules().Commit("First", OneRule());
        Server.RateLimits.ExceededStatus = status;
        Server.RateLimits.Anonymous = 1;

        using var last = await Get("repos/acme/rules");
        using var refused = await Get("repos/acme/rules");
        using var free = await Get("rate_limit");
        Server.Clock.Advance(TimeSpan.FromHours(1));
        using var later = await Get("repos/acme/rules");

        Assert.Equal([200, status, 200, 200], [(int)last.StatusCode, (int)refused.StatusCode, (int)free.StatusCode, (int)later.StatusCode]);
        Assert.Equal(0, Header(refused, "x-ratelimit-remaining"));
        Assert.Equal(3600, Header(refused, "x-ratelimit-reset") - refused.Headers.Date!.Value.ToUnixTimeSeconds(), tolerance: 2.0);
    }

    [Fact]
    public async Task The_reset_can_come_in_milliseconds_and_the_date_can_be_a_day_off()
    {
        Server.RateLimits.ResetInMilliseconds = true;
        Server.Clock.Advance(TimeSpan.FromDays(-1));

        using var response = await Get("rate_limit");

        Assert.InRange(Header(response, "x-ratelimit-reset"), 1_000_000_000_000, 10_000_000_000_000);
        Assert.True(DateTimeOffset.UtcNow - response.Headers.Date!.Value > TimeSpan.FromHours(23));
    }

    [Fact]
    public async Task Lists_come_in_pages_with_links_to_the_others()
    {
        var repository = Rules();
        for (var at = 0; at < 3; at++)
        {
            repository.Commit($"Commit {at}", OneRule($"title: {at}\n"));
        }

        using var first = await Get("repos/acme/rules/commits?per_page=2");

        Assert.Equal(2, (await Json(first)).GetArrayLength());
        Assert.Equal(
            $"<{Server.ApiUri}repos/acme/rules/commits?per_page=2&page=2>; rel=\"next\", <{Server.ApiUri}repos/acme/rules/commits?per_page=2&page=2>; rel=\"last\"",
            Assert.Single(first.Headers.GetValues("Link")));
        Assert.Equal(1, (await Json("repos/acme/rules/commits?per_page=2&page=2")).GetArrayLength());
    }

    private static double Header(HttpResponseMessage response, string name) =>
        double.Parse(Assert.Single(response.Headers.GetValues(name)), CultureInfo.InvariantCulture);
}
