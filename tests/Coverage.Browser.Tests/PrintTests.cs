using Coverage.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>What is on paper.</summary>
public sealed class PrintTests(Chromium chromium, Site site)
{
    [Theory]
    [InlineData("/", "ATT&CK Enterprise")]
    [InlineData("/matrix", "ATT&CK matrix: Rules")]
    [InlineData("/techniques/T1059", "T1059 Command and Scripting Interpreter")]
    [InlineData("/sources", "Sources")]
    public async Task A_page_prints_its_title_versions_and_date_and_nothing_to_click(string path, string title)
    {
        await using var visit = await site.OpenAsync(chromium, path);

        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(title);
        Assert.True((await visit.Page.Locator("h1").BoundingBoxAsync())!.Width > 40);
        await Assertions.Expect(visit.Page.Locator(".foot .printed")).ToContainTextAsync($"Coverage, {path}, as it was on 20");
        await Assertions.Expect(visit.Page.Locator(".foot ul")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("header.top, .btn:visible, .seg > :not([aria-current]):visible, #import:visible")).ToBeHiddenAsync();
        Assert.Equal(0, await visit.SidewaysAsync());
    }

    [Fact]
    public async Task The_matrix_takes_one_or_two_sheets_lying()
    {
        await using var visit = await site.OpenAsync(chromium, "/matrix");

        var pdf = System.Text.Encoding.Latin1.GetString(await visit.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));

        var boxes = System.Text.RegularExpressions.Regex.Matches(pdf, @"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)").Select(box => (Width: Number(box.Groups[1].Value), Height: Number(box.Groups[2].Value))).ToList();
        Assert.InRange(boxes.Count, 1, 2);
        Assert.All(boxes, box => Assert.True(box.Width > box.Height));
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
