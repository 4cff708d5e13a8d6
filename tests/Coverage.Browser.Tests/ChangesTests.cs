using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The inbox of changes as a person reads it.</summary>
public sealed class ChangesTests(Chromium chromium)
{
    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task An_entry_opens_under_its_row_and_closes_again(Look look)
    {
        await using var site = new Site();
        await site.InitializeAsync();
        Change(site);
        await using var visit = await site.OpenAsync(chromium, "/changes", look);
        var link = visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rule 1", Exact = true });

        await Assertions.Expect(link).ToHaveAttributeAsync("aria-expanded", "false");
        await link.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("ins.dl mark")).ToHaveTextAsync("high");

        Assert.Empty(await visit.ViolationsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
        await link.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("tr.opened")).ToHaveCountAsync(0);
        Assert.Equal("/changes", visit.Path);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Without_a_script_an_entry_has_a_page_of_its_own()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        Change(site);
        await using var visit = await site.OpenAsync(chromium, "/changes", script: false);

        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rule 1", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("ins.dl mark")).ToHaveTextAsync("high");
        Assert.StartsWith("/changes/", visit.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_go_there_the_number_is_quiet_and_marking_read_takes_it_away()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        Change(site);
        await using var visit = await site.OpenAsync(chromium, "/", role: Role.Viewer);
        await Assertions.Expect(visit.Page.Locator("nav.main .unread")).ToHaveTextAsync("1");

        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("c");
        await visit.Page.ArriveAsync("/changes");
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Mark read up to here" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".empty h2")).ToHaveTextAsync("All read");
        await Assertions.Expect(visit.Page.Locator("nav.main .unread")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_entry_that_is_opened_while_news_is_on_its_way_stays_open()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        Change(site);
        await using var visit = await site.OpenAsync(chromium, "/changes");
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await Assertions.Expect(visit.Page.Locator("a[data-opens]")).ToHaveCountAsync(1);
        await visit.Page.RouteAsync("**/changes", async route =>
        {
            asked.TrySetResult();
            await go.Task;
            await route.ContinueAsync();
        });

        site.ImportFromOutside("three.zip", Pack.Zip(("rules/a.yml", Rule("low"))), "acme");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rule 1", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("ins.dl mark")).ToHaveTextAsync("high");
        var answered = visit.Page.WaitForResponseAsync("**/changes");
        go.SetResult();
        await (await answered).FinishedAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);

        await Assertions.Expect(visit.Page.Locator("tr.opened")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task What_a_deployed_rule_became_is_decided_where_its_entry_is_opened(Look look)
    {
        await using var site = new Site();
        await site.InitializeAsync();
        site.ImportFromOutside("one.zip", Pack.Zip(("rules/a.yml", Rule("medium"))), "house");
        await using var visit = await site.OpenAsync(chromium, "/techniques/T1219", look, role: Role.Engineer);
        var row = visit.Page.Locator("#rules form.rec").Filter(new() { Has = visit.Page.Locator("input[value='house:00000000-0000-4000-8000-000000000001']") });
        await row.Locator("select").SelectOptionAsync("Deployed");
        var recorded = await visit.Page.RunAndWaitForResponseAsync(() => row.GetByRole(AriaRole.Button).First.ClickAsync(), "**/posture/deployment");
        Assert.Equal(303, recorded.Status);
        site.ImportFromOutside("two.zip", Pack.Zip(("rules/a.yml", Rule("high"))), "house");
        await Assertions.Expect(visit.Page.Locator("#rules .behind")).ToContainTextAsync("changed upstream since");
        await visit.Page.GotoAsync("/changes?deployed=here");

        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rule 1", Exact = true }).ClickAsync();
        var part = visit.Page.Locator(".deployed");
        await Assertions.Expect(part.Locator("ins.dl mark")).ToHaveTextAsync("high");
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
        await part.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Keep what is deployed" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("to decide")).ToHaveCountAsync(0);
        Assert.StartsWith("/changes?deployed=here", visit.Path, StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rule 1", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".deployed")).ToContainTextAsync("kept; asks at the next change upstream");
        await visit.Page.GotoAsync("/changes/deployed/house/00000000-0000-4000-8000-000000000001");
        await Assertions.Expect(visit.Page.Locator("ins.dl mark")).ToHaveTextAsync("high");
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
        Assert.Empty(visit.Complaints);
    }

    private static void Change(Site site)
    {
        site.ImportFromOutside("one.zip", Pack.Zip(("rules/a.yml", Rule("medium"))), "acme");
        site.ImportFromOutside("two.zip", Pack.Zip(("rules/a.yml", Rule("high"))), "acme");
    }

    [Fact]
    public async Task News_that_comes_while_a_form_is_on_its_way_shows_when_that_has_ended()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        site.ImportFromOutside("one.zip", Pack.Zip(("rules/a.yml", Rule("medium"))), "house");
        await using var visit = await site.OpenAsync(chromium, "/techniques/T1219", role: Role.Engineer);
        var row = visit.Page.Locator("#rules tr").Filter(new() { Has = visit.Page.Locator("input[value='house:00000000-0000-4000-8000-000000000001']") });
        await Assertions.Expect(row).ToContainTextAsync("medium");
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await visit.Page.RouteAsync("**/posture/deployment", async route =>
        {
            asked.TrySetResult();
            await go.Task;
            await route.AbortAsync(); // So that no answer brings the news along.
        });
        await row.Locator("select").SelectOptionAsync("Deployed");
        await row.GetByRole(AriaRole.Button).First.ClickAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        site.ImportFromOutside("two.zip", Pack.Zip(("rules/a.yml", Rule("high"))), "house");
        await Task.Delay(4000, TestContext.Current.CancellationToken); // The news is there within a second, and waits.
        await Assertions.Expect(row).ToContainTextAsync("medium");
        go.SetResult();

        await Assertions.Expect(row).ToContainTextAsync("high");
    }

    private static string Rule(string level) => $$"""
        title: Rule 1
        id: 00000000-0000-4000-8000-000000000001
        author: Ada Example
        tags: [attack.t1219]
        level: {{level}}
        logsource: { category: process_creation, product: windows }
        detection: { selection: { Image: invented.exe }, condition: selection }
        """;
}
