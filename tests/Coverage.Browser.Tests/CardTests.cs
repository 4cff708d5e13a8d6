using Coverage.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The card beside a technique's identifier: content on hover and focus by WCAG 1.4.13.</summary>
public sealed class CardTests(Chromium chromium, Site site)
{
    private const string Page = "/techniques/T1219";

    [Fact]
    public async Task It_comes_with_the_pointer_stays_while_that_is_on_it_and_goes_with_Escape()
    {
        await using var visit = await site.OpenAsync(chromium, Page);
        var link = Link(visit);
        var height = await HeightAsync(visit);

        await link.HoverAsync();
        await Assertions.Expect(Card(visit)).ToContainTextAsync("Command and Control");
        await Assertions.Expect(Card(visit)).ToContainTextAsync(await link.InnerTextAsync());
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-describedby", "card");
        await Card(visit).HoverAsync();
        await Task.Delay(600, TestContext.Current.CancellationToken);
        await Assertions.Expect(Card(visit)).ToBeVisibleAsync();
        Assert.Empty(await visit.ViolationsAsync(except: "target-size")); // A link can lie half under the card, and would count as too small.
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(Card(visit)).ToBeHiddenAsync();
        Assert.Equal(height, await HeightAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task It_goes_when_the_pointer_leaves()
    {
        await using var visit = await site.OpenAsync(chromium, Page);
        await Link(visit).HoverAsync();
        await Assertions.Expect(Card(visit)).ToBeVisibleAsync();

        await visit.Page.Locator("h1").HoverAsync();

        await Assertions.Expect(Card(visit)).ToBeHiddenAsync();
        await Assertions.Expect(Link(visit)).Not.ToHaveAttributeAsync("aria-describedby", "card");
    }

    [Fact]
    public async Task It_comes_and_goes_with_the_keyboard_s_focus()
    {
        await using var visit = await site.OpenAsync(chromium, Page);
        var before = visit.Page.Locator("#subtechniques");
        await before.EvaluateAsync("section => { section.tabIndex = -1; section.focus(); }");

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Card(visit)).ToContainTextAsync("T1219.001");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Card(visit)).ToContainTextAsync("T1219.002");
        await visit.Page.Keyboard.PressAsync("/");

        await Assertions.Expect(Card(visit)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_finger_gets_the_page_and_no_card()
    {
        await using var visit = await site.OpenAsync(chromium, Page, Look.Phone);

        await Link(visit).DispatchEventAsync("pointerover", new { pointerType = "touch", bubbles = true });
        await Task.Delay(700, TestContext.Current.CancellationToken);

        await Assertions.Expect(Card(visit)).ToHaveCountAsync(0);
    }

    private static ILocator Card(Visit visit) => visit.Page.Locator("#card");

    private static ILocator Link(Visit visit) => visit.Page.Locator("#subtechniques a.id").First;

    private static Task<int> HeightAsync(Visit visit) => visit.Page.EvaluateAsync<int>("document.scrollingElement.scrollHeight");
}
