using System.Net;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>What is recorded in the rows of a technique's page, as forms without script.</summary>
public sealed class RowTests
{
    private const string Page = "/techniques/T1059.001";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploying_a_rule_pins_its_content_moves_the_score_and_leads_back_to_the_rules()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"), ("back", Page + "#rules"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(Page + "#rules", answer.Headers.Location?.OriginalString);
        var deployment = bench.Deployment(1)!;
        Assert.Equal((DeploymentState.Deployed, bench.View.Rule(deployment.Rule)!.Hash, "Ada"), (deployment.State, deployment.Hash, deployment.By));
        Assert.NotEqual("", deployment.Hash);
        Assert.Contains("Detect 40.0", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_sees_the_same_state_without_forms()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Disabled"));

        var page = await bench.App.Client.GetStringAsync(new Uri(Page, UriKind.Relative), Token);

        Assert.DoesNotContain("action=\"/posture/", page, StringComparison.Ordinal);
        Assert.Contains(">disabled</span>", page, StringComparison.Ordinal);
        Assert.Contains("/posture/deployment", await engineer.GetStringAsync(new Uri(Page, UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_with_older_content_says_so_until_the_new_one_is_adopted()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        Assert.DoesNotContain("changed upstream", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
        bench.Write(3, "second");

        Assert.Contains("changed upstream since what changed Adopt", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
        using var adopted = await RecordingBench.SendAsync(engineer, Page, "/posture/adopt", ("item", RecordingBench.Item(0)));

        Assert.DoesNotContain("changed upstream", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
        Assert.Equal(bench.View.Rule(bench.Deployment(0)!.Rule)!.Hash, bench.Deployment(0)!.Hash);
    }

    [Fact]
    public async Task A_result_names_the_rule_that_alerted_at_its_content_and_so_proves_it()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        const string test = "atomic:00000000-0000-4000-8000-000000000001";
        using var deployed = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
        Assert.Contains("Alerted by not said Rule 0", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);

        using var elsewhere = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", test), ("seen", "Alerted"), ("alertedBy", $"rule:{RecordingBench.Item(1)}"));
        Assert.Contains("not in place there any more", await RecordingBench.ProblemAsync(elsewhere), StringComparison.Ordinal);
        using var silent = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", test), ("seen", "Logged"), ("alertedBy", $"rule:{RecordingBench.Item(0)}"));
        Assert.Contains("there was no alert", await RecordingBench.ProblemAsync(silent), StringComparison.Ordinal);
        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", test), ("seen", "Alerted"), ("alertedBy", $"rule:{RecordingBench.Item(0)}"));

        var named = Assert.Single(Assert.Single(bench.Inside.Results.Values).AlertedBy);
        Assert.Equal((RecordingBench.Id(0), bench.Deployment(0)!.Hash), (named.Key.Id, named.Hash));
        Assert.Contains("alerted by Rule 0", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_recorded_shown_as_the_last_one_and_withdrawn()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var test = "atomic:00000000-0000-4000-8000-000000000001";

        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", test), ("seen", "Alerted"), ("stopped", "No"), ("host", "PC-7"), ("day", "2026-01-15"));
        var page = await RecordingBench.TextAsync(bench.App.Client, Page);
        var result = Assert.Single(bench.Inside.Results.Values);
        using var withdrawn = await RecordingBench.SendAsync(engineer, Page, "/posture/result/withdraw", ("item", test), ("result", result.Id));

        Assert.Contains("alerted, not stopped 2026-01-15 on PC-7", page, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 1, 15), DateOnly.FromDateTime(result.Time));
        Assert.Empty(bench.Inside.Results);
        Assert.Contains("never run", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_of_which_nothing_is_known_waits_for_its_outcome()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", "atomic:00000000-0000-4000-8000-000000000001"), ("seen", "Unknown"), ("stopped", "Unknown"));

        Assert.Equal(ResultState.Pending, Assert.Single(bench.Inside.Results.Values).State);
    }

    [Theory]
    [InlineData("day", "2999-01-01", "is in the future")]
    [InlineData("day", "yesterday", "'yesterday' is no day")]
    [InlineData("seen", "Everything", "There is no state 'Everything'")]
    [InlineData("env", "elsewhere", "There is no environment elsewhere")]
    public async Task What_cannot_be_is_refused_in_words_and_nothing_is_recorded(string field, string value, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/result", ("item", "atomic:00000000-0000-4000-8000-000000000001"), ("seen", "Alerted"), ("stopped", "No"), (field, value));

        Assert.Contains(says, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Empty(bench.Inside.Results);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_told_and_not_overwritten()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        var (hers, his) = (await RunningApp.FormAsync(ada, Page), await RunningApp.FormAsync(bob, Page));

        using var first = await RecordingBench.SendAsync(bob, his, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Disabled"));
        using var other = await RecordingBench.SendAsync(ada, hers, "/posture/deployment", ("item", RecordingBench.Item(2)), ("state", "Deployed"));
        using var second = await RecordingBench.SendAsync(ada, hers, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));

        Assert.Equal(HttpStatusCode.SeeOther, other.StatusCode);
        Assert.Contains("Bob changed", await RecordingBench.ProblemAsync(second), StringComparison.Ordinal);
        Assert.Equal(DeploymentState.Disabled, bench.Deployment(1)!.State);
        Assert.Equal(DeploymentState.Deployed, bench.Deployment(2)!.State);
    }

    [Fact]
    public async Task An_exception_needs_owner_reason_and_day_and_a_note_only_its_text()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var incomplete = await RecordingBench.SendAsync(engineer, Page, "/posture/exception", ("technique", "T1059.001"), ("kind", "OutOfScope"), ("where", ""), ("owner", "Eve"), ("why", "Not ours"));
        using var whole = await RecordingBench.SendAsync(engineer, Page, "/posture/exception", ("technique", "T1059.001"), ("kind", "OutOfScope"), ("where", "default"), ("owner", "Eve"), ("why", "Not ours"), ("expiry", "2999-12-31"));
        using var note = await RecordingBench.SendAsync(engineer, Page, "/posture/note", ("subject", "T1059.001"), ("text", "Ask the vendor"), ("owner", "Eve"), ("tags", "#edr, q3"));

        Assert.Equal("The day on which the exception expires is missing.", await RecordingBench.ProblemAsync(incomplete));
        var page = await RecordingBench.TextAsync(bench.App.Client, Page);
        Assert.Contains("out of scope Default Not ours Eve 2999-12-31", page, StringComparison.Ordinal);
        Assert.Contains("note Ask the vendor Eve edr q3", page, StringComparison.Ordinal);
        Assert.Contains("▨ out of scope", page, StringComparison.Ordinal);
        using var gone = await RecordingBench.SendAsync(engineer, Page, "/posture/exception/withdraw", ("technique", "T1059.001"), ("env", "default"));
        Assert.Empty(bench.View.Posture.Exceptions);
    }

    [Fact]
    public async Task Each_environment_has_its_own_state_and_the_page_says_which_it_shows()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var added = await RecordingBench.SendAsync(engineer, "/environments", "/posture/environment/add", ("name", "Head office"), ("platforms", "Windows"));

        using var answer = await RecordingBench.SendAsync(engineer, Page + "?env=head-office", "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));

        Assert.Equal(Page + "?env=head-office#rules", answer.Headers.Location?.OriginalString);
        Assert.Contains("0 to 100, in Head office", await RecordingBench.TextAsync(bench.App.Client, Page + "?env=head-office"), StringComparison.Ordinal);
        Assert.Contains("0 rules in place", await RecordingBench.TextAsync(bench.App.Client, Page + "?env=default"), StringComparison.Ordinal);
        Assert.Contains("1 rule in place", await RecordingBench.TextAsync(bench.App.Client, Page + "?env=head-office"), StringComparison.Ordinal);
        Assert.Null(bench.Deployment(1));
    }

    [Fact]
    public async Task What_is_deployed_and_gone_upstream_is_still_listed_and_can_be_disabled()
    {
        await using var bench = await RecordingBench.StartAsync(rules: 10);
        using var engineer = await bench.App.SignInAsync();
        using var deployed = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(9)), ("state", "Deployed"));
        bench.Delete(9);
        bench.Write(9, "first");

        Assert.Contains("Rule 9 00000000-0000-4000-8000-000000000009 gone upstream, and still deployed deployed", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
        using var disabled = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(9)), ("state", "Disabled"));

        Assert.Equal(DeploymentState.Disabled, bench.Deployment(9)!.State);
    }

    [Fact]
    public async Task Nothing_is_recorded_by_a_form_from_nowhere_or_by_who_may_only_read()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var admin = await bench.App.SignInAsync(Role.Admin);
        using var viewer = await bench.App.SignInAsync(Role.Viewer, "Vic");
        var posts = bench.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && endpoint.RoutePattern.RawText is { } path && path.StartsWith("/posture/", StringComparison.Ordinal) && path != "/posture/bulk")
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToList();

        Assert.Equal(39, posts.Count);
        foreach (var path in posts)
        {
            using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["item"] = RecordingBench.Item(1), ["state"] = "Deployed", ["env"] = "default", ["undoes"] = "1", ["generation"] = "1" });
            using var forged = await admin.PostAsync(new Uri(path.Replace("{token}", "none", StringComparison.Ordinal), UriKind.Relative), content, Token);
            Assert.Equal($"{path} 400", $"{path} {(int)forged.StatusCode}");
            using var tried = await RecordingBench.SendAsync(viewer, "/history", path.Replace("{token}", "none", StringComparison.Ordinal), ("item", RecordingBench.Item(1)));
            Assert.Equal($"{path} 403", $"{path} {(int)tried.StatusCode}");
        }

        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_by_what_a_form_sends()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        foreach (var elsewhere in new[] { "//evil.example/x", "https://evil.example", "/\\evil.example" })
        {
            using var answer = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"), ("back", elsewhere));
            Assert.Equal("/history", answer.Headers.Location?.OriginalString);
        }
    }
}
