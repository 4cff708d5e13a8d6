using Coverage.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The matrix by mouse, by keys, and without script.</summary>
public sealed class MatrixTests(Chromium chromium, Site site)
{
    [Fact]
    public async Task All_tactics_fit_the_screen_side_by_side()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");

        var rights = await visit.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('#matrix .tactic')].map(column => column.getBoundingClientRect().right)");

        Assert.Equal(15, rights.Length);
        Assert.InRange(rights.Max(), 1000, 1440);
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.getElementById('matrix').scrollWidth - document.getElementById('matrix').clientWidth"));
    }

    [Fact]
    public async Task A_first_look_takes_fewer_than_2800_elements()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");

        Assert.InRange(await visit.Page.EvaluateAsync<int>("document.getElementsByTagName('*').length"), 1000, 2799);
    }

    [Fact]
    public async Task A_click_opens_the_technique_beside_and_Escape_goes_back_to_its_cell()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");

        await visit.Page.ClickAsync(Cell("T1219") + " span");
        await PanelAsync(visit, "Remote Access Tools");
        Assert.Equal("/matrix?at=T1219", visit.Path);
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visit.Page.Locator("#panel")).ToBeHiddenAsync();
        Assert.Equal("/techniques/T1219", await visit.FocusedLinkAsync());
        Assert.Equal("/matrix", visit.Path);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_panel_of_an_address_is_there_at_once()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix?at=T1219");

        await PanelAsync(visit, "Remote Access Tools");
    }

    [Fact]
    public async Task Arrows_move_from_cell_to_cell_and_the_panel_follows()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");
        var names = visit.Page.Locator("#matrix .tactic").Nth(2).Locator(".cell");
        await names.Nth(0).FocusAsync();

        await visit.Page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(await names.Nth(1).GetAttributeAsync("href"), await visit.FocusedLinkAsync());
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        var right = visit.Page.Locator("#matrix .tactic").Nth(3).Locator(".cell").First;
        Assert.Equal(await right.GetAttributeAsync("href"), await visit.FocusedLinkAsync());
        await visit.Page.Keyboard.PressAsync("Enter");
        await PanelAsync(visit, await NameAsync(right));
        await Assertions.Expect(visit.Page.Locator("#panel")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("End");
        Assert.Equal(await visit.Page.Locator("#matrix .tactic").Nth(3).Locator(".cell").Last.GetAttributeAsync("href"), await visit.FocusedLinkAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Space_shows_sub_techniques_and_neither_place_nor_focus_is_lost()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");
        await visit.Page.Locator(Cell("T1055")).First.FocusAsync();
        await visit.Page.EvaluateAsync("scrollTo(0, 250)");

        await visit.Page.Keyboard.PressAsync("Space");

        await Assertions.Expect(visit.Page.Locator(Cell("T1055.001")).First).ToBeVisibleAsync();
        Assert.Equal("/matrix?open=T1055", visit.Path);
        Assert.Equal(250, await visit.Page.EvaluateAsync<int>("scrollY"));
        Assert.Equal("/techniques/T1055", await visit.FocusedLinkAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_click_beside_a_parent_shows_its_sub_techniques_and_back_hides_them()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");
        await visit.Page.EvaluateAsync("scrollTo(0, 200)");

        await visit.Page.Locator("#x-T1055").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(Cell("T1055.001")).First).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#x-T1055").First).ToHaveAttributeAsync("aria-expanded", "true");
        await visit.Page.GoBackAsync();

        await Assertions.Expect(visit.Page.Locator(Cell("T1055.001"))).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Without_script_it_is_read_and_expanded_by_links()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix", script: false);
        Assert.Equal(15, await visit.Page.Locator("#matrix .tactic").CountAsync());
        await Assertions.Expect(visit.Page.Locator(Cell("T1219")).First).ToBeVisibleAsync();

        await visit.Page.Locator("#x-T1055").First.ClickAsync();

        await Assertions.Expect(visit.Page.Locator(Cell("T1055.001")).First).ToBeVisibleAsync();
        Assert.Equal("/matrix?open=T1055", visit.Path);
        await visit.Page.Locator(Cell("T1219") + " span").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("Remote Access Tools");
        Assert.Equal("/techniques/T1219", visit.Path);
        Assert.Empty(visit.Complaints);
    }

    private static string Cell(string id) => $"#matrix .cell[href='/techniques/{id}']";

    private static async Task PanelAsync(Visit visit, string name)
    {
        await Assertions.Expect(visit.Page.Locator("#panel:not([hidden]) h2")).ToHaveTextAsync(name);
    }

    /// <summary>A cell's name without the soft hyphens in it.</summary>
    private static async Task<string> NameAsync(ILocator cell) => (await cell.Locator("span").InnerTextAsync()).Replace("\u00AD", "", StringComparison.Ordinal);
}
