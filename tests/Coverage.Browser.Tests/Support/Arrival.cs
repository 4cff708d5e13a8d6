using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests.Support;

/// <summary>
/// Waits until a page has come. Playwright's own WaitForURLAsync and WaitForLoadStateAsync look, and then listen: what
/// happens in between they wait for in vain (https://github.com/microsoft/playwright-dotnet/issues/3364). This asks until it is so.
/// </summary>
internal static class Arrival
{
    private const int PollMilliseconds = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Waits for an address of the app, and that all of its page is there.</summary>
    /// <param name="page">The page.</param>
    /// <param name="path">Path and query; with an asterisk at its end, what they begin with.</param>
    public static async Task ArriveAsync(this IPage page, string path)
    {
        var pattern = path.EndsWith('*') ? Regex.Escape(path.TrimEnd('*')) : Regex.Escape(path) + "$";
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^http://[^/]+" + pattern));
        await page.LoadAsync();
    }

    /// <summary>Waits until all of the page is there.</summary>
    public static async Task LoadAsync(this IPage page)
    {
        // WaitForFunctionAsync would have the page make a function of a text, which our content security policy forbids.
        for (var waited = Stopwatch.StartNew(); await StateAsync(page) != "complete"; await Task.Delay(PollMilliseconds, TestContext.Current.CancellationToken))
        {
            if (waited.Elapsed > Longest) throw new TimeoutException($"{page.Url} was not there after {Longest.TotalSeconds} seconds.");
        }
    }

    private static async Task<string> StateAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState");
        }
        catch (PlaywrightException problem) when (problem.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return "between two pages";
        }
    }
}
