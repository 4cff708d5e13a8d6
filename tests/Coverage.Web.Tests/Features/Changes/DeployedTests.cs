using System.Net;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Tests.Features.Recording;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TestResult = Coverage.Posture.TestResult;

namespace Coverage.Web.Tests.Features.Changes;

/// <summary>A deployed rule that its source changed: the difference, the answer, and the tests to run again.</summary>
public sealed partial class DeployedTests : IAsyncLifetime
{
    private const string Technique = "/techniques/T1059.001";

    private RecordingBench bench = null!;
    private HttpClient engineer = null!;

    private static string Page => $"/changes/deployed/sigma/{RecordingBench.Id(0)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UpstreamChange? Change => UpstreamChange.Of(bench.View, bench.Inside, new ItemKey("sigma", RecordingBench.Id(0)));

    public async ValueTask InitializeAsync()
    {
        bench = await RecordingBench.StartAsync();
        engineer = await bench.App.SignInAsync();
        using var deployed = await RecordingBench.SendAsync(engineer, Technique, "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Deployed"));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task The_inbox_shows_what_is_deployed_against_what_is_new_over_all_changes_between()
    {
        bench.Write(3, "second");
        bench.Write(3, "third");

        var list = await RecordingBench.TextAsync(engineer, "/changes?since=all&deployed=here");
        var difference = await TextAsync($"/changes/{Newest.Id}/difference");

        Assert.Equal(2, Occurrences(list, "deployed here to decide"));
        Assert.Contains("What is deployed, and what is new", difference, StringComparison.Ordinal);
        Assert.Contains("2 changes lie between", difference, StringComparison.Ordinal);
        Assert.Matches("From what is deployed to what is new: 1 line came, 1 went .*description: first.*description: third", difference);
        Assert.Contains("Default changed upstream since Adopt Keep Ignore", difference, StringComparison.Ordinal);
        Assert.Contains("What is deployed, and what is new", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopting_in_the_inbox_leads_back_to_where_one_was_and_settles_it()
    {
        bench.Write(3, "second");
        var fragment = $"/changes/{Newest.Id}/difference?back={Uri.EscapeDataString("/changes?since=all#c7")}";

        using var answer = await RecordingBench.SendAsync(engineer, fragment, "/posture/adopt");

        Assert.Equal((HttpStatusCode.SeeOther, "/changes?since=all#c7"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Null(Change);
        Assert.Contains("is what its source publishes now", await RecordingBench.TextAsync(engineer, Page), StringComparison.Ordinal);
        Assert.DoesNotContain("to decide", await RecordingBench.TextAsync(engineer, "/changes?since=all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_back_out_of_this_app_is_none()
    {
        bench.Write(3, "second");

        var form = await RunningApp.FormAsync(engineer, $"/changes/{Newest.Id}/difference?back={Uri.EscapeDataString("//elsewhere.example/")}");

        Assert.Equal($"/changes/{Newest.Id}", form["back"]);
    }

    [Fact]
    public async Task Keep_asks_again_at_the_next_change_ignore_does_not_and_ask_again_does()
    {
        bench.Write(3, "second");
        using var kept = await RecordingBench.SendAsync(engineer, Page, "/posture/keep");
        Assert.Contains("kept; asks at the next change upstream what changed Adopt Ask again", await RecordingBench.TextAsync(engineer, Technique), StringComparison.Ordinal);
        bench.Write(3, "third");
        Assert.Contains("changed upstream since what changed Adopt Keep Ignore", await RecordingBench.TextAsync(engineer, Technique), StringComparison.Ordinal);
        using var ignored = await RecordingBench.SendAsync(engineer, Page, "/posture/ignore");
        bench.Write(3, "fourth");
        Assert.Equal(UpstreamAnswer.Ignored, Change!.Answer);
        Assert.Contains("changes upstream are ignored", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);

        using var asked = await RecordingBench.SendAsync(engineer, Page, "/posture/ask");

        Assert.Equal(UpstreamAnswer.None, Change!.Answer);
        Assert.Contains("Changes upstream ignored in Default: Rule 0", await RecordingBench.TextAsync(engineer, "/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ticked_or_listed_is_answered_in_one_step_and_taken_back()
    {
        using var other = await RecordingBench.SendAsync(engineer, Technique, "/posture/deployment", ("item", RecordingBench.Item(1)), ("state", "Deployed"));
        bench.Write(3, "second");
        const string list = "/changes?deployed=here&since=all";
        Assert.Contains("2 rules listed to decide", await RecordingBench.TextAsync(engineer, list), StringComparison.Ordinal);
        var shown = await RunningApp.FormAsync(engineer, list);
        var seen = bench.View.EditId;

        using var none = await RecordingBench.SendAsync(engineer, shown, "/changes/answer", ("of", "ticked"), ("answer", "adopt"));
        Assert.Contains("Nothing is ticked", await RecordingBench.ProblemAsync(none), StringComparison.Ordinal);
        using var gone = await RecordingBench.SendAsync(engineer, shown, "/changes/answer", ("of", "listed"), ("answer", "keep"), ("listed", "3"));
        Assert.Contains("The list is another one by now", await RecordingBench.ProblemAsync(gone), StringComparison.Ordinal);
        using var ticked = await RecordingBench.SendAsync(engineer, shown, "/changes/answer", ("of", "ticked"), ("answer", "keep"), ("item", RecordingBench.Item(1)));
        Assert.Equal((list, seen + 1), (ticked.Headers.Location?.OriginalString, bench.View.EditId));
        Assert.Equal((UpstreamAnswer.None, UpstreamAnswer.Kept), (Change?.Answer, UpstreamChange.Of(bench.View, bench.Inside, new ItemKey("sigma", RecordingBench.Id(1)))?.Answer));

        using var listed = await RecordingBench.SendAsync(engineer, list, "/changes/answer", ("of", "listed"), ("answer", "adopt"));
        Assert.Null(Change);
        Assert.NotNull(UpstreamChange.Of(bench.View, bench.Inside, new ItemKey("sigma", RecordingBench.Id(1))));
        using var undone = await RecordingBench.SendAsync(engineer, $"/history/{bench.View.EditId}", "/posture/undo");
        Assert.NotNull(Change);
        bench.Write(3, "third");
        using var late = await RecordingBench.SendAsync(engineer, shown, "/changes/answer", ("of", "ticked"), ("answer", "adopt"), ("item", RecordingBench.Item(1)));
        Assert.Contains("The catalogue has changed", await RecordingBench.ProblemAsync(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_nobody_recorded_is_adopted_at_once_and_makes_no_proof_stale()
    {
        var rule = new ItemKey("sigma", RecordingBench.Id(0));
        var since = bench.Inside.Deployments[rule].Since!.Value.AddDays(-3);
        var test = bench.View.Catalogue.Tests[0];
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new Person("ada", Role.Engineer), new PostureStep("as an import leaves it", [
            new PutDeployment("default", bench.Inside.Deployments[rule] with { Hash = "", Since = since }),
            new PutResult("default", new TestResult("r", new ItemKey(test.Source, test.ExternalId), since.AddDays(1), ResultState.Ran, Seen.Alerted) { AlertedBy = [new NamedItem(Coverage.Catalog.ItemKind.Rule, rule)] })]));
        bench.Write(3, "second");
        var before = bench.View.Table.Totals.Overall;
        const string list = "/changes?deployed=here&since=all";
        Assert.Contains("Of 1 deployed rule nobody recorded which content runs", await RecordingBench.TextAsync(engineer, list), StringComparison.Ordinal);

        using var adopted = await RecordingBench.SendAsync(engineer, list, "/changes/answer", ("of", "unrecorded"), ("answer", "adopt"));

        Assert.Equal((bench.View.Rule(rule)!.Hash, since), (bench.Inside.Deployments[rule].Hash, bench.Inside.Deployments[rule].Since));
        Assert.Equal(before, bench.View.Table.Totals.Overall);
        Assert.DoesNotContain("nobody recorded which content runs", await RecordingBench.TextAsync(engineer, list), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_sees_the_difference_without_forms_and_may_not_answer()
    {
        bench.Write(3, "second");
        using var viewer = await bench.App.SignInAsync(Role.Viewer, "Vera");

        var page = await viewer.GetStringAsync(new Uri(Page, UriKind.Relative), Token);
        var form = await RunningApp.FormAsync(viewer, "/changes");
        foreach (var path in new[] { "/posture/keep", "/posture/ignore", "/posture/ask", "/posture/adopt" })
        {
            using var answer = await RecordingBench.SendAsync(viewer, form, path, [("item", RecordingBench.Item(0)), ("env", "default")]);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Contains("Difference between what is deployed and what is new", page, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/posture/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_tells_what_came_since_the_last_visit_and_what_it_did_to_the_scores()
    {
        bench.Write(3, "second");

        var first = await RecordingBench.TextAsync(engineer, "/");
        Assert.Contains("Since your last visit the last 30 days", first, StringComparison.Ordinal);
        Assert.Matches("Changes upstream 3 3 changed Of rules that are deployed here 1 1 rule to decide Tests to run again 0", first);
        Assert.Matches(@"What moved the scores .*Our work \+\d", first);
        Assert.DoesNotContain("Since your last visit", await RecordingBench.TextAsync(bench.App.Client, "/"), StringComparison.Ordinal);
        bench.App.Clock.Advance(TimeSpan.FromMinutes(2));
        using var back = await bench.App.SignInAsync();
        using var marked = await RecordingBench.SendAsync(back, "/changes", "/changes/read");
        bench.App.Clock.Advance(TimeSpan.FromMinutes(2));

        var second = await RecordingBench.TextAsync(back, "/");

        Assert.Contains("since you marked changes read on", second, StringComparison.Ordinal);
        Assert.Matches("Changes upstream 0 Of rules that are deployed here 0 1 rule to decide", second);
        Assert.Contains("The scores have not moved since", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_that_is_stored_nowhere_is_said_to_be()
    {
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new("test", Role.Engineer), new PostureStep("imported", [new PutDeployment("default", bench.Deployment(0)! with { Hash = new string('a', 64) })]));

        var page = await RecordingBench.TextAsync(engineer, Page);

        Assert.Contains("stored nowhere: no change set tells of this content", page, StringComparison.Ordinal);
        Assert.Contains("Adopt Keep Ignore", page, StringComparison.Ordinal);
        Assert.Contains("This rule is not deployed", await NotFoundAsync($"/changes/deployed/sigma/{RecordingBench.Id(2)}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_proved_the_rule_is_listed_to_run_again_until_its_new_run_is_recorded()
    {
        var rule = new ItemKey("sigma", RecordingBench.Id(0));
        var result = new TestResult("proof", new ItemKey("atomic", RecordingBench.Id(1)), bench.App.Clock.GetUtcNow().UtcDateTime.AddDays(-1), ResultState.Ran, Seen.Alerted) { AlertedBy = [new NamedItem(Coverage.Catalog.ItemKind.Rule, rule, bench.Deployment(0)!.Hash)] };
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new("test", Role.Engineer), new PostureStep("proved", [new PutResult("default", result)]));
        Assert.Contains("No test has to run again", await RecordingBench.TextAsync(engineer, "/results?list=again"), StringComparison.Ordinal);
        bench.Write(3, "second");

        var page = await RecordingBench.TextAsync(engineer, "/results?list=again");
        var csv = await engineer.GetStringAsync(new Uri("/results.csv?list=again", UriKind.Relative), Token);

        Assert.Contains("Run again 1", page, StringComparison.Ordinal);
        Assert.Matches("Test 1 .* Rule 0 changed upstream, not decided", page);
        Assert.Contains($",Rule 0,{rule},\"changed upstream, not decided\",", csv, StringComparison.Ordinal);
        bench.App.Clock.Advance(TimeSpan.FromMinutes(10));
        using var engineerLater = await bench.App.SignInAsync();
        using var recorded = await RecordingBench.SendAsync(engineerLater, "/results?list=again", "/results/record", ("test", RecordingBench.Id(1)), ("time", bench.App.Clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)), ("outcome", "missed"), ("env", "default"));
        Assert.Equal(HttpStatusCode.SeeOther, recorded.StatusCode);
        Assert.Contains("No test has to run again", await RecordingBench.TextAsync(engineerLater, "/results?list=again"), StringComparison.Ordinal);
    }

    private ChangeEntry Newest => bench.App.Services.GetRequiredService<ChangeLog>().Of(bench.View.Catalogue).Entries.First(entry => entry.ExternalId == RecordingBench.Id(0));

    private Task<string> TextAsync(string path) => RecordingBench.TextAsync(engineer, path);

    private async Task<string> NotFoundAsync(string path)
    {
        using var answer = await engineer.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return WebUtility.HtmlDecode(Tags().Replace(await answer.Content.ReadAsStringAsync(Token), " "));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
