using Coverage.Browser.Tests.Support;
using Coverage.Data;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>The example organisation, loaded and removed by a click; what it looks like; and that others see an edit at once.</summary>
public sealed class ExampleTests(Chromium chromium) : IAsyncLifetime
{
    private readonly Site site = new();

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => site.InitializeAsync();

    [Fact]
    public async Task It_comes_and_goes_with_a_click_and_every_page_over_it_is_accessible()
    {
        await using var visit = await SignInAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Load an example organisation" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".example")).ToContainTextAsync("Nothing of it is true");
        await Assertions.Expect(visit.Page.Locator("#trend")).ToContainTextAsync("Together");

        Assert.Empty(await visit.WrongInEveryLookAsync("/", "/matrix?metric=coverage", "/matrix?metric=split", "/gaps", "/plan", "/results", "/techniques/T1059.001"));

        await visit.Page.GotoAsync("/");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".first")).ToContainTextAsync("nothing is recorded yet");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_one_records_is_in_the_matrix_that_another_has_open()
    {
        await using var ada = await SignInAsync();
        await using var reader = await site.OpenAsync(chromium, "/matrix?metric=coverage&open=T1003");
        var cell = reader.Page.Locator("#matrix .cell[href='/techniques/T1003.001'] b").First;
        await Assertions.Expect(cell).ToHaveTextAsync("0");
        await ada.Page.GotoAsync("/techniques/T1003.001");
        var row = ada.Page.Locator("#rules form.rec").First;
        await row.Locator("select").SelectOptionAsync("Deployed");
        await row.GetByRole(AriaRole.Button).First.ClickAsync();

        await Assertions.Expect(cell).ToHaveTextAsync("40");
        Assert.Empty(reader.Complaints);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Task<Visit> SignInAsync() => site.OpenAsync(chromium, "/", role: Role.Engineer);
}
