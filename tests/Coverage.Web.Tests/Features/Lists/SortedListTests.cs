using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Web.Components;
using Coverage.Web.Features.Plan;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Lists;

/// <summary>Lists of what is recorded in the order of a column: page and file alike.</summary>
public sealed class SortedListTests
{
    private static readonly string[] Lists = ["/rules", "/tests", "/controls", "/groups", "/gaps", "/plan/work", "/history", "/compass", "/score", "/score?of=deployed", "/results?list=history", "/profiles/ours", "/environments/default"];

    private static readonly ThreatProfile Ours = new("ours", "Ours", ["G0001"], ImmutableSortedDictionary<string, double>.Empty.Add("T1002", 3).Add("T1003", 2));

    [Fact]
    public async Task Rules_stand_by_their_state_in_any_environment_or_the_chosen_one_and_the_file_alike()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Import("rules/c.yml", Make.Rule(3, "attack.t1003"), "rules");
        bench.Refresh();
        bench.Record(new PutEnvironment(new CoverageEnvironment("second", "Second", [CoverageEnvironment.EveryPlatform])));
        bench.Record(new PutDeployment("default", new Deployment(Rule(1), DeploymentState.Disabled)), new PutDeployment("second", new Deployment(Rule(1), DeploymentState.Deployed)), new PutDeployment("default", new Deployment(Rule(3), DeploymentState.Planned)));

        Assert.Equal(("3 1 2", "1 3 2"), (await FileAsync("/rules?sort=state"), await FileAsync("/rules?sort=-state")));
        Assert.Equal(("1 3 2", "3 1 2"), (await FileAsync("/rules?in=default&sort=state"), await FileAsync("/rules?in=default&sort=-state")));
        Assert.Equal("3 1 2", Numbers(await PostureBench.PageAsync(bench.App.Client, "/rules?in=default&sort=-state"), "<a href=\"/rules/[^/]+/([0-9a-f-]{36})\""));
        Assert.Equal(["q=rule", ""], new[] { "?q=rule&sort=-state", "?sort=-state" }.Select(query => RuleList.Query(query).Filter));

        static ItemKey Rule(int number) => new(number == 2 ? "more" : "sigma", Make.Guid(number));
        async Task<string> FileAsync(string list) => Numbers(await PostureBench.PageAsync(bench.App.Client, ListExport.Url(list, "csv")), "^[a-z]+,([0-9a-f-]{36}),");
        static string Numbers(string text, string pattern) => string.Join(' ', Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => Enumerable.Range(1, 3).Single(number => Make.Guid(number) == match.Groups[1].Value)));
    }

    [Fact]
    public async Task Work_and_gaps_stand_by_day_what_has_none_last_and_the_forms_lead_back_to_that_order()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Record(Work("a", null, WorkState.Done), Work("b", new DateOnly(2026, 12, 1), WorkState.Open), Work("c", new DateOnly(2026, 11, 1), WorkState.Doing));
        bench.Record(new PutAssignment(new Assignment(new ExceptionKey("T1002"), "Ada", new DateOnly(2027, 1, 1))));

        Assert.Equal(("c b a", "b c a", "b c a", "a c b"), (await WorkAsync("due"), await WorkAsync("-due"), await WorkAsync("state"), await WorkAsync("-state")));
        Assert.StartsWith("T1002", (await FileAsync("/gaps?sort=due"))[1], StringComparison.Ordinal);
        Assert.StartsWith("T1002", (await FileAsync("/gaps?sort=-due"))[1], StringComparison.Ordinal);
        var page = await PostureBench.PageAsync(bench.Engineer, PlanQuery.Work + "?sort=-due");
        Assert.Contains("name=\"back\" value=\"/plan/work?sort=-due\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-sort=\"descending\"><a href=\"/plan/work?sort=state\">State</a><a href=\"/plan/work?sort=owner\">Owner</a><a class=\"descending\" href=\"/plan/work\">Day</a>", page, StringComparison.Ordinal);

        static PutWorkItem Work(string id, DateOnly? due, WorkState state) => new(new WorkItem(id, WorkKind.Deploy, "default", "Work " + id, new ItemKey("sigma", Make.Guid(1)), null, [], 1, 1, state, Due: due));
        async Task<string[]> FileAsync(string list) => (await PostureBench.PageAsync(bench.App.Client, ListExport.Url(list, "csv"))).Split('\n');
        async Task<string> WorkAsync(string sort) => string.Join(' ', (await FileAsync($"{PlanQuery.Work}?sort={sort}")).Select(line => Regex.Match(line, "Work ([abc])")).Where(match => match.Success).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Weights_stand_by_a_column_what_has_no_score_last_and_the_file_alike()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Record(new PutProfile(Ours), new PutDeployment("default", new Deployment(new ItemKey("sigma", Make.Guid(1)), DeploymentState.Deployed)), new PutException(new CoverageException(new ExceptionKey("T1003"), ExceptionKind.OutOfScope, "Eve", "Invented", new DateOnly(2999, 12, 31))));

        Assert.Equal(("2 3 1", "1 3 2", "2 3 1"), (await FileAsync(""), await FileAsync("?sort=weight"), await FileAsync("?sort=-weight")));
        Assert.Equal(("1 2 3", "3 2 1", "3 2 1"), (await FileAsync("?sort=technique"), await FileAsync("?sort=-technique"), await FileAsync("?sort=-name")));
        Assert.Equal(("2 1 3", "1 2 3", "1 2 3", "2 1 3"), (await FileAsync("?sort=coverage"), await FileAsync("?sort=-coverage"), await FileAsync("?sort=gap"), await FileAsync("?sort=-gap")));
        var page = await PostureBench.PageAsync(bench.App.Client, "/profiles/ours?sort=-name");
        Assert.Contains("aria-sort=\"descending\"><a href=\"/profiles/ours?sort=technique\">Technique</a><a class=\"descending\" href=\"/profiles/ours\">Name</a>", page, StringComparison.Ordinal);
        Assert.Contains("by a column; <a href=\"/profiles/ours\">the heaviest first</a>", page, StringComparison.Ordinal);
        Assert.Equal("3 2 1", Numbers(page, "href=\"/techniques/T100([123])\""));

        async Task<string> FileAsync(string query) => Numbers(await PostureBench.PageAsync(bench.App.Client, ListExport.Url("/profiles/ours" + query, "csv")), "^T100([123]),");
        static string Numbers(string text, string pattern) => string.Join(' ', Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Log_sources_stand_by_a_column_what_is_not_recorded_last_and_the_forms_lead_back_to_that_order()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Record(Collects("alpha", true, "Zoe"), Collects("beta", false, "Ada"), Collects("gamma", true, "Ada"));

        Assert.Equal(("w a b g", "a b g w", "w g b a"), (await FileAsync(""), await FileAsync("?sort=source"), await FileAsync("?sort=-source")));
        Assert.Equal(("a b g w", "w a b g"), (await FileAsync("?sort=rules"), await FileAsync("?sort=-rules")));
        Assert.Equal(("b a g w", "a g b w"), (await FileAsync("?sort=state"), await FileAsync("?sort=-state")));
        Assert.Equal(("b g a w", "a b g w"), (await FileAsync("?sort=by"), await FileAsync("?sort=-by")));
        Assert.Equal(await FileAsync(""), await FileAsync("?sort=unheard&q=alpha&page=2"));
        var page = await PostureBench.PageAsync(bench.Engineer, "/environments/default?sort=-state");
        Assert.Contains("aria-sort=\"descending\"><a class=\"descending\" href=\"/environments/default\">In Default</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/environments/default/telemetry.csv?sort=-state\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"back\" value=\"/environments/default?sort=-state\"", page, StringComparison.Ordinal);
        Assert.Equal("a g b w", Letters(page, "name=\"item\" value=\"([a-z])[a-z]*\\|"));

        static PutTelemetry Collects(string product, bool collected, string by) => new("default", new Telemetry(new LogSource(product, "", ""), collected, By: by));
        async Task<string> FileAsync(string query) => Letters(await PostureBench.PageAsync(bench.App.Client, ListExport.Url("/environments/default/telemetry" + query, "csv")), "^([a-z])[a-z]*,[a-z_]*,[a-z_]*,\\d");
        static string Letters(string text, string pattern) => string.Join(' ', Regex.Matches(text, pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task What_is_set_at_once_is_named_by_its_filter_not_by_its_order()
    {
        await using var bench = await PostureBench.StartAsync();
        const string Preview = "/posture/bulk?of=rule&env=default&state=Deployed&q=T1001&sort=-level";
        Assert.Contains("name=\"sort\" value=\"-level\"", await PostureBench.PageAsync(bench.Engineer, "/rules?sort=-level"), StringComparison.Ordinal);

        await bench.PostAsync("/posture/bulk/record", Preview, ("query", Preview[Preview.IndexOf('?', StringComparison.Ordinal)..]), ("in", "default"), ("to", "Deployed"), ("generation", Field(await PostureBench.PageAsync(bench.Engineer, Preview), "generation")), ("reason", ""));

        Assert.Contains("1 rule set to deployed in Default (q=T1001)", await PostureBench.TextAsync(bench.App.Client, "/history"), StringComparison.Ordinal);
        static string Field(string page, string name) => Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value;
    }

    [Fact]
    public async Task Each_link_of_each_list_orders_it_both_ways()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Import("d3fend.ttl", Make.Ontology);
        bench.Refresh();
        bench.Record(new PutWorkItem(new WorkItem("a", WorkKind.Deploy, "default", "Work", new ItemKey("sigma", Make.Guid(1)), null, [], 1, 1)), new PutProfile(Ours), new PutResult("default", new Coverage.Posture.TestResult("one", new ItemKey("atomic", Make.Guid(11)), bench.App.Clock.GetUtcNow().UtcDateTime.AddDays(-1), ResultState.Ran, Seen.Alerted)));

        foreach (var list in Lists)
        {
            var links = Links(await PostureBench.PageAsync(bench.App.Client, list));
            Assert.True(links.Length >= 4, list);
            foreach (var link in links)
            {
                var (up, down) = (await PostureBench.PageAsync(bench.App.Client, link), await PostureBench.PageAsync(bench.App.Client, link.Replace("sort=", "sort=-", StringComparison.Ordinal)));
                Assert.Equal((link, 1, 1), (link, up.Split("aria-sort=\"ascending\"").Length - 1, down.Split("aria-sort=\"descending\"").Length - 1));
                Assert.Contains($"href=\"{WebUtility.HtmlEncode(list)}\"", down, StringComparison.Ordinal);
            }
        }

        static string[] Links(string page) => [.. Regex.Matches(page.Split("<thead")[1].Split("</thead>")[0], "href=\"([^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];
    }
}
