using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Views.Planning;
using Coverage.Web.Components;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.WhatIf;

/// <summary>What-ifs: nothing is recorded until somebody takes them into the work list.</summary>
public sealed class WhatIfTests
{
    private static readonly Comparer<ItemKey> ByText = Comparer<ItemKey>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    [Fact]
    public async Task The_address_says_what_is_supposed_and_nothing_is_recorded()
    {
        await using var bench = await PostureBench.StartAsync();
        var found = await PostureBench.PageAsync(bench.App.Client, "/what-if?q=rule%201");
        var url = System.Net.WebUtility.HtmlDecode(found.Split("<a href=\"/what-if?t=deploy")[1].Split('"')[0]);

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=deploy" + url);

        Assert.Contains("Deploy Rule 1 in Default", text, StringComparison.Ordinal);
        Assert.Contains("Coverage, overall, of 100 0.0 13.3 +13.3", text, StringComparison.Ordinal);
        Assert.Contains("Techniques that move 1 in scope", text, StringComparison.Ordinal);
        Assert.Equal(0, bench.View.EditId);
        Assert.DoesNotContain("into the work list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_supposition_in_the_address_is_said()
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=garbage&t=uncollect~default~windows");

        Assert.Contains("1 part of the address is left out, as no suppositions or more than 100 of them: garbage", text, StringComparison.Ordinal);
        Assert.Contains("1 supposition", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&t=garbage&t=uncollect~default~windows", "1 part of the address is left out, as no suppositions or more than 100 of them: garbage", "Coverage if this were so")]
    [InlineData("&t=garbage&t=%3Cb%3E", "2 parts of the address are left out, as no suppositions or more than 100 of them: garbage <b>", "no snapshot to compare with")]
    public async Task What_is_no_supposition_in_the_address_of_the_matrix_is_said_in_the_same_words(string ticks, string says, string note)
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/matrix?metric=change" + ticks);

        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Contains(note, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/matrix?metric=change&t=uncollect~default~windows")]
    [InlineData("/matrix?metric=coverage&t=garbage")]
    public async Task A_matrix_that_leaves_nothing_out_says_nothing(string url)
    {
        await using var bench = await PostureBench.StartAsync();

        Assert.DoesNotContain("of the address", await PostureBench.TextAsync(bench.App.Client, url), StringComparison.Ordinal);
        Assert.DoesNotContain("garbage", MatrixQuery.Parse("?metric=change&t=garbage").Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_work_is_taken_and_dropping_is_none()
    {
        await using var bench = await PostureBench.StartAsync();
        var deploy = $"/what-if?t={Uri.EscapeDataString($"deploy~default~sigma~{Make.Guid(1)}")}";

        var drop = await bench.PostAsync("/what-if/plan", "/plan", ("what", "/what-if?t=uncollect~default~windows"));
        var taken = await bench.PostAsync("/what-if/plan", "/plan", ("what", deploy), ("owner", "Grace"));

        Assert.Equal(409, drop.Status);
        Assert.Contains("Nothing of this is work", drop.Text, StringComparison.Ordinal);
        Assert.Equal((303, "/plan/work"), (taken.Status, taken.Location));
        Assert.Equal(("Grace", 40.0), (Assert.Single(bench.View.Posture.WorkItems.Values).Owner, bench.View.Posture.WorkItems.Values.Single().Gain));
    }

    [Fact]
    public async Task A_set_of_rules_is_tried_by_the_filter_of_their_list_and_taken_into_the_work_list_as_one_action()
    {
        await using var bench = await PostureBench.StartAsync();
        var rules = await PostureBench.PageAsync(bench.App.Client, "/rules?q=rule");
        var url = System.Net.WebUtility.HtmlDecode(rules.Split("<a href=\"/what-if?t=")[1].Split('"')[0]);

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=" + url);
        var taken = await bench.PostAsync("/what-if/plan", "/plan", ("what", "/what-if?t=" + url));

        Assert.Equal("deployset~default~q%3Drule", Uri.UnescapeDataString(url));
        Assert.Contains("Deploy all rules with “rule” in Default", text, StringComparison.Ordinal);
        Assert.Equal(303, taken.Status);
        var work = Assert.Single(bench.View.Posture.WorkItems.Values);
        Assert.True(work.IsSet);
        Assert.Equal(TickSets.Of(bench.View, new Tick(TickKind.DeploySet, "default", "q=rule")), work.Rules);
        Assert.Equal($"Deploy {work.Rules.Length} rules with “rule”", work.Title);
        Assert.Contains("All of it is in the work list already", (await bench.PostAsync("/what-if/plan", "/plan", ("what", "/what-if?t=" + url))).Text, StringComparison.Ordinal);
        Assert.Contains($"when done, record it: {work.Rules.Length} rules deployed at their present content", await PostureBench.TextAsync(bench.Engineer, "/plan/work"), StringComparison.Ordinal);

        await bench.PostAsync($"/plan/work/{work.Id}", "/plan/work", ("state", "Open"), ("done", "yes"), ("record", "yes"), ("back", "/plan/work"));

        Assert.Equal(work.Rules.Order(ByText), bench.Default.Deployments.Keys.Order(ByText));
        Assert.Contains("changes nothing", await PostureBench.TextAsync(bench.App.Client, "/what-if?t=" + url), StringComparison.Ordinal);
        Assert.DoesNotContain("What if these were deployed", await PostureBench.TextAsync(bench.App.Client, "/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_of_controls_is_tried_by_the_filter_of_their_list_and_each_is_an_action()
    {
        await using var bench = await PostureBench.StartAsync();
        bench.Import("d3fend.ttl", Make.Ontology);
        bench.Refresh();
        var control = bench.View.Catalogue.Controls[0];
        var set = new Tick(TickKind.ImplementSet, "default", $"q={control.ExternalId}");

        var list = await PostureBench.PageAsync(bench.App.Client, $"/controls?q={control.ExternalId}");
        var text = await PostureBench.TextAsync(bench.App.Client, WhatIfUrl.Of([set]));
        await bench.PostAsync("/what-if/plan", "/plan", ("what", WhatIfUrl.Of([set])));

        Assert.Contains($"href=\"{WhatIfUrl.Of([set])}\">What if these were implemented?", list, StringComparison.Ordinal);
        Assert.Contains($"Implement all controls with “{control.ExternalId}” in Default", text, StringComparison.Ordinal);
        Assert.Equal((WorkKind.Implement, control.ExternalId), (Assert.Single(bench.View.Posture.WorkItems.Values).Kind, bench.View.Posture.WorkItems.Values.Single().Subject?.Id));
        bench.Record(new PutImplementation("default", new Implementation(new ItemKey("elsewhere", control.ExternalId.ToLowerInvariant()), ImplementationState.Full)));
        Assert.Equal(0, WhatIfView.Of(bench.View, [set], TickSets.Of).Ticks[0].Entries);
    }

    [Fact]
    public async Task What_is_no_filter_is_not_every_rule_and_what_is_deployed_is_left_out()
    {
        await using var bench = await PostureBench.StartAsync();
        int Rules(string filter) => WhatIfView.Of(bench.View, [new Tick(TickKind.DeploySet, "default", filter)], TickSets.Of).Ticks[0].Entries;
        var all = Rules("names=a technique");
        var key = new ItemKey("sigma", Make.Guid(1));

        bench.Record(new PutDeployment("default", new Deployment(key, DeploymentState.Deployed)));

        Assert.Equal((0, 0), (Rules("nonsense=1"), Rules("")));
        Assert.Equal(all - 1, Rules("names=a technique"));
        bench.Record(new PutDeployment("default", new Deployment(key, DeploymentState.Disabled)));
        Assert.Equal((all - 1, 1), (Rules("names=a technique"), Rules("is=disabled")));
    }

    [Fact]
    public async Task What_two_suppositions_say_counts_and_is_done_once()
    {
        await using var bench = await PostureBench.StartAsync();
        WhatIfView Tried(params Tick[] ticks) => WhatIfView.Of(bench.View, ticks, TickSets.Of);
        var (all, some) = (new Tick(TickKind.DeploySet, "default", "names=a technique"), new Tick(TickKind.DeploySet, "default", "q=rule"));
        var single = Tick.Of(TickKind.Deploy, "default", new ItemKey("sigma", Make.Guid(1)));

        var (once, thrice) = (Tried(all), Tried(all, some, single));

        var rules = thrice.Work.SelectMany(line => line.Rules.Select(rule => rule.Key)).ToList();
        Assert.Equal(TickSets.Of(bench.View, all).Union(TickSets.Of(bench.View, some)).Order(ByText), rules.Order(ByText));
        Assert.Equal((once.Ticks[0].Entries, once.Ticks[0].Entries * bench.View.Table.Model.EffortDeployRule), (once.Work.Single().Rules.Count, once.Work.Single().Effort));
        Assert.Equal(once.Result.Before.Totals.Gap - once.Result.After.Totals.Gap, once.Work.Single().Gain, 9);
    }

    [Fact]
    public async Task The_matrix_is_coloured_by_what_a_what_if_changes()
    {
        await using var bench = await PostureBench.StartAsync();
        var tick = Uri.EscapeDataString($"deploy~default~sigma~{Make.Guid(1)}");

        var result = await PostureBench.PageAsync(bench.App.Client, $"/what-if?t={tick}");
        var text = await PostureBench.TextAsync(bench.App.Client, $"/matrix?metric=change&t={tick}");
        var cells = await bench.App.Client.GetStringAsync(new Uri($"/matrix/scores.json?metric=change&t={tick}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains($"href=\"/matrix?metric=change&amp;t={tick}\"", result, StringComparison.Ordinal);
        Assert.Contains("less Coverage now: Deploy Rule 1 in Default. Nothing is recorded.", text, StringComparison.Ordinal);
        Assert.Contains("if it were so", cells, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(cells);
        Assert.Equal(40, json.RootElement.GetProperty("techniques").EnumerateArray().Single(one => one.GetProperty("techniqueID").GetString() == "T1001").GetProperty("score").GetDouble());
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task What_makes_no_sense_changes_nothing()
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/what-if?t=deploy~default~sigma~none&t=%3Cscript%3E&t=deploy~nowhere~sigma~x");

        Assert.Contains("Deploy sigma:none in Default changes nothing", text, StringComparison.Ordinal);
        Assert.Contains("2 suppositions", text, StringComparison.Ordinal);
    }
}
