using System.Net;
using System.Text.Json;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Web.Tests.Features.Support;

namespace Coverage.Web.Tests.Features.Gaps;

/// <summary>The list of gaps and what its forms record, as forms without script.</summary>
public sealed class GapsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_reads_sees_gaps_reasons_and_numbers_and_no_form()
    {
        await using var bench = await PostureBench.StartAsync();

        var text = await PostureBench.TextAsync(bench.App.Client, "/gaps");
        var page = await PostureBench.PageAsync(bench.App.Client, "/gaps");

        Assert.Contains("2 of 3 have a public rule", text, StringComparison.Ordinal);
        Assert.Contains("not deployed", text, StringComparison.Ordinal);
        Assert.Contains("no content", text, StringComparison.Ordinal);
        Assert.Contains("Deploy Rule 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mark deployed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("method=\"post\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_data_the_page_says_what_a_gap_is_and_where_to_begin()
    {
        await using var app = await Web.Tests.Support.RunningApp.StartAsync();

        Assert.Contains("A gap is a technique that matters and falls short. Import ATT&CK first", await PostureBench.TextAsync(app.Client, "/gaps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reason=not-deployed")]
    [InlineData("reason=not deployed")]
    [InlineData("reason=no-content&tactic=Execution", "T1003")]
    [InlineData("reason=no-content&tactic=TA0002", "T1003")]
    public async Task A_facet_is_read_as_the_page_and_as_the_command_line_write_it(string query, params string[] only)
    {
        await using var bench = await PostureBench.StartAsync();

        var rows = (await PostureBench.PageAsync(bench.App.Client, "/gaps.csv?" + query)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0]).Order();

        Assert.Equal(only is [] ? ["T1001", "T1002"] : only, rows);
    }

    [Fact]
    public async Task Marking_deployed_records_the_rule_at_its_present_content_and_closes_some_of_the_gap()
    {
        await using var bench = await PostureBench.StartAsync();
        var before = bench.View.Table.Totals.Gap;
        var button = Assert.Single(await bench.ButtonsAsync("/gaps?q=T1001", "/done"));

        var answer = await bench.PostAsync(button, "/gaps", ("back", "/gaps?q=T1001"));

        Assert.Equal((303, "/gaps?q=T1001"), (answer.Status, answer.Location));
        var deployment = Assert.Single(bench.Default.Deployments.Values);
        Assert.Equal((Make.Guid(1), DeploymentState.Deployed, "Ada"), (deployment.Rule.Id, deployment.State, deployment.By));
        Assert.Equal(bench.View.Rule(deployment.Rule)!.Hash, deployment.Hash);
        Assert.Equal(before - 40, bench.View.Table.Totals.Gap, 9);
        Assert.Contains("unproven", await PostureBench.TextAsync(bench.Engineer, "/gaps?q=T1001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_recorded_is_said_on_the_next_page_with_a_way_back_that_stays_there()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync(Assert.Single(await bench.ButtonsAsync("/gaps?q=T1001", "/done")), "/gaps", ("back", "/gaps?q=T1001"));

        Assert.Contains("Deploy Rule 1: done in Default", await PostureBench.TextAsync(bench.Engineer, "/gaps"), StringComparison.Ordinal);
        Assert.DoesNotContain("What you recorded last", await PostureBench.PageAsync(bench.App.Client, "/gaps"), StringComparison.Ordinal);

        var undone = await bench.PostAsync("/posture/undo", "/gaps", ("undoes", "1"), ("stay", "on"), ("back", "/gaps?q=T1001"));

        Assert.Equal((303, "/gaps?q=T1001"), (undone.Status, undone.Location));
        Assert.Empty(bench.Default.Deployments);
    }

    [Fact]
    public async Task An_action_that_is_no_longer_the_next_one_is_refused()
    {
        await using var bench = await PostureBench.StartAsync();
        var button = Assert.Single(await bench.ButtonsAsync("/gaps?q=T1001", "/done"));
        await bench.PostAsync(button, "/gaps");

        var again = await bench.PostAsync(button, "/gaps");

        Assert.Equal(409, again.Status);
        Assert.Contains("no longer the one that you saw", again.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/gaps/T1001/done?environment=default&saw=x")]
    [InlineData("/gaps/T1001/assign")]
    [InlineData("/gaps/assign")]
    [InlineData("/profiles/create")]
    [InlineData("/profiles/x/choose")]
    [InlineData("/plan/accept")]
    [InlineData("/plan/work/x")]
    [InlineData("/what-if/plan")]
    public async Task A_form_needs_an_engineer_and_a_token_of_ours(string path)
    {
        await using var bench = await PostureBench.StartAsync();
        using var viewer = await bench.App.SignInAsync(Role.Viewer);
        async Task<int> StatusAsync(HttpClient client)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("back", "/gaps")]);
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, Token);
            return (int)answer.StatusCode;
        }

        Assert.Equal(401, await StatusAsync(bench.App.Client));
        Assert.Equal(403, await StatusAsync(viewer));
        Assert.Equal(400, await StatusAsync(bench.Engineer));
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public async Task An_owner_is_assigned_listed_exported_and_withdrawn()
    {
        await using var bench = await PostureBench.StartAsync();

        var assigned = await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", " Grace "), ("due", "2026-12-24"));
        var csv = await PostureBench.PageAsync(bench.App.Client, "/gaps.csv?owner=Grace");
        var wrong = await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", "Grace"), ("due", "tomorrow"));
        var unknown = await bench.PostAsync("/gaps/T9999/assign", "/gaps/T1003", ("owner", "Grace"));
        await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", ""));

        Assert.Equal((303, "/gaps"), (assigned.Status, assigned.Location));
        Assert.Equal(2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("T1003", csv, StringComparison.Ordinal);
        Assert.Contains(",Grace,2026-12-24,", csv, StringComparison.Ordinal);
        Assert.Equal((409, 409), (wrong.Status, unknown.Status));
        Assert.Contains("'tomorrow' is no day", wrong.Text, StringComparison.Ordinal);
        Assert.Empty(bench.View.Posture.Assignments);
    }

    [Fact]
    public async Task Ticked_gaps_get_one_owner_in_one_step_and_lose_it_in_another()
    {
        await using var bench = await PostureBench.StartAsync();

        var none = await bench.PostAsync("/gaps/assign", "/gaps", ("owner", "Grace"));
        var nobody = await bench.PostAsync("/gaps/assign", "/gaps", ("item", "T1001"), ("owner", ""));
        var unknown = await bench.PostAsync("/gaps/assign", "/gaps", ("item", "T1001"), ("item", "T9999"), ("owner", "Grace"));
        Assert.Equal((409, 409, 409, 0), (none.Status, nobody.Status, unknown.Status, bench.View.EditId));
        Assert.Contains("none of these has one", nobody.Text, StringComparison.Ordinal);

        var assigned = await bench.PostAsync("/gaps/assign", "/gaps", ("item", "T1001"), ("item", "T1003"), ("item", "T1003"), ("owner", "Grace"), ("due", "2026-12-24"), ("back", "/gaps?q=T"));
        Assert.Equal((303, "/gaps?q=T", 1), (assigned.Status, assigned.Location, bench.View.EditId));
        Assert.Equal([("T1001", "Grace"), ("T1003", "Grace")], bench.View.Posture.Assignments.Values.Select(one => (one.Key.Technique, one.Owner)).Order());
        Assert.Contains("2 techniques are Grace's to close", await PostureBench.TextAsync(bench.Engineer, "/history"), StringComparison.Ordinal);

        await bench.PostAsync("/gaps/assign", "/gaps", ("item", "T1001"), ("item", "T1002"), ("owner", " "));
        Assert.Equal("T1003", Assert.Single(bench.View.Posture.Assignments.Keys).Technique);
    }

    [Fact]
    public async Task An_export_holds_what_the_page_lists()
    {
        await using var bench = await PostureBench.StartAsync();

        using var all = JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/gaps.json"));
        using var some = JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/gaps.json?reason=no%20content"));

        Assert.Equal(["T1001", "T1002", "T1003"], all.RootElement.EnumerateArray().Select(gap => gap.GetProperty("technique").GetString()).Order());
        Assert.Equal("T1003", Assert.Single(some.RootElement.EnumerateArray()).GetProperty("technique").GetString());
    }

    [Fact]
    public async Task A_gap_opens_to_its_arithmetic()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync(Assert.Single(await bench.ButtonsAsync("/gaps?q=T1001", "/done")), "/gaps");

        var part = await PostureBench.TextAsync(bench.App.Client, "/gaps/T1001/detail");
        using var none = await bench.App.Client.GetAsync(new Uri("/gaps/T9999/detail", UriKind.Relative), Token);

        Assert.Contains("weight × (100 − Coverage) = 1 × (100 − 40) = 60", part, StringComparison.Ordinal);
        Assert.Contains("Coverage of T1001 = 40", part, StringComparison.Ordinal);
        Assert.Contains("C, best rule claim = 40", part, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Contains("T9999 is no gap", await PostureBench.TextAsync(bench.App.Client, "/gaps/T9999"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_meanwhile_is_not_overwritten()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", "Grace"), ("seen", "0"));

        var late = await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", "Bob"), ("seen", "0"));
        var fresh = await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", "Bob"), ("seen", "1"));

        Assert.Equal((409, 303), (late.Status, fresh.Status));
        Assert.Contains("Ada changed", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("")]
    public async Task A_form_leads_nowhere_but_here(string back)
    {
        await using var bench = await PostureBench.StartAsync();

        var answer = await bench.PostAsync("/gaps/T1003/assign", "/gaps/T1003", ("owner", "Grace"), ("back", back));

        Assert.Equal((303, "/gaps"), (answer.Status, answer.Location));
    }
}
