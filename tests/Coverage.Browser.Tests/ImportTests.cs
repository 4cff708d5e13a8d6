using Coverage.Audit;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The import of the sources' page, as an engineer and an administrator work with it.</summary>
public sealed class ImportTests(Chromium chromium)
{
    private const string Rule = """
        title: Invented Rule Of The Browser
        id: 7b0a7d52-2f1c-4a51-8a35-5a1cf4ef9a01
        status: test
        tags:
            - attack.t1219
        logsource:
            product: windows
        detection:
            selection:
                Image: invented.exe
            condition: selection
        level: low
        """;

    [Fact]
    public async Task An_upload_is_imported_and_its_change_set_is_told()
    {
        await using var site = await StartAsync();
        await using var visit = await SignInAsync(site, Role.Engineer);
        await ChooseAsync(visit.Page, "invented.yml", Rule);
        await visit.Page.GetByLabel("Source (empty").FillAsync("invented");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("invented: 1 added, 0 changed");
        await Assertions.Expect(visit.Page.GetByLabel("or a path on the server")).ToHaveCountAsync(0);
        await visit.Page.GotoAsync("/sources/invented");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("1 rule that counts");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_refused_says_why_and_changes_nothing()
    {
        await using var site = await StartAsync();
        await using var visit = await SignInAsync(site, Role.Engineer);
        await ChooseAsync(visit.Page, "invented.yml", Rule);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("A single file needs --source NAME");
        await visit.Page.GotoAsync("/sources");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("3,780 rules that count");
    }

    [Fact]
    public async Task An_administrator_imports_a_path_on_the_server_and_axe_has_no_complaint()
    {
        await using var site = await StartAsync();
        var path = site.Keep("rules.zip", Pack.Zip(("rules/invented.yml", Rule)));
        await using var visit = await SignInAsync(site, Role.Admin);
        await visit.Page.GetByLabel("or a path on the server").FillAsync(path);
        await visit.Page.GetByLabel("Source (empty").FillAsync("invented");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("1 added, 0 changed");
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_pack_of_another_installation_is_taken_once_an_administrator_has_typed_whose_it_is()
    {
        await using var site = await StartAsync();
        var (pack, signer) = Site.PackElsewhere(Pack.Zip(("rules/invented.yml", Rule)), "invented");
        await using var visit = await SignInAsync(site, Role.Admin);
        await ChooseAsync(visit.Page, "october.coveragepack", pack);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("is signed by a key that is not trusted here");
        await ChooseAsync(visit.Page, "october.coveragepack", pack);
        await visit.Page.GetByLabel("Fingerprint of a signer").FillAsync(signer);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("invented (2026-08-05): 1 added, 0 changed");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_running_import_is_cancelled_by_its_button_and_nothing_has_changed()
    {
        await using var site = await StartAsync();
        await using var visit = await SignInAsync(site, Role.Engineer);
        await ChooseAsync(visit.Page, "invented.yml", Rule);
        await visit.Page.GetByLabel("Source (empty").FillAsync("invented");

        // It is read, and cannot be written as long as something else writes.
        using (site.HoldWriting())
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
            await Assertions.Expect(visit.Page.Locator(".import [role=status]")).ToContainTextAsync("writing invented");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancelling" })).ToBeDisabledAsync();
        }

        await Assertions.Expect(visit.Page.Locator(".import [role=status]")).ToContainTextAsync("Cancelled; nothing has changed.");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToHaveCountAsync(0);
        await visit.Page.GotoAsync("/sources");
        await Assertions.Expect(visit.Page.Locator("#loaded")).ToContainTextAsync("6 sources");
        await Assertions.Expect(visit.Page.Locator("#changes")).Not.ToContainTextAsync("invented");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_another_process_imports_shows_around_the_form_and_leaves_what_is_typed_there()
    {
        await using var site = await StartAsync();
        await using var visit = await SignInAsync(site, Role.Engineer);
        await visit.Page.GetByLabel("Source (empty").FillAsync("half-typed");

        site.ImportFromOutside("elsewhere.zip", Pack.Zip(("rules/invented.yml", Rule)), "elsewhere");

        await Assertions.Expect(visit.Page.Locator("#loaded")).ToContainTextAsync("elsewhere");
        await Assertions.Expect(visit.Page.Locator("#changes")).ToContainTextAsync("elsewhere");
        await Assertions.Expect(visit.Page.Locator(".foot")).ToContainTextAsync("elsewhere");
        await Assertions.Expect(visit.Page.GetByLabel("Source (empty")).ToHaveValueAsync("half-typed");
        await ChooseAsync(visit.Page, "invented.yml", Rule);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".import")).ToContainTextAsync("half-typed: 1 added");
        await Assertions.Expect(visit.Page.Locator("#changes")).ToContainTextAsync("half-typed");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task From_there_one_goes_to_pages_that_work()
    {
        await using var site = await StartAsync();
        await using var visit = await SignInAsync(site, Role.Engineer);

        await visit.Page.Locator("nav.main a[href='/matrix']").ClickAsync();
        await visit.Page.ArriveAsync("/matrix");
        await visit.Page.Locator("#matrix .cell").First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");

        Assert.Equal(await visit.Page.Locator("#matrix .cell").Nth(1).GetAttributeAsync("href"), await visit.FocusedLinkAsync());
        Assert.Empty(visit.Complaints);
    }

    private static async Task<Site> StartAsync()
    {
        var site = new Site();
        await site.InitializeAsync();
        return site;
    }

    /// <summary>Signs in and waits until the page is live.</summary>
    private async Task<Visit> SignInAsync(Site site, Role role)
    {
        var visit = await site.OpenAsync(chromium, "/sources", role: role);
        await Assertions.Expect(visit.Page.Locator(".import[data-live]")).ToHaveCountAsync(1);
        return visit;
    }

    private static Task ChooseAsync(IPage page, string name, string text) => ChooseAsync(page, name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The component keeps each field that something was chosen by, and shows a new one.</summary>
    private static Task ChooseAsync(IPage page, string name, byte[] content) =>
        page.Locator(".import input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
}
