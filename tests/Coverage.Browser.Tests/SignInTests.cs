using Coverage.Audit;
using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>Signing in by an operator link, as a person does it.</summary>
public sealed class SignInTests(Chromium chromium, Site site)
{
    [Fact]
    public async Task A_link_signs_in_once_and_one_signs_out_again()
    {
        var link = site.SignInPath("Ada", Role.Engineer);
        await using var visit = await site.OpenAsync(chromium, link);
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Ada, Engineer");

        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("header > .who summary")).ToHaveTextAsync("Ada");
        Assert.Equal("/", visit.Path);
        await visit.Page.GotoAsync("/matrix");
        await visit.Page.Locator("header > .who summary").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("header > .who")).ToHaveTextAsync("read only");
        Assert.Empty(visit.Complaints);

        await visit.Page.GotoAsync(link);
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("This link is void");
    }
}
