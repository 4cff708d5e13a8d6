using Coverage.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The page of a technique with many sub-techniques.</summary>
public sealed class TechniqueTests(Chromium chromium, Site site)
{
    [Fact]
    public async Task The_rules_of_a_sub_technique_unfold_in_place()
    {
        await using var visit = await site.OpenAsync(chromium, "/techniques/T1059");
        await visit.Page.Locator("#rules > details > summary").First.ClickAsync();

        await Part(visit).Locator("summary").ClickAsync();

        await Assertions.Expect(Part(visit).Locator("tr").First).ToBeVisibleAsync();
        var told = await Part(visit).Locator("summary .muted").InnerTextAsync();
        Assert.Contains($" {await Part(visit).Locator("tr").CountAsync()} rules", told, StringComparison.Ordinal);
        Assert.Empty(await visit.ViolationsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Without_script_they_are_a_link_away()
    {
        await using var visit = await site.OpenAsync(chromium, "/techniques/T1059", script: false);
        await visit.Page.Locator("#rules > details > summary").First.ClickAsync();
        await Part(visit).Locator("summary").ClickAsync();

        await Part(visit).GetByRole(AriaRole.Link).ClickAsync();

        Assert.Equal("/techniques/T1059.001", visit.Path);
        await Assertions.Expect(visit.Page.Locator("#rules tbody a").First).ToBeVisibleAsync();
    }

    private static ILocator Part(Visit visit) => visit.Page.Locator("#rules .part").First;
}
