using Coverage.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>What every page has: the search box, the theme, the keys.</summary>
public sealed class EverywhereTests(Chromium chromium, Site site)
{
    [Fact]
    public async Task A_slash_goes_to_the_search_box_typing_shows_hits_and_Enter_opens_one()
    {
        await using var visit = await site.OpenAsync(chromium, "/rules");

        await visit.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(visit.Page.Locator("#find")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("t1059.001");
        await Assertions.Expect(visit.Page.Locator("#hits [role=option]").First).ToContainTextAsync("PowerShell");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visit.Page.Locator("#hits [role=option]").First).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.ArriveAsync("/techniques/T1059.001");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_hit_that_was_chosen_stays_chosen_when_the_answer_to_what_was_typed_last_comes()
    {
        await using var visit = await site.OpenAsync(chromium, "/rules");
        var late = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/search/hits?q=t1059.001", async route =>
        {
            await late.Task;
            await route.ContinueAsync();
        });
        var chosen = visit.Page.Locator("#hits [href='/techniques/T1059.001']");

        await visit.Page.Locator("#find").PressSequentiallyAsync("t1059.00");
        await Assertions.Expect(chosen).ToBeVisibleAsync();
        await visit.Page.Keyboard.TypeAsync("1");
        do await visit.Page.Keyboard.PressAsync("ArrowDown"); while (await chosen.GetAttributeAsync("aria-selected") != "true");
        await chosen.EvaluateAsync("hit => { hit.dataset.before = ''; }");
        late.SetResult();

        await Assertions.Expect(visit.Page.Locator("#hits [data-before]")).ToHaveCountAsync(0);
        await Assertions.Expect(chosen).ToHaveAttributeAsync("aria-selected", "true");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.ArriveAsync("/techniques/T1059.001");
    }

    [Fact]
    public async Task Enter_alone_goes_to_where_the_text_leads()
    {
        await using var visit = await site.OpenAsync(chromium, "/");

        await visit.Page.FillAsync("#find", "lsass");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.ArriveAsync("/search?q=lsass");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("LSASS");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Escape_closes_the_hits_first_and_leaves_the_box_then()
    {
        await using var visit = await site.OpenAsync(chromium, "/");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("rdp");
        await Assertions.Expect(visit.Page.Locator("#hits")).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("#hits")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator("#find")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visit.Page.Locator("#find")).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_answer_that_comes_after_Escape_does_not_open_the_hits_again()
    {
        await using var visit = await site.OpenAsync(chromium, "/");
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("r");
        await Assertions.Expect(visit.Page.Locator("#hits")).ToBeVisibleAsync();
        await visit.Page.RouteAsync("**/search/hits?q=rd", async route =>
        {
            asked.TrySetResult();
            await go.Task;
            try
            {
                await route.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // The page gave it up, as it should.
            }
        });

        await visit.Page.Keyboard.TypeAsync("d");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await visit.Page.Keyboard.PressAsync("Escape");
        go.SetResult();
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        await Assertions.Expect(visit.Page.Locator("#hits")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_theme_that_was_chosen_stays()
    {
        await using var visit = await site.OpenAsync(chromium, "/");
        var light = await BackgroundAsync(visit);

        await visit.Page.SelectOptionAsync("#theme", "dark");
        var dark = await BackgroundAsync(visit);
        await visit.Page.GotoAsync("/matrix");

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(visit));
        await Assertions.Expect(visit.Page.Locator("#theme")).ToHaveValueAsync("dark");
        await visit.Page.SelectOptionAsync("#theme", "");
        await visit.Page.ReloadAsync();
        Assert.Equal(light, await BackgroundAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Keys_are_listed_and_lead_to_pages()
    {
        await using var visit = await site.OpenAsync(chromium, "/");

        await visit.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(visit.Page.Locator("dialog[open]")).ToContainTextAsync("Keys");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("m");

        await visit.Page.ArriveAsync("/matrix");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Keys_of_one_character_are_switched_off_and_on()
    {
        await using var visit = await site.OpenAsync(chromium, "/sources");
        var dialog = visit.Page.Locator("dialog[open]");
        var works = dialog.GetByLabel("Keys of one character work");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keys", Exact = true }).ClickAsync();
        Assert.Empty(await visit.ViolationsAsync());
        await works.UncheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.ReloadAsync();
        foreach (var key in new[] { "?", "/", "g", "m", "x" }) await visit.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("#find")).Not.ToBeFocusedAsync();
        Assert.EndsWith("/sources", visit.Page.Url, StringComparison.Ordinal);

        await visit.Page.Locator("#find").FillAsync("");
        await visit.Page.Locator("#find").PressSequentiallyAsync("g m?");
        await Assertions.Expect(visit.Page.Locator("#find")).ToHaveValueAsync("g m?");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keys", Exact = true }).ClickAsync();
        await works.CheckAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("m");

        await visit.Page.ArriveAsync("/matrix");
        Assert.Empty(visit.Complaints);
    }

    private static Task<string> BackgroundAsync(Visit visit) => visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
