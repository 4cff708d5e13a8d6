using System.Diagnostics;
using Coverage.Browser.Tests.Support;
using Coverage.Tests.Support;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests;

/// <summary>An open page shows what another process imports.</summary>
public sealed class NewsTests(Chromium chromium) : IAsyncLifetime
{
    private readonly Site site = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await site.InitializeAsync();

    [Fact]
    public async Task An_import_by_another_process_shows_in_an_open_page_within_5_seconds()
    {
        await using var visit = await site.OpenAsync(chromium, "/rules?q=zebra");
        await Assertions.Expect(visit.Page.Locator("main")).Not.ToContainTextAsync("Zebra 1");
        await visit.Page.EvaluateAsync("window.stayed = true");

        // The best of three, so that a machine that is busy for a while is not taken for an app that is slow.
        var best = TimeSpan.MaxValue;
        for (var rule = 1; rule <= 3 && best > TimeSpan.FromSeconds(5); rule++)
        {
            site.ImportFromOutside($"zebra-{rule}.zip", Pack.Zip(($"rules/zebra-{rule}.yml", Rule(rule))), $"zebra{rule}");
            var clock = Stopwatch.StartNew();
            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync($"Zebra {rule}", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
            if (clock.Elapsed < best) best = clock.Elapsed;
        }

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.stayed"));
        Assert.Empty(visit.Complaints);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static string Rule(int number) => $$"""
        title: Zebra {{number}}
        id: 00000000-0000-4000-8000-00000000000{{number}}
        author: Ada Example
        tags: [attack.t1219]
        logsource: { category: process_creation, product: windows }
        detection: { selection: { Image: invented.exe }, condition: selection }
        """;
}
