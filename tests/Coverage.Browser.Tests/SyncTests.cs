using Coverage.Audit;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.GitHub;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.Sync;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The sources' pages over the emulated GitHub: runs, progress, cancelling, deciding, setting up.</summary>
public sealed class SyncTests(Chromium chromium) : IAsyncLifetime
{
    private GitHubServer github = null!;
    private Site site = null!;
    private HostedRepository rules = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        github = await GitHubServer.StartAsync(cancellationToken: Token);
        rules = github.AddRepository("acme/rules");
        rules.Commit("First", Rules(0, 60));
        site = new Site { Sync = new SyncOptions { Scheduled = false, GitHub = github.ApiUri, Hosts = [github.CodeloadUri.GetLeftPart(UriPartial.Authority)] } };
        await site.InitializeAsync();
        site.AddSource("ours", "acme/rules");
    }

    [Fact]
    public async Task A_run_shows_its_progress_in_every_open_page_and_is_cancelled_by_its_button()
    {
        github.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", Fault.Trickle(2_000));
        await using var engineer = await SignInAsync(Role.Engineer, "/sources/ours");
        await using var reader = await site.OpenAsync(chromium, "/sources");

        await engineer.Page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();

        await Assertions.Expect(reader.Page.Locator("[data-slot=ours]")).ToContainTextAsync("fetching");
        await Assertions.Expect(engineer.Page.Locator("[data-slot=ours] .now")).ToHaveTextAsync("fetching");
        await Assertions.Expect(engineer.Page.Locator("[data-slot=ours] .figures")).ToContainTextAsync("of the quota left");
        await Assertions.Expect(reader.Page.Locator("[data-slot=ours] .figures")).ToContainTextAsync("KB");
        await Assertions.Expect(reader.Page.Locator("#said")).ToContainTextAsync("ours: fetching.");
        Assert.Equal(0, await reader.Page.Locator("script[src*='blazor']").CountAsync());
        await engineer.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(engineer.Page.Locator(".health + p")).ToContainTextAsync("Cancelled; nothing has changed.");
        await Assertions.Expect(engineer.Page.GetByRole(AriaRole.Button, new() { Name = "Run now" })).ToBeEnabledAsync();
        await Assertions.Expect(reader.Page.Locator("[data-slot=ours]")).ToHaveCountAsync(0);
        Assert.Empty(engineer.Complaints);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task What_is_held_is_seen_and_approved()
    {
        await using var visit = await SignInAsync(Role.Engineer, "/sources");
        await visit.Page.Locator("#sync-ours").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#loaded")).ToContainTextAsync("60 added");
        rules.Commit("Fewer", Rules(30, 60));
        await visit.Page.Locator("#sync-ours").ClickAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Decide: ours" }).ClickAsync();
        await visit.Page.GetByText("30 items that would go").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#held")).ToContainTextAsync("Rule 0");
        var violations = await visit.ViolationsAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Approve, and remove 30 items" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#held")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("#runs")).ToContainTextAsync("approved");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("30 rules that count");
        Assert.Empty(violations);
        Assert.Empty(visit.Complaints);
        Assert.Empty(github.Complaints);
    }

    [Fact]
    public async Task A_new_source_is_tested_and_added_and_nothing_typed_is_lost_on_the_way()
    {
        await using var visit = await SignInAsync(Role.Admin, "/sources/add");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("theirs");
        await visit.Page.GetByLabel("Repository").FillAsync("acme/rules");
        await visit.Page.GetByLabel("Follow").SelectOptionAsync("Branch");
        await visit.Page.GetByLabel("Branch, tag or commit").FillAsync("mian");
        await visit.Page.GetByLabel("token", new() { Exact = true }).First.CheckAsync();
        await visit.Page.Locator("#f-Token").FillAsync(github.AddToken().Value);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#outcome")).ToContainTextAsync("has no branch 'mian'");
        await visit.Page.GetByLabel("Priority").FillAsync("first");
        await visit.Page.GetByLabel("Branch, tag or commit").FillAsync("main");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the source" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#f-Priority-wrong")).ToContainTextAsync("Give a whole number.");
        await Assertions.Expect(visit.Page.GetByLabel("Priority")).ToBeFocusedAsync();
        await visit.Page.GetByLabel("Priority").FillAsync("5");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the source" }).ClickAsync();

        await visit.Page.ArriveAsync("/sources/theirs");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("branch main");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#runs")).ToContainTextAsync("60 added");
        Assert.Empty(visit.Complaints);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await github.DisposeAsync();
    }

    private Task<Visit> SignInAsync(Role role, string path) => site.OpenAsync(chromium, path, role: role);

    private static Files Rules(int from, int to)
    {
        var files = new Files { Whole = true };
        for (var rule = from; rule < to; rule++)
        {
            files[$"rules/rule-{rule}.yml"] = $$"""
                title: Rule {{rule}}
                id: 00000000-0000-4000-8000-{{rule:000000000000}}
                description: {{Guid.NewGuid()}} {{Guid.NewGuid()}} {{Guid.NewGuid()}} {{Guid.NewGuid()}}
                tags: [attack.t1219]
                logsource: { category: process_creation, product: windows }
                detection: { selection: { Image: invented.exe }, condition: selection }
                """;
        }

        return files;
    }
}
