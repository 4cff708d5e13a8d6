using Coverage.Posture;
using Coverage.Web.Features.Plan;
using Coverage.Web.Tests.Features.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Features.Plan;

/// <summary>Taking actions from the plan into the work list and doing them, as forms without script.</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task All_actions_are_taken_with_owner_and_day_and_exported()
    {
        await using var bench = await PostureBench.StartAsync();

        var taken = await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"), ("owner", "Grace"), ("due", "2026-12-24"));
        var list = await PostureBench.TextAsync(bench.App.Client, "/plan/work");
        var csv = await PostureBench.PageAsync(bench.App.Client, "/plan/work.csv");
        var again = await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));

        Assert.Equal((303, "/plan/work"), (taken.Status, taken.Location));
        Assert.Equal(bench.View.Posture.WorkItems.Count + 1, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(bench.View.Posture.WorkItems.Values, item => Assert.Equal(("Grace", new DateOnly(2026, 12, 24), WorkState.Open), (item.Owner, item.Due, item.State)));
        Assert.Contains("open, Grace, until 2026-12-24", list, StringComparison.Ordinal);
        Assert.Equal(409, again.Status);
    }

    [Fact]
    public async Task What_is_taken_begins_in_the_state_that_one_says()
    {
        await using var bench = await PostureBench.StartAsync();

        var wrong = await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"), ("state", "Done"));
        var taken = await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"), ("owner", "Grace"), ("due", "2026-12-24"), ("state", "Doing"));

        Assert.Contains("is open or doing", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(303, taken.Status);
        Assert.All(bench.View.Posture.WorkItems.Values, item => Assert.Equal(("Grace", new DateOnly(2026, 12, 24), WorkState.Doing), (item.Owner, item.Due, item.State)));
    }

    [Fact]
    public async Task Only_what_is_ticked_is_taken_and_what_is_gone_is_said()
    {
        await using var bench = await PostureBench.StartAsync();
        var page = await PostureBench.PageAsync(bench.Engineer, "/plan?n=5");
        var key = System.Net.WebUtility.HtmlDecode(page.Split("name=\"take\" value=\"")[1].Split('"')[0]);

        var none = await bench.PostAsync("/plan/accept", "/plan", ("plan", "?n=5"));
        var gone = await bench.PostAsync("/plan/accept", "/plan", ("plan", "?n=5"), ("take", key), ("take", "Deploy default sigma:nothing"));
        var taken = await bench.PostAsync("/plan/accept", "/plan", ("plan", "?n=5"), ("take", key));

        Assert.Contains("Nothing is ticked", none.Text, StringComparison.Ordinal);
        Assert.Contains("The plan has changed", gone.Text, StringComparison.Ordinal);
        Assert.Equal(303, taken.Status);
        Assert.Single(bench.View.Posture.WorkItems);
    }

    [Fact]
    public async Task Done_records_what_it_says_in_one_step_and_the_score_rises()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));
        var item = bench.View.Posture.WorkItems.Values.First(item => item.Kind == WorkKind.Deploy);
        var (before, edit) = (bench.View.Table.Totals.Overall!.Value, bench.View.EditId);

        var done = await bench.PostAsync($"/plan/work/{item.Id}", "/plan/work", ("state", "Open"), ("done", "yes"), ("record", "yes"), ("owner", ""));

        Assert.Equal(303, done.Status);
        Assert.Equal(edit + 1, bench.View.EditId);
        Assert.Equal(WorkState.Done, bench.View.Posture.WorkItems[item.Id].State);
        Assert.True(bench.View.Table.Totals.Overall > before);
        Assert.Equal(item.Subject, Assert.Single(bench.Default.Deployments.Keys));
    }

    [Fact]
    public async Task Done_without_recording_leaves_the_posture_alone()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));
        var item = bench.View.Posture.WorkItems.Values.First();

        await bench.PostAsync($"/plan/work/{item.Id}", "/plan/work", ("state", "Done"), ("owner", "Ada"));
        var state = bench.View.Posture.WorkItems[item.Id];
        var wrong = await bench.PostAsync($"/plan/work/{item.Id}", "/plan/work", ("state", "Finished"));
        await bench.PostAsync($"/plan/work/{item.Id}/remove", "/plan/work");
        var gone = await bench.PostAsync($"/plan/work/{item.Id}/remove", "/plan/work");

        Assert.Equal((WorkState.Done, "Ada"), (state.State, state.Owner));
        Assert.Empty(bench.Default.Deployments);
        Assert.Equal((409, 409), (wrong.Status, gone.Status));
    }

    [Fact]
    public async Task Exports_hold_what_their_pages_list()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));
        var item = bench.View.Posture.WorkItems.Values.First();
        await bench.PostAsync($"/plan/work/{item.Id}", "/plan/work", ("state", "Doing"), ("owner", "Grace"));

        var page = System.Net.WebUtility.HtmlDecode(await PostureBench.PageAsync(bench.App.Client, "/plan/work?owner=Grace"));
        var doing = (await PostureBench.PageAsync(bench.App.Client, "/plan/work.csv?owner=Grace")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var open = System.Text.Json.JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/plan/work.json?state=open"));
        using var all = System.Text.Json.JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/plan.json"));
        using var one = System.Text.Json.JsonDocument.Parse(await PostureBench.PageAsync(bench.App.Client, "/plan.json?n=1"));

        Assert.Contains("\"/plan/work.csv?owner=Grace\"", page, StringComparison.Ordinal);
        Assert.Contains("\"/plan/work.json?owner=Grace\"", page, StringComparison.Ordinal);
        Assert.Equal(["id,state,kind,environment,title,item,log_source,rules,effort,gain,owner,due", item.Id], [doing[0], Assert.Single(doing[1..]).Split(',')[0]]);
        Assert.Equal(bench.View.Posture.WorkItems.Keys.Where(id => id != item.Id).Order(StringComparer.Ordinal), open.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(open.RootElement.EnumerateArray(), row => Assert.Equal(System.Text.Json.JsonValueKind.Number, row.GetProperty("gain").ValueKind));
        Assert.Equal(1, Actions(one));
        Assert.True(Actions(all) > 1);
        Assert.Contains("\"/plan.csv?n=1\"", await PostureBench.PageAsync(bench.App.Client, "/plan?n=1"), StringComparison.Ordinal);

        static int Actions(System.Text.Json.JsonDocument plan) => plan.RootElement.EnumerateArray().Count(row => row.GetProperty("kind").GetString() != nameof(WorkKind.RunTest));
    }

    [Fact]
    public async Task What_is_ticked_changes_in_one_step_and_what_is_left_empty_stays()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"), ("owner", "Ada"), ("due", "2026-12-24"));
        var items = bench.View.Posture.WorkItems;
        string[] ids = [.. items.Keys.Take(2)];
        Assert.Equal(2, ids.Length);
        var edit = bench.View.EditId;

        var none = await bench.PostAsync("/plan/work/ticked", "/plan/work", ("owner", "Grace"));
        var nothing = await bench.PostAsync("/plan/work/ticked", "/plan/work", ("item", ids[0]), ("owner", " "), ("due", ""), ("state", ""), ("record", "yes"));
        var gone = await bench.PostAsync("/plan/work/ticked", "/plan/work", ("item", ids[0]), ("item", "nowhere"), ("owner", "Grace"));
        var wrong = await bench.PostAsync("/plan/work/ticked", "/plan/work", ("item", ids[0]), ("state", "Finished"));
        Assert.Equal((409, 409, 409, 409, edit), (none.Status, nothing.Status, gone.Status, wrong.Status, bench.View.EditId));
        Assert.Contains("Nothing is ticked", none.Text, StringComparison.Ordinal);
        Assert.Contains("Say what is to change", nothing.Text, StringComparison.Ordinal);
        Assert.Contains("Not everything that is ticked", gone.Text, StringComparison.Ordinal);

        var changed = await bench.PostAsync("/plan/work/ticked", "/plan/work", ("item", ids[0]), ("item", ids[1]), ("item", ids[1]), ("state", "Doing"), ("back", "/plan/work?owner=Ada"));
        Assert.Equal((303, "/plan/work?owner=Ada", edit + 1), (changed.Status, changed.Location, bench.View.EditId));
        Assert.All(ids, id => Same(items[id] with { State = WorkState.Doing }, bench.View.Posture.WorkItems[id]));
        Assert.All(items.Keys.Except(ids), id => Same(items[id], bench.View.Posture.WorkItems[id]));
        Assert.Contains("2 items of the work list: doing", await PostureBench.TextAsync(bench.Engineer, "/history"), StringComparison.Ordinal);

        await bench.PostAsync("/plan/work/ticked", "/plan/work", ("item", ids[0]), ("item", ids[1]), ("owner", "Grace"), ("due", "2026-12-31"));
        Assert.All(ids, id => Assert.Equal(("Grace", new DateOnly(2026, 12, 31), WorkState.Doing), (bench.View.Posture.WorkItems[id].Owner, bench.View.Posture.WorkItems[id].Due, bench.View.Posture.WorkItems[id].State)));

        // Records compare arrays by reference.
        static void Same(WorkItem expected, WorkItem actual)
        {
            Assert.Equal(expected.Rules.AsEnumerable(), actual.Rules.AsEnumerable());
            Assert.Equal(expected with { Rules = actual.Rules }, actual);
        }
    }

    [Fact]
    public async Task What_is_ticked_and_done_is_recorded_and_taken_back_as_one_step()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));
        var items = bench.View.Posture.WorkItems.Values.ToList();
        (string, string)[] ticks = [.. items.Select(item => ("item", item.Id))];
        var edit = bench.View.EditId;

        await bench.PostAsync("/plan/work/ticked", "/plan/work", [.. ticks, ("state", "Done")]);
        Assert.Empty(bench.Default.Deployments);
        Undo();
        await bench.PostAsync("/plan/work/ticked", "/plan/work", [.. ticks, ("state", "Done"), ("record", "yes")]);
        Assert.Equal(edit + 3, bench.View.EditId);
        Assert.All(bench.View.Posture.WorkItems.Values, item => Assert.Equal(WorkState.Done, item.State));
        Assert.NotEmpty(bench.Default.Deployments);

        Undo();
        Assert.All(bench.View.Posture.WorkItems.Values, item => Assert.Equal(WorkState.Open, item.State));
        Assert.Empty(bench.Default.Deployments);

        void Undo() => bench.App.Services.GetRequiredService<Coverage.Recording.PostureRecorder>().Undo(new Coverage.Audit.Person("Ada", Coverage.Data.Role.Engineer), bench.View.EditId);
    }

    [Fact]
    public async Task Only_engineers_see_ticks_in_the_work_list()
    {
        await using var bench = await PostureBench.StartAsync();
        await bench.PostAsync("/plan/accept", "/plan", ("all", "yes"));

        Assert.Contains("action=\"/plan/work/ticked\"", await PostureBench.PageAsync(bench.Engineer, "/plan/work"), StringComparison.Ordinal);
        Assert.Contains("form=\"ticked\"", await PostureBench.PageAsync(bench.Engineer, "/plan/work"), StringComparison.Ordinal);
        Assert.DoesNotContain("form=\"ticked\"", await PostureBench.PageAsync(bench.App.Client, "/plan/work"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?n=20&budget=40", "?n=20&budget=40")]
    [InlineData("?n=20&deploy=2.5&run=0.25", "?n=20&run=0.25&deploy=2.5")]
    [InlineData("?n=-1&budget=none&collect=0", "")]
    [InlineData("?n=100000", "?n=500")]
    public void A_plans_address_is_read_and_printed(string query, string printed)
    {
        Assert.Equal(printed, PlanQuery.Print(PlanQuery.Parse(query)));
    }

    [Fact]
    public async Task An_empty_list_says_how_it_is_filled()
    {
        await using var bench = await PostureBench.StartAsync();

        Assert.Contains("Nothing is in the work list yet", await PostureBench.TextAsync(bench.App.Client, "/plan/work"), StringComparison.Ordinal);
    }
}
