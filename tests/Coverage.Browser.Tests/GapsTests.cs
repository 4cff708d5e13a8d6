using System.Globalization;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>From what matters to a score that rises, as a person goes there.</summary>
public sealed class GapsTests(Chromium chromium)
{
    [Fact]
    public async Task Three_groups_give_gaps_the_top_ten_become_work_and_one_that_is_done_raises_the_score()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await using var visit = await site.OpenAsync(chromium, "/profiles/new", role: Role.Engineer);
        var page = visit.Page;
        await page.FillAsync("#name", "Our threats");
        foreach (var (group, name) in new[] { ("G0016", "APT29"), ("G0007", "APT28"), ("G0032", "Lazarus") })
        {
            await page.FillAsync("#q", name);
            await page.ClickAsync("button:text-is('Find')");
            await page.CheckAsync($"input[name=actor][value={group}]");
        }

        await Assertions.Expect(page.Locator("input[name=actor]:checked")).ToHaveCountAsync(3);
        await page.ClickAsync("button:text-is('Save the profile')");
        await page.ArriveAsync("/profiles/our-threats");
        await page.ClickAsync("button:text-is('Choose it')");
        await Assertions.Expect(page.Locator("main .tag").First).ToHaveTextAsync("chosen");

        await page.GotoAsync("/gaps");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("by Our threats");
        await page.Locator(".gaps a[data-opens]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".gaps .opened .detail")).ToContainTextAsync("weight × (100 − Coverage) = 3 × (100 − 0) = 300");
        Assert.Equal(0, await OverallAsync(page));

        await page.GotoAsync("/plan?n=10");
        await page.ClickAsync("button:text-is('Take all 10 actions')");
        await page.ArriveAsync("/plan/work");
        await Assertions.Expect(page.Locator("form.work")).ToHaveCountAsync(10);
        await page.Locator("form.work button:text-is('Mark done')").First.ClickAsync();
        await Assertions.Expect(page.Locator("form.work button:text-is('Mark done')")).ToHaveCountAsync(9);

        await page.GotoAsync("/gaps");
        Assert.True(await OverallAsync(page) > 0);
        Assert.Empty(await visit.WrongInEveryLookAsync("/gaps", "/gaps/T1003.001", "/plan", "/plan/work", "/profiles", "/profiles/our-threats", "/profiles/our-threats/edit", "/profiles/new?q=apt", "/what-if?t=uncollect~default~windows"));
        Assert.Empty(visit.Complaints);
    }

    private static async Task<double> OverallAsync(IPage page) => double.Parse((await page.Locator(".three .n").Last.InnerTextAsync()).Split(' ')[0], CultureInfo.InvariantCulture);
}
