using System.Net;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>The pages of single entries: share, day, place and evidence, and which tests apply.</summary>
public sealed class EntryTests
{
    private const string Page = "/techniques/T1059.001";
    private const string Tests = "/recorded/tests?t=T1059.001&env=default";
    private const string Test = "00000000-0000-4000-8000-000000000001";

    private static string Rule => $"/recorded?of=rule&item={RecordingBench.Item(1)}&env=default&t=T1059.001";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_is_recorded_with_share_place_and_evidence_and_its_row_says_so()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("share", "80 %"), ("place", "Sentinel, workspace A"), ("evidence", "https://tickets.example/7"), ("note", "Noisy"));

        Assert.Equal(Page + "#rules", answer.Headers.Location?.OriginalString);
        var entry = bench.Deployment(1)!;
        Assert.Equal((DeploymentState.Deployed, 0.8, "Sentinel, workspace A", "https://tickets.example/7", "Noisy"), (entry.State, entry.Share, entry.Where, entry.Evidence, entry.Note));
        Assert.Equal(bench.View.Rule(entry.Rule)!.Hash, entry.Hash);
        Assert.Contains("80 % of assets · Sentinel, workspace A · evidence", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
        Assert.Matches("deployed Share 80 % of assets Since [0-9-]{10} Place Sentinel, workspace A Evidence https://tickets.example/7 Note Noisy", await RecordingBench.TextAsync(bench.App.Client, Rule));
    }

    [Fact]
    public async Task The_form_comes_filled_in_and_saving_it_unchanged_changes_nothing()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var first = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("share", "33.33333"), ("place", "A"), ("evidence", "b"));
        var page = await engineer.GetStringAsync(new Uri(Rule, UriKind.Relative), Token);
        Assert.Contains("name=\"share\" inputmode=\"decimal\" value=\"33.3333\"", page, StringComparison.Ordinal);

        using var again = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("share", "33.3333"), ("place", "A"), ("evidence", "b"));
        Assert.Equal(1, bench.View.EditId);
        using var moved = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Disabled"), ("share", "33.3333"), ("place", "A"), ("evidence", "b"));
        using var row = await RecordingBench.SendAsync(engineer, Page, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));

        Assert.Equal((3, "A", "b"), (bench.View.EditId, bench.Deployment(1)!.Where, bench.Deployment(1)!.Evidence));
        using var gone = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", ""), ("share", "33.3333"), ("place", "A"));
        Assert.Null(bench.Deployment(1));
    }

    [Fact]
    public async Task Since_when_is_now_unless_a_day_is_typed_and_what_is_shown_is_not_typed()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var now = bench.App.Clock.GetUtcNow().UtcDateTime;

        using var first = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", ""));
        var then = bench.Deployment(1)!.Since!.Value;
        Assert.True(then >= now);
        var shown = then.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"name=\"since\" type=\"date\" value=\"{shown}\"", await engineer.GetStringAsync(new Uri(Rule, UriKind.Relative), Token), StringComparison.Ordinal);
        using var same = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", shown));
        Assert.Equal((1, then), (bench.View.EditId, bench.Deployment(1)!.Since));

        using var march = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", "2026-03-01"));
        Assert.Equal(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), bench.Deployment(1)!.Since);
        Assert.Contains("Since 2026-03-01", await RecordingBench.TextAsync(bench.App.Client, Rule), StringComparison.Ordinal);

        using var off = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Disabled"), ("since", "2026-03-01"));
        using var on = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", "2026-03-01"));
        Assert.Equal((DeploymentState.Deployed, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc)), (bench.Deployment(1)!.State, bench.Deployment(1)!.Since)); // What one sees is what one records.
        using var offAgain = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Disabled"), ("since", "2026-03-01"));
        using var anew = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", ""));
        Assert.True(bench.Deployment(1)!.Since > then);
        using var unknown = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("since", ""));
        Assert.Equal((DeploymentState.Deployed, null), (bench.Deployment(1)!.State, bench.Deployment(1)!.Since));
    }

    [Theory]
    [InlineData("share", "0", "The share of assets has to be above 0 % and at most 100 %.")]
    [InlineData("share", "101", "The share of assets has to be above 0 % and at most 100 %.")]
    [InlineData("share", "most", "The share of assets: 'most' is no number.")]
    [InlineData("since", "1 March", "'1 March' is no day. Write it as 2026-08-05.")]
    [InlineData("since", "2999-01-01", "The day of the deployment")]
    [InlineData("state", "Planned", "What is planned has no day since when it is in place.")]
    [InlineData("state", "Perfect", "There is no state 'Perfect'.")]
    [InlineData("item", "sigma:nowhere", "No rule sigma:nowhere is known.")]
    [InlineData("env", "elsewhere", "There is no environment elsewhere.")]
    public async Task What_cannot_be_is_refused_in_words_and_nothing_is_recorded(string field, string value, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Rule, "/posture/entry", ("state", "Deployed"), ("share", "80"), ("since", "2026-03-01"), (field, value));

        Assert.Contains(says, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_told_and_not_overwritten()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        var (rule, tests) = (await RunningApp.FormAsync(ada, Rule), await RunningApp.FormAsync(ada, Tests));
        using var his = await RecordingBench.SendAsync(bob, Rule, "/posture/entry", ("state", "Deployed"), ("place", "Bob's"));
        using var off = await RecordingBench.SendAsync(bob, Tests, "/posture/applies", ("test", Test), ("why", "No such host"));

        using var hers = await RecordingBench.SendAsync(ada, rule, "/posture/entry", ("state", "Deployed"), ("place", "Ada's"));
        using var on = await RecordingBench.SendAsync(ada, tests, "/posture/applies");

        Assert.Contains("Bob changed", await RecordingBench.ProblemAsync(hers), StringComparison.Ordinal);
        Assert.Contains("Bob changed", await RecordingBench.ProblemAsync(on), StringComparison.Ordinal);
        Assert.Equal("Bob's", bench.Deployment(1)!.Where);
    }

    [Fact]
    public async Task Who_was_second_sees_both_and_records_over_it_unless_a_third_was_faster()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        var hers = await RunningApp.FormAsync(ada, Rule);
        using var his = await RecordingBench.SendAsync(bob, Rule, "/posture/entry", ("state", "Disabled"), ("place", "Bob's"));

        using var refused = await RecordingBench.SendAsync(ada, hers, "/posture/entry", ("state", "Deployed"), ("place", "Ada's <b>"), ("evidence", ""));
        var page = await refused.Content.ReadAsStringAsync(Token);
        Assert.Contains("Bob changed Rule 1 in the meantime", page, StringComparison.Ordinal);
        Assert.Matches("<dt>Recorded</dt><dd>disabled[^<]*Bob&#x27;s[^<]*</dd><dt>Mine</dt><dd>deployed[^<]*Ada&#x27;s &lt;b&gt;", page);
        Assert.Contains("id=\"theirs\"", page, StringComparison.Ordinal);
        Assert.Equal("Bob's", bench.Deployment(1)!.Where);

        using var third = await RecordingBench.SendAsync(bob, Rule, "/posture/entry", ("state", "Disabled"), ("place", "Bob's, moved"));
        using var asked = await RecordingBench.AgainAsync(ada, refused);
        Assert.Contains("Bob changed Rule 1", await RecordingBench.ProblemAsync(asked), StringComparison.Ordinal);
        Assert.Equal("Bob's, moved", bench.Deployment(1)!.Where);

        using var done = await RecordingBench.AgainAsync(ada, asked);
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal((DeploymentState.Deployed, "Ada's <b>"), (bench.Deployment(1)!.State, bench.Deployment(1)!.Where));
    }

    [Fact]
    public async Task A_test_is_not_applicable_with_a_reason_leaves_the_score_and_comes_back()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var mute = await RecordingBench.SendAsync(engineer, Tests, "/posture/applies", ("test", Test));
        Assert.Equal("Say why 1 test of T1059.001 does not apply in Default.", await RecordingBench.ProblemAsync(mute));
        using var stale = await RecordingBench.SendAsync(engineer, Tests, "/posture/applies", ("test", "no-such-test"), ("why", "x"));
        Assert.Contains("have changed since this page was opened", await RecordingBench.ProblemAsync(stale), StringComparison.Ordinal);
        using var off = await RecordingBench.SendAsync(engineer, Tests, "/posture/applies", ("all", "yes"), ("why", "No such host"));

        Assert.Equal(Page + "#tests", off.Headers.Location?.OriginalString);
        Assert.Equal((ResultState.NotApplicable, "No such host"), Assert.Single(bench.Inside.Results.Values) is var said ? (said.State, said.Note) : default);
        Assert.Contains("Test 1 No such host", await RecordingBench.TextAsync(bench.App.Client, Tests), StringComparison.Ordinal);
        Assert.Contains("no test applies", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
        using var on = await RecordingBench.SendAsync(engineer, Tests, "/posture/applies");
        Assert.Empty(bench.Inside.Results);
        Assert.Contains("0 of 1 test alerted", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_somebody_linked_is_among_those_that_may_not_apply()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        const string OfParent = "/recorded/tests?t=T1059&env=default";
        Assert.Contains("No Atomic test is written for T1059 itself", await RecordingBench.TextAsync(engineer, OfParent), StringComparison.Ordinal);
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new Person("Grace", Role.Engineer), new PostureStep("Linked", [new PutLink(new ManualLink(new LinkEnds(ItemKind.Test, new ItemKey("atomic", Test), "T1059"), "It shows the same", "Grace"))]));

        Assert.Contains("Test 1 of T1059.001, linked by hand", await RecordingBench.TextAsync(engineer, OfParent), StringComparison.Ordinal);
        using var off = await RecordingBench.SendAsync(engineer, OfParent, "/posture/applies", ("test", Test), ("why", "No such host"));

        Assert.Equal(HttpStatusCode.SeeOther, off.StatusCode);
        Assert.Equal(ResultState.NotApplicable, Assert.Single(bench.Inside.Results.Values).State);
        Assert.Contains("test of T1059 not applicable", await RecordingBench.TextAsync(engineer, "/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_sees_no_forms_and_what_is_unknown_is_not_found()
    {
        await using var bench = await RecordingBench.StartAsync();

        Assert.DoesNotContain("<form class=\"sheet", await bench.App.Client.GetStringAsync(new Uri(Rule, UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.DoesNotContain("/posture/applies", await bench.App.Client.GetStringAsync(new Uri(Tests, UriKind.Relative), Token), StringComparison.Ordinal);
        foreach (var path in new[] { "/recorded", "/recorded?of=rule&item=sigma:nowhere", "/recorded?of=control&item=d3fend:D3-NOT", "/recorded/tests?t=T9999" })
        {
            using var answer = await bench.App.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}
