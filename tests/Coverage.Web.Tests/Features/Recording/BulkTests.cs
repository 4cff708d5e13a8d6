using System.Net;
using System.Text.RegularExpressions;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>Everything that a list shows, set to one state.</summary>
public sealed class BulkTests
{
    private const string High = "/posture/bulk?of=rule&env=default&state=Deployed&level=high";

    [Fact]
    public async Task Without_anything_chosen_it_leads_to_the_lists()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        var page = await engineer.GetStringAsync(new Uri("/posture/bulk", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("Nothing is chosen yet", page, StringComparison.Ordinal);
        Assert.Contains("among the <a href=\"/rules\">rules</a> or the <a href=\"/controls\">controls</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no environment", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_rules_are_previewed_recorded_as_one_step_and_taken_back()
    {
        await using var bench = await RecordingBench.StartAsync(rules: 4000);
        using var engineer = await bench.App.SignInAsync();
        const string All = "/posture/bulk?of=rule&env=default&state=Deployed";
        var preview = await RecordingBench.TextAsync(engineer, All);
        Assert.Contains("Shown 4,000 Change 4,000 Already so 0", preview, StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);

        using var answer = await RecordingBench.SendAsync(engineer, All, "/posture/bulk/record", ("reason", "Everything"));

        Assert.Equal("/history/1", answer.Headers.Location?.OriginalString);
        Assert.Equal(4000, bench.Inside.Deployments.Count);
        Assert.Contains("4,000 rules set to deployed in Default", await RecordingBench.TextAsync(bench.App.Client, "/history/1"), StringComparison.Ordinal);
        using var undone = await RecordingBench.SendAsync(engineer, "/history/1", "/posture/undo");
        Assert.Empty(bench.Inside.Deployments);
    }

    [Fact]
    public async Task Another_choice_than_the_one_that_was_shown_is_shown_before_it_is_recorded()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var other = await RecordingBench.SendAsync(engineer, High, "/posture/bulk/record", ("in", "default"), ("to", "Planned"), ("reason", "Next month"));
        var shown = other.Headers.Location!.OriginalString;
        Assert.Contains("state=Planned", shown, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, 0L), (other.StatusCode, bench.View.EditId));
        Assert.Contains("Nothing was recorded: you chose something other than what was shown.", await RecordingBench.TextAsync(engineer, shown), StringComparison.Ordinal);
        Assert.Contains("value=\"Next month\"", await engineer.GetStringAsync(new Uri(shown, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var recorded = await RecordingBench.SendAsync(engineer, shown, "/posture/bulk/record", ("in", "default"), ("to", "Planned"));
        Assert.Equal("/history/1", recorded.Headers.Location?.OriginalString);
        Assert.All(bench.Inside.Deployments.Values, deployment => Assert.Equal(DeploymentState.Planned, deployment.State));
    }

    [Fact]
    public async Task The_filter_holds_and_the_preview_says_what_is_so_already_and_what_moves()
    {
        await using var bench = await RecordingBench.StartAsync(rules: 6);
        using var engineer = await bench.App.SignInAsync();
        using var one = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Disabled"));
        using var two = await RecordingBench.SendAsync(engineer, High, "/posture/bulk/record");
        using var three = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(2)), ("state", "Disabled"));

        var preview = await RecordingBench.TextAsync(engineer, High);

        Assert.Contains("Shown 3 Change 0 Already so 1 Left out 2 2 of them are disabled there and stay so: somebody took them out. Deploy them too", preview, StringComparison.Ordinal);
        Assert.Equal([0, 2, 4], Enumerable.Range(0, 6).Where(rule => bench.Deployment(rule) is not null));
        Assert.Equal(DeploymentState.Disabled, bench.Deployment(0)!.State);
        foreach (var asked in new[] { High + "&disabled=too", High + "&is=disabled" })
        {
            var wanted = await RecordingBench.TextAsync(engineer, asked);
            Assert.Contains("2 rules that change, as they are now: 2 disabled", wanted, StringComparison.Ordinal);
            Assert.Contains("Record 2 changes", wanted, StringComparison.Ordinal);
        }

        using var all = await RecordingBench.SendAsync(engineer, High + "&disabled=too", "/posture/bulk/record");
        Assert.All(bench.Inside.Deployments.Values, deployment => Assert.Equal(DeploymentState.Deployed, deployment.State));
    }

    [Fact]
    public async Task Rules_of_products_that_an_environment_has_none_of_are_warned_about()
    {
        await using var bench = await RecordingBench.StartAsync(rules: 6);
        using var engineer = await bench.App.SignInAsync();
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new Person("Grace", Role.Engineer), new PostureStep("Places", [new PutEnvironment(new CoverageEnvironment("linux", "Servers", ["Linux"])), new PutEnvironment(new CoverageEnvironment("windows", "Desks", ["Windows"]))]));

        var foreign = await RecordingBench.TextAsync(engineer, High.Replace("default", "linux", StringComparison.Ordinal));
        var own = await RecordingBench.TextAsync(engineer, High.Replace("default", "windows", StringComparison.Ordinal));

        Assert.Contains("3 of those that change read logs of a product that Servers has no platform of", foreign, StringComparison.Ordinal);
        Assert.Contains("3 rules that change, as they are now: 3 not recorded", foreign, StringComparison.Ordinal);
        Assert.DoesNotContain("no platform of", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_shows_the_scores_before_and_after_and_the_techniques_that_move()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        var preview = await RecordingBench.TextAsync(engineer, High);

        Assert.Contains("Overall 0.0 40.0 +40.0", preview, StringComparison.Ordinal);
        Assert.Contains("T1059.001 Name of T1059.001 0.0 40.0 +40.0", preview, StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task What_changed_between_preview_and_confirmation_is_told_and_not_overwritten()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        var seen = await RunningApp.FormAsync(ada, High);
        using var meanwhile = await RecordingBench.SendAsync(bob, "/techniques/T1059.001", "/posture/deployment", ("item", RecordingBench.Item(0)), ("state", "Disabled"));

        using var answer = await RecordingBench.SendAsync(ada, seen, "/posture/bulk/record");

        Assert.Contains("Bob changed", await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Equal(DeploymentState.Disabled, Assert.Single(bench.Inside.Deployments.Values).State);

        // Mine is looked at anew, against what is recorded now, and can be recorded then.
        var anew = WebUtility.HtmlDecode(Regex.Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "id=\"mine\" href=\"([^\"]*)\"").Groups[1].Value);
        Assert.Contains("1 of them is disabled there and stays so", await RecordingBench.TextAsync(ada, anew), StringComparison.Ordinal);
        using var mine = await RecordingBench.SendAsync(ada, anew + "&disabled=too", "/posture/bulk/record");
        Assert.Equal(HttpStatusCode.SeeOther, mine.StatusCode);
        Assert.All(bench.Inside.Deployments.Values, entry => Assert.Equal(DeploymentState.Deployed, entry.State));
    }

    [Fact]
    public async Task A_preview_of_another_catalogue_is_to_be_looked_at_again()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var seen = await RunningApp.FormAsync(engineer, High);
        bench.Write(5, "second");

        using var answer = await RecordingBench.SendAsync(engineer, seen, "/posture/bulk/record");

        Assert.Contains("The catalogue has changed", await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Empty(bench.Inside.Deployments);
    }

    [Fact]
    public async Task What_is_ticked_is_previewed_recorded_as_one_step_and_nothing_else_is()
    {
        await using var bench = await RecordingBench.StartAsync(rules: 6);
        using var engineer = await bench.App.SignInAsync();

        var preview = await TickedAsync(engineer, "/rules?level=high", RecordingBench.Item(1), RecordingBench.Item(4), RecordingBench.Item(4));
        var text = await RecordingBench.TextAsync(engineer, preview);
        Assert.Contains("Those that you ticked. Nothing is recorded yet.", text, StringComparison.Ordinal);
        Assert.Contains("Ticked 2 Change 2 Already so 0", text, StringComparison.Ordinal);
        var other = preview.Replace("state=Deployed", "state=Disabled", StringComparison.Ordinal);
        using var answer = await RecordingBench.SendAsync(engineer, other, "/posture/bulk/record");

        Assert.Equal("/history/1", answer.Headers.Location?.OriginalString);
        Assert.Equal([1, 4], Enumerable.Range(0, 6).Where(rule => bench.Deployment(rule)?.State == DeploymentState.Disabled));
        Assert.Contains("2 rules set to disabled in Default (ticked)", await RecordingBench.TextAsync(bench.App.Client, "/history/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_ticks_are_taken()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        var preview = await TickedAsync(engineer, "/rules", [.. Enumerable.Range(0, 4000).Select(RecordingBench.Item)]);

        Assert.Contains("Ticked 3 Change 3", await RecordingBench.TextAsync(engineer, preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticks_are_kept_for_their_person_and_half_an_hour_and_none_is_no_change()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var ada = await bench.App.SignInAsync();
        using var bob = await bench.App.SignInAsync(name: "Bob");
        using var none = await RecordingBench.SendAsync(ada, "/rules", "/posture/bulk/tick");
        Assert.Contains("Nothing is ticked", await RecordingBench.ProblemAsync(none), StringComparison.Ordinal);
        using var odd = await RecordingBench.SendAsync(ada, "/rules", "/posture/bulk/tick", ("item", "nonsense"));
        Assert.Contains("What it is about is missing", await RecordingBench.ProblemAsync(odd), StringComparison.Ordinal);
        var preview = await TickedAsync(ada, "/rules", RecordingBench.Item(1));
        var seen = await RunningApp.FormAsync(ada, preview);

        Assert.Contains("What you ticked is not kept any more", await RecordingBench.TextAsync(bob, preview), StringComparison.Ordinal);
        bench.App.Clock.Advance(TimeSpan.FromMinutes(31));
        using var late = await RecordingBench.SendAsync(ada, seen, "/posture/bulk/record");

        Assert.Contains("What you ticked is not kept any more", await RecordingBench.ProblemAsync(late), StringComparison.Ordinal);
        Assert.Contains("What you ticked is not kept any more", await RecordingBench.TextAsync(ada, preview), StringComparison.Ordinal);
        Assert.Empty(bench.Inside.Deployments);
    }

    [Fact]
    public async Task Readers_get_no_ticks()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        Assert.DoesNotContain("checkbox", await bench.App.Client.GetStringAsync(new Uri("/rules", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains($"name=\"item\" value=\"{RecordingBench.Item(1)}\"", await engineer.GetStringAsync(new Uri("/rules", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> TickedAsync(HttpClient client, string page, params string[] items)
    {
        var fields = (await RunningApp.FormAsync(client, page)).Concat(items.Select(item => KeyValuePair.Create("item", item)));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("/posture/bulk/tick", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    [Theory]
    [InlineData("/posture/bulk?of=rule&env=nowhere&state=Deployed", "There is no environment nowhere.")]
    [InlineData("/posture/bulk?of=rule&env=default&state=Perfect", "There is no state 'Perfect'.")]
    public async Task A_preview_of_what_cannot_be_says_why(string path, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        Assert.Contains(says, await RecordingBench.TextAsync(engineer, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_engineers_are_offered_it_and_see_its_preview()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var refused = await bench.App.Client.GetAsync(new Uri(High, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain("shown: set in", await RecordingBench.TextAsync(bench.App.Client, "/rules"), StringComparison.Ordinal);
        Assert.Contains("3 rules shown: set in", await RecordingBench.TextAsync(engineer, "/rules"), StringComparison.Ordinal);
    }
}
