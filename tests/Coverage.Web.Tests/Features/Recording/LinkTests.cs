using System.Net;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Web.Components;
using Coverage.Web.Tests.Support;

namespace Coverage.Web.Tests.Features.Recording;

/// <summary>Links that people make and take away, on the technique's page and on the page of one link.</summary>
public sealed class LinkTests
{
    private const string Page = "/techniques/T1059.001";
    private const string Parent = "/techniques/T1059";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_of_a_sub_technique_counts_for_its_parent_once_a_person_links_it_and_no_longer_once_withdrawn()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var link = RecordUrls.LinkOf(ItemKind.Rule, "T1059", "default", new ItemKey("sigma", RecordingBench.Id(1)));
        Assert.Contains("It names T1059.001, not T1059: it counts nothing here until a person links it.", await RecordingBench.TextAsync(engineer, link), StringComparison.Ordinal);
        Assert.Contains("link to T1059", await RecordingBench.TextAsync(engineer, $"{Page}/rules?to=T1059"), StringComparison.Ordinal);
        Assert.DoesNotContain("link to T1059", await RecordingBench.TextAsync(bench.App.Client, $"{Page}/rules?to=T1059"), StringComparison.Ordinal);

        using var answer = await RecordingBench.SendAsync(engineer, link, RecordUrls.Link, ("reason", "Fires on <b>both</b>"));

        Assert.Equal(Parent + "?env=default#rules", answer.Headers.Location?.OriginalString);
        var made = Assert.Single(bench.View.Posture.Links.Values);
        Assert.Equal((new LinkEnds(ItemKind.Rule, new ItemKey("sigma", RecordingBench.Id(1)), "T1059"), "Fires on <b>both</b>", "Ada"), (made.Ends, made.Reason, made.By));
        Assert.Contains("linked by Ada: Fires on <b>both</b>", await RecordingBench.TextAsync(bench.App.Client, Parent), StringComparison.Ordinal);
        Assert.Contains("No rule of the loaded sources names it. By hand 1 linked.", await RecordingBench.TextAsync(bench.App.Client, Parent), StringComparison.Ordinal);
        Assert.DoesNotContain(RecordUrls.WithdrawLink, await bench.App.Client.GetStringAsync(new Uri(Parent, UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Contains("Linked to T1059 Name of T1059: Rule 1", await RecordingBench.TextAsync(bench.App.Client, "/history/1"), StringComparison.Ordinal);
        Assert.True(bench.View.Table.Technique(bench.View.Table.Input.TechniqueOf("T1059")).Reason == Coverage.Scoring.GapReason.NotDeployed);

        using var gone = await RecordingBench.SendAsync(engineer, Parent, RecordUrls.WithdrawLink);
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        Assert.Empty(bench.View.Posture.Links);
    }

    [Fact]
    public async Task A_suppressed_rule_counts_no_longer_stands_behind_a_fold_and_comes_back()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var item = new ItemKey("sigma", RecordingBench.Id(1));
        var link = RecordUrls.LinkOf(ItemKind.Rule, "T1059.001", "", item);
        using var deployed = await RecordingBench.SendAsync(engineer, Page, RecordUrls.Deployment, ("item", RecordingBench.Item(1)), ("state", "Deployed"));
        Assert.Contains("Detect 40.0", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
        using var silent = await RecordingBench.SendAsync(engineer, link, RecordUrls.Suppression, ("reason", " "));
        Assert.Contains("The reason of the suppression is missing", await RecordingBench.ProblemAsync(silent), StringComparison.Ordinal);

        using var answer = await RecordingBench.SendAsync(engineer, link, RecordUrls.Suppression, ("reason", "Backups fire it"));

        var page = await RecordingBench.TextAsync(bench.App.Client, Page);
        Assert.Contains("Detect 0.0", page, StringComparison.Ordinal);
        Assert.Contains("1 rule whose link a person suppressed, not counted", page, StringComparison.Ordinal);
        Assert.Contains("By hand 1 taken away.", page, StringComparison.Ordinal);
        Assert.Contains("suppressed by Ada: Backups fire it", page, StringComparison.Ordinal);
        using var back = await RecordingBench.SendAsync(engineer, link, RecordUrls.WithdrawSuppression);
        Assert.Empty(bench.View.Posture.Suppressions);
        Assert.Contains("Detect 40.0", await RecordingBench.TextAsync(bench.App.Client, Page), StringComparison.Ordinal);
        using var undone = await RecordingBench.SendAsync(engineer, "/history/3", RecordUrls.Undo);
        Assert.Equal("Backups fire it", Assert.Single(bench.View.Posture.Suppressions.Values).Reason);
    }

    [Fact]
    public async Task A_test_is_paired_with_a_rule_that_does_not_name_it_and_its_miss_refutes_the_rule()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var (rule, test) = (new ItemKey("sigma", RecordingBench.Id(1)), bench.View.Catalogue.Tests.Single());
        var (ruleUrl, testUrl) = (ItemLinks.Page(ItemKind.Rule, rule.Source, rule.Id), ItemLinks.Page(test));
        using var deployed = await RecordingBench.SendAsync(engineer, Page, RecordUrls.Deployment, ("item", rule.ToString()), ("state", "Deployed"));
        Assert.Contains("Say which test fires it", await RecordingBench.TextAsync(engineer, ruleUrl), StringComparison.Ordinal);
        Assert.DoesNotContain("Say which rule it fires", await RecordingBench.TextAsync(bench.App.Client, testUrl), StringComparison.Ordinal);
        Assert.Contains("Of the same techniques 3 rules Rule 0", await RecordingBench.TextAsync(engineer, RecordUrls.PairOf(test.ExternalId)), StringComparison.Ordinal);
        Assert.Contains("That fit “rule 2” 1 rule Rule 2", await RecordingBench.TextAsync(engineer, RecordUrls.PairOf(test.ExternalId) + "&q=rule%202"), StringComparison.Ordinal);
        Assert.Contains("Of the same techniques 1 test", await RecordingBench.TextAsync(engineer, RecordUrls.PairOf(rule)), StringComparison.Ordinal);
        var pair = RecordUrls.PairOf(rule, test.ExternalId);

        using var silent = await RecordingBench.SendAsync(engineer, pair, RecordUrls.Pair, ("reason", " "));
        Assert.Contains("The reason of the link is missing", await RecordingBench.ProblemAsync(silent), StringComparison.Ordinal);
        using var answer = await RecordingBench.SendAsync(engineer, pair, RecordUrls.Pair, ("reason", "Same command line"));

        Assert.Equal(ruleUrl, answer.Headers.Location?.OriginalString);
        var made = Assert.Single(bench.View.Posture.Links.Values);
        Assert.Equal((new LinkEnds(ItemKind.Rule, rule, "", test.ExternalId), "Same command line", "Ada"), (made.Ends, made.Reason, made.By));
        Assert.Contains($"fired by the test T1059.001 test {test.Number}, {test.Title} paired by Ada: Same command line", await RecordingBench.TextAsync(bench.App.Client, ruleUrl), StringComparison.Ordinal);
        Assert.Contains("fires the rule Rule 1 paired by Ada: Same command line", await RecordingBench.TextAsync(bench.App.Client, testUrl), StringComparison.Ordinal);
        Assert.Contains("Of the same techniques 2 rules", await RecordingBench.TextAsync(engineer, RecordUrls.PairOf(test.ExternalId)), StringComparison.Ordinal);
        Assert.Contains($"Paired with T1059.001 test {test.Number}, {test.Title}: Rule 1", await RecordingBench.TextAsync(bench.App.Client, "/history/2"), StringComparison.Ordinal);

        using var missed = await RecordingBench.SendAsync(engineer, Page, RecordUrls.Result, ("item", $"{test.Source}:{test.ExternalId}"), ("seen", "Nothing"));
        var technique = bench.View.Table.Input.TechniqueOf("T1059.001");
        Assert.Equal(0, bench.View.Table.Cell(technique, 0).RuleClaim);
        using var gone = await RecordingBench.SendAsync(engineer, pair, RecordUrls.WithdrawPair);
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        Assert.Empty(bench.View.Posture.Links);
        Assert.Equal(40, bench.View.Table.Cell(technique, 0).RuleClaim);
        using var undone = await RecordingBench.SendAsync(engineer, "/history/4", RecordUrls.Undo);
        Assert.Single(bench.View.Posture.Links);
        Assert.Equal(0, bench.View.Table.Cell(technique, 0).RuleClaim);
    }

    [Theory]
    [InlineData("sigma:nowhere", "", "No rule sigma:nowhere is known.")]
    [InlineData("sigma:00000000-0000-4000-8000-000000000001", "nowhere", "No test nowhere is known.")]
    public async Task What_is_not_known_is_not_paired(string rule, string test, string why)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        using var viewer = await bench.App.SignInAsync(Coverage.Data.Role.Viewer, "Vera");

        using var answer = await RecordingBench.SendAsync(engineer, Page, RecordUrls.Pair, ("item", rule), ("test", test), ("reason", "So"));
        Assert.Contains(why, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        foreach (var path in new[] { "/recorded/pair", "/recorded/pair?rule=sigma:nowhere", $"/recorded/pair?rule={RecordingBench.Item(1)}&test=nowhere" })
        {
            using var missing = await engineer.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        var page = RecordUrls.PairOf(new ItemKey("sigma", RecordingBench.Id(1)), bench.View.Catalogue.Tests.Single().ExternalId);
        Assert.DoesNotContain("<textarea", await viewer.GetStringAsync(new Uri(page, UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Empty(bench.View.Posture.Links);
    }

    [Fact]
    public async Task A_test_of_another_technique_is_found_linked_and_run_in_its_row()
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();
        var looked = RecordUrls.LinkOf(ItemKind.Test, "T1059", "default");
        Assert.Contains("Near to T1059 1 test that does not count for it Test 1", await RecordingBench.TextAsync(engineer, looked), StringComparison.Ordinal);
        Assert.Contains("Nothing fits", await RecordingBench.TextAsync(engineer, looked + "&q=nowhere"), StringComparison.Ordinal);
        var page = await engineer.GetStringAsync(new Uri(looked + "&q=t1059.001 test 1", UriKind.Relative), Token);
        var test = bench.View.Catalogue.Tests.Single();
        Assert.Contains(WebUtility.HtmlEncode(RecordUrls.LinkOf(ItemKind.Test, "T1059", "default", new ItemKey(test.Source, test.ExternalId))), page, StringComparison.Ordinal);

        using var answer = await RecordingBench.SendAsync(engineer, RecordUrls.LinkOf(ItemKind.Test, "T1059", "default", new ItemKey(test.Source, test.ExternalId)), RecordUrls.Link, ("reason", "Same shell"));
        using var ran = await RecordingBench.SendAsync(engineer, Parent, RecordUrls.Result, ("item", $"{test.Source}:{test.ExternalId}"), ("seen", "Alerted"));

        var text = await RecordingBench.TextAsync(bench.App.Client, Parent);
        Assert.Contains("linked by Ada: Same shell", text, StringComparison.Ordinal);
        Assert.Contains("1 of 1 test alerted", text, StringComparison.Ordinal);
        Assert.Contains("alerted", text[text.IndexOf("Same shell", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rule", "sigma:nowhere", "T1059", "/posture/link", "No rule sigma:nowhere is known.")]
    [InlineData("test", "atomic:nowhere", "T1059", "/posture/link", "No test atomic:nowhere is known.")]
    [InlineData("rule", "sigma:00000000-0000-4000-8000-000000000001", "T9999", "/posture/link", "No live technique T9999 is known.")]
    [InlineData("rule", "sigma:00000000-0000-4000-8000-000000000001", "T1059.001", "/posture/link", "is linked to T1059.001 already")]
    [InlineData("rule", "sigma:00000000-0000-4000-8000-000000000001", "T1059", "/posture/suppression", "so there is nothing to take away")]
    public async Task What_cannot_be_linked_or_suppressed_is_refused(string of, string item, string technique, string act, string says)
    {
        await using var bench = await RecordingBench.StartAsync();
        using var engineer = await bench.App.SignInAsync();

        using var answer = await RecordingBench.SendAsync(engineer, Page, act, ("of", of), ("item", item), ("technique", technique), ("reason", "x"));

        Assert.Contains(says, await RecordingBench.ProblemAsync(answer), StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task A_reader_sees_what_links_and_no_forms_and_what_is_unknown_is_not_found()
    {
        await using var bench = await RecordingBench.StartAsync();
        var link = RecordUrls.LinkOf(ItemKind.Rule, "T1059.001", "", new ItemKey("sigma", RecordingBench.Id(1)));

        var page = await bench.App.Client.GetStringAsync(new Uri(link, UriKind.Relative), Token);

        Assert.Contains("It names T1059.001, and counts for it.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", page, StringComparison.Ordinal);
        Assert.DoesNotContain(RecordUrls.Linked, await bench.App.Client.GetStringAsync(new Uri(Page, UriKind.Relative), Token), StringComparison.Ordinal);
        foreach (var path in new[] { "/recorded/link?of=rule&t=T9999", "/recorded/link?of=rule&t=T1059&item=sigma:nowhere", "/recorded/link?of=rule&t=T1059&item=nonsense" })
        {
            using var answer = await bench.App.Client.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}
