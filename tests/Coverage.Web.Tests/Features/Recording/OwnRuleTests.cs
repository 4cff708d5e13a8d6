using System.Net;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>Rules of one's own: written, changed and removed by hand, found and listed like others.</summary>
public sealed class OwnRuleTests
{
    private const string New = "/recorded/rule?t=T1059";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_is_written_in_one_step_with_its_links_and_states_and_stands_wherever_rules_do()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        Assert.Contains("value=\"T1059\"", await engineer.GetStringAsync(new Uri(New, UriKind.Relative), Token), StringComparison.Ordinal);

        var key = await WriteAsync(bench, engineer, "Shells of <script> kinds", "t1059, T1059.001", ("why", "Looks at every shell"), ("level", "high"), ("product", " Windows "), ("state-default", "Deployed"), ("place-default", "Sentinel"));

        var rule = bench.View.Posture.OwnRules[key];
        Assert.Equal(("Shells of <script> kinds", "high", new LogSource("windows", "", "")), (rule.Title, rule.Level, rule.LogSource));
        Assert.Equal([("T1059", "Looks at every shell", "Ada"), ("T1059.001", "Looks at every shell", "Ada")], bench.View.Posture.Links.Values.Select(link => (link.Ends.Technique, link.Reason, link.By)).Order());
        Assert.Equal((DeploymentState.Deployed, "Sentinel"), (bench.Inside.Deployments[key].State, bench.Inside.Deployments[key].Where));
        Assert.Equal(1, bench.View.EditId);
        Assert.Contains("Detect 40.0", await RecordingBench.TextAsync(bench.App.Client, "/techniques/T1059.001"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/rules/own/{key.Id}\"", await bench.App.Client.GetStringAsync(new Uri("/techniques/T1059", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Contains($"href=\"/rules/own/{key.Id}\"", await bench.App.Client.GetStringAsync(new Uri("/search/hits?q=shells", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Contains("Shells of <script> kinds own rule deployed high", await RecordingBench.TextAsync(bench.App.Client, "/rules?source=own"), StringComparison.Ordinal);
        var page = await RecordingBench.TextAsync(bench.App.Client, $"/rules/own/{key.Id}");
        Assert.Contains("T1059.001 Name of T1059.001 linked by Ada: Looks at every shell", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Edit", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_it_keeps_links_that_stay_and_removing_it_leaves_nothing_and_is_taken_back_whole()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var key = await WriteAsync(bench, engineer, "One", "T1059 T1059.001", ("why", "First"), ("state-default", "Planned"));
        var edit = RecordUrls.EditRule(key);

        using var changed = await RecordingBench.SendAsync(engineer, edit, RecordUrls.OwnRule, ("item", key.Id), ("title", "Two"), ("techniques", "T1059"), ("state-default", "Planned"));
        Assert.Equal("First", Assert.Single(bench.View.Posture.Links.Values).Reason);
        Assert.Equal("Two", bench.View.TitleOf(key));

        using var removed = await RecordingBench.SendAsync(engineer, edit, RecordUrls.RemoveOwnRule, ("item", key.Id));
        Assert.Equal("/rules", removed.Headers.Location?.OriginalString);
        Assert.Equal((0, 0, 0), (bench.View.Posture.OwnRules.Count, bench.View.Posture.Links.Count, bench.Inside.Deployments.Count));
        using var gone = await engineer.GetAsync(new Uri($"/rules/own/{key.Id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        using var undone = await RecordingBench.SendAsync(engineer, "/history/3", RecordUrls.Undo);
        Assert.Equal(("Two", 1, 1), (bench.View.TitleOf(key), bench.View.Posture.Links.Count, bench.Inside.Deployments.Count));
    }

    [Theory]
    [InlineData("", "T1059", "", "The title is missing")]
    [InlineData("One", "", "", "The rule needs a technique")]
    [InlineData("One", "T1059 T9999", "", "No live technique T9999 is known")]
    [InlineData("One", "T9998 T1059 T9999", "", "No live technique T9998, T9999 is known")]
    [InlineData("One", "T9991 T9992 T9993 T9994 T9995 T9996 T9997", "", "No live technique T9991, T9992, T9993, T9994, T9995 is known, and 2 more are not. Write identifiers")]
    [InlineData("One", "T1059", "loud", "There is no level loud")]
    public async Task What_cannot_be_a_rule_is_refused(string title, string techniques, string level, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, New, RecordUrls.OwnRule, ("title", title), ("techniques", techniques), ("level", level));

        Assert.Contains(says, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
    }

    [Theory]
    [InlineData("folder/name.yml")]
    [InlineData("..")]
    [InlineData("50%2F50 & more")]
    public async Task An_identifier_that_can_be_no_step_of_a_path_has_a_page_all_the_same(string id)
    {
        await using var bench = await RecordingBench.StartAsync();
        bench.App.Services.GetRequiredService<PostureRecorder>().Record(new Person("erin", Role.Engineer), new PostureStep("Odd", [new PutOwnRule(new OwnRule(ItemKey.Own(id), "Odd one", new LogSource("", "", "")))]));

        var page = ItemLinks.Page(ItemKind.Rule, ItemKey.OwnSource, id);
        foreach (var without in new[] { "/rules/own", "/rules/sigma", "/tests/atomic" })
        {
            using var answer = await bench.App.Client.GetAsync(new Uri(without, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Contains("Odd one", await RecordingBench.TextAsync(bench.App.Client, page), StringComparison.Ordinal);
        Assert.Contains($"href=\"{WebUtility.HtmlEncode(page)}\"", await bench.App.Client.GetStringAsync(new Uri("/rules?source=own", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_actions_lead_to_where_they_are_done()
    {
        var (write, link) = (new NextAction(ActionKind.WriteRule, "x"), new NextAction(ActionKind.AddTest, "x"));

        Assert.Equal(New, RecordUrls.NextOf(write, "T1059", "default"));
        Assert.Equal("/recorded/link?of=test&t=T1059&env=default", RecordUrls.NextOf(link, "T1059", "default"));
        Assert.Null(RecordUrls.NextOf(new NextAction(ActionKind.Deploy, "x"), "T1059", "default"));
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        Assert.Contains($"href=\"{New}\"", await engineer.GetStringAsync(new Uri("/techniques/T1059", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.DoesNotContain("/recorded/rule", await bench.App.Client.GetStringAsync(new Uri("/techniques/T1059", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_say_and_narrow_down_by_state_and_environment_and_bulk_steps_reach_own_rules()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var added = await RecordingBench.SendAsync(engineer, "/environments", "/posture/environment/add", ("name", "Head office"), ("platforms", "*"), ("weight", "1"));
        var key = await WriteAsync(bench, engineer, "Mine", "T1059", ("state-default", "Planned"));
        using var one = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", RecordUrls.Deployment, ("item", RecordingBench.Item(1)), ("state", "Deployed"), ("env", "default"));
        using var two = await RecordingBench.SendAsync(engineer, "/techniques/T1059.001", RecordUrls.Deployment, ("item", RecordingBench.Item(1)), ("state", "Deployed"), ("env", "head-office"));

        Assert.Contains("deployed in Default, Head office", await RecordingBench.TextAsync(bench.App.Client, "/rules"), StringComparison.Ordinal);
        Assert.Contains("1 of 4", await RecordingBench.TextAsync(bench.App.Client, "/rules?in=head-office&is=deployed"), StringComparison.Ordinal);
        Assert.Contains("0 of 4", await RecordingBench.TextAsync(bench.App.Client, "/rules?in=head-office&is=planned"), StringComparison.Ordinal);
        Assert.Contains("3 of 4", await RecordingBench.TextAsync(bench.App.Client, "/rules?in=head-office&is=none"), StringComparison.Ordinal);
        Assert.Contains("href=\"/rules?in=head-office&amp;is=deployed\"", await bench.App.Client.GetStringAsync(new Uri("/environments/head-office", UriKind.Relative), Token), StringComparison.Ordinal);

        using var bulk = await RecordingBench.SendAsync(engineer, "/posture/bulk?of=rule&env=default&state=Deployed&source=own&is=planned", "/posture/bulk/record");
        Assert.Equal(DeploymentState.Deployed, bench.Inside.Deployments[key].State);
    }

    /// <summary>Writes a rule by the form and says which it became.</summary>
    private static async Task<ItemKey> WriteAsync(RecordingBench bench, HttpClient client, string title, string techniques, params (string Name, string Value)[] more)
    {
        using var answer = await RecordingBench.SendAsync(client, New, RecordUrls.OwnRule, [("title", title), ("techniques", techniques), .. more]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var key = bench.View.Posture.OwnRules.Values.Single(rule => rule.Title == title).Key;
        Assert.Equal(ItemLinks.Page(ItemKind.Rule, ItemKey.OwnSource, key.Id), answer.Headers.Location?.OriginalString);
        return key;
    }
}
