using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests.Support;

/// <summary>
/// A page that is open in a browser window of its own. It notes what no page may do: errors on the console (what the
/// content security policy forbids is one), errors in scripts, requests to another host, answers that are failures.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The path and query of the page as it is now.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery;

    /// <summary>What was wrong so far.</summary>
    public IEnumerable<string> Complaints => complaints;

    public static async Task<Visit> StartAsync(IBrowserContext context, string path)
    {
        var visit = new Visit(context, await context.NewPageAsync());
        var host = "";
        visit.Page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (host.Length == 0) host = url.Authority;
            if (url.Scheme != "data" && url.Authority != host) visit.complaints.Enqueue("asked another host: " + url);
        };
        visit.Page.Response += (_, answer) =>
        {
            if (answer.Status >= 400 && !answer.Request.IsNavigationRequest) visit.complaints.Enqueue($"{answer.Status}: {answer.Url}");
        };
        visit.Page.Console += (_, message) =>
        {
            // Failures of the server are noted above; here the page itself would be one, which may be a page that is nowhere.
            if (message.Type == "error" && !message.Text.Contains("the server responded with a status of", StringComparison.Ordinal)) visit.complaints.Enqueue("console: " + message.Text);
        };
        visit.Page.PageError += (_, error) => visit.complaints.Enqueue("script: " + error);
        await visit.Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return visit;
    }

    /// <summary>By how many pixels the whole page can be moved sideways.</summary>
    public Task<int> SidewaysAsync() => Page.EvaluateAsync<int>("Math.max(0, document.scrollingElement.scrollWidth - innerWidth)");

    /// <summary>The address that the focused link has; null when something else is focused.</summary>
    public Task<string?> FocusedLinkAsync() => Page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
