using System.Text;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>A release of ATT&amp;CK rehearsed by a person.</summary>
public sealed class UpgradeTests(Chromium chromium)
{
    [Theory]
    [InlineData(Look.Light)]
    [InlineData(Look.Dark)]
    [InlineData(Look.Phone)]
    public async Task A_release_that_is_chosen_is_rehearsed_in_the_background_and_its_result_comes_by_itself(Look look)
    {
        await using var site = new Site();
        await site.InitializeAsync();
        var release = site.Keep("enterprise-attack-20.json", Encoding.UTF8.GetBytes(new Bundle("20.0").Tactic("TA0002", "execution").Techniques("T1059", "T1700").Json()));
        await using var visit = await site.OpenAsync(chromium, "/upgrade", look, role: Role.Engineer);
        await visit.Page.EvaluateAsync("window.same = true");

        await visit.Page.Locator("#release").SetInputFilesAsync(release);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Rehearse" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#rehearsed")).ToContainTextAsync("Enterprise ATT&CK 20.0");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.same"));
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Equal(0, await visit.SidewaysAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_waits_for_a_result_asks_at_its_pace_however_often_the_page_was_swapped()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visit = await site.OpenAsync(chromium, "/", role: Role.Engineer);

        // A rehearsal that does not end.
        var asked = 0;
        await visit.Page.RouteAsync("**/upgrade", async route =>
        {
            Interlocked.Increment(ref asked);
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("id=\"rehearsal\"", "id=\"rehearsal\" data-poll", StringComparison.Ordinal) });
        });
        await visit.Page.GotoAsync("/upgrade");
        await Assertions.Expect(visit.Page.Locator("[data-poll]")).ToBeVisibleAsync();
        for (var i = 0; i < 5; i++)
        {
            await visit.Page.EvaluateAsync("dispatchEvent(new PopStateEvent('popstate'))");
            await visit.Page.WaitForTimeoutAsync(250);
        }

        Interlocked.Exchange(ref asked, 0);
        await visit.Page.WaitForTimeoutAsync(6000);

        Assert.InRange(asked, 1, 4);
        await visit.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        Assert.Empty(visit.Complaints);
    }
}
