using System.Text;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Coverage.Tests.Support;
using Deque.AxeCore.Playwright;
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
        await using var visit = await site.OpenAsync(chromium, site.SignInPath("Ada", Role.Engineer), look);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Page.ArriveAsync("/");
        await visit.Page.GotoAsync("/upgrade");
        await visit.Page.EvaluateAsync("window.same = true");

        await visit.Page.Locator("#release").SetInputFilesAsync(release);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Rehearse" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#rehearsed")).ToContainTextAsync("Enterprise ATT&CK 20.0");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.same"));
        var found = await visit.Page.RunAxe(PagesTests.Wcag);
        Assert.Empty(found.Violations.Select(PagesTests.Describe));
        Assert.Equal(0, await visit.SidewaysAsync());
        Assert.Empty(visit.Complaints);
    }
}
