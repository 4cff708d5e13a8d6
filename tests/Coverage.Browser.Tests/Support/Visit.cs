using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Coverage.Browser.Tests.Support;

/// <summary>
/// A page that is open in a browser window of its own. It notes what no page may do: errors on the console (what the
/// content security policy forbids is one), errors in scripts, requests to another host, answers that are failures.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>WCAG 2.2 AA by axe's tags.</summary>
    private static readonly string[] Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    /// <summary>Its rules about colours.</summary>
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    /// <summary>Runs axe and tells what it found, a rule in a text.</summary>
    private const string Violations = """
        async ({ only, except }) => {
          const found = await axe.run(document, {
            runOnly: only,
            rules: Object.fromEntries(except.map(rule => [rule, { enabled: false }])),
            resultTypes: ['violations'],
            preload: false,
          });
          const place = node => `${node.html.slice(0, 400)} (${[...node.any, ...node.all].map(check => check.message).join('; ')})`;
          return found.violations.map(rule => `${rule.id}, ${rule.nodes.length} times: ${rule.nodes.slice(0, 3).map(place).join('\n')}`);
        }
        """;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();
    private Look look;

    private Visit(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>The path and query of the page as it is now.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery;

    /// <summary>What was wrong so far.</summary>
    public IEnumerable<string> Complaints => complaints;

    public static async Task<Visit> StartAsync(IBrowserContext context, string path, Look look)
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
        await visit.LookAsync(look);
        await visit.LoadAsync(path);
        return visit;
    }

    /// <summary>Goes to another page. What was wrong so far is forgotten, once the page before can tell nothing more.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync("about:blank");
        complaints.Clear();
        await LoadAsync(path);
    }

    /// <summary>Looks at it in another way from now on.</summary>
    public async Task LookAsync(Look look)
    {
        this.look = look;
        await Page.SetViewportSizeAsync(look == Look.Phone ? 390 : 1440, look == Look.Phone ? 844 : 900);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look == Look.Dark ? ColorScheme.Dark : ColorScheme.Light });
    }

    /// <summary>What is wrong with pages by day, by night and on a phone: what <see cref="ViolationsAsync"/> finds, and what is wider than the screen.</summary>
    public async Task<List<string>> WrongInEveryLookAsync(params string[] paths)
    {
        var wrong = new List<string>();
        foreach (var look in Enum.GetValues<Look>())
        {
            await LookAsync(look);
            foreach (var path in paths)
            {
                await Page.GotoAsync(path);
                wrong.AddRange((await ViolationsAsync()).Select(violation => $"{path}, {look}: {violation}"));
                if (await SidewaysAsync() > 0) wrong.Add($"{path}, {look}: wider than the screen");
            }
        }

        return wrong;
    }

    /// <summary>By how many pixels the whole page can be moved sideways.</summary>
    public Task<int> SidewaysAsync() => Page.EvaluateAsync<int>("Math.max(0, document.scrollingElement.scrollWidth - innerWidth)");

    /// <summary>What breaks WCAG 2.2 AA on the page as it is, as far as axe sees it. By night only colours are others than by day.</summary>
    /// <param name="except">Rules not to ask for.</param>
    /// <remarks>Not by the library's own call: for the sake of frames, of which no page here has any, it opens a second page each time.</remarks>
    public async Task<string[]> ViolationsAsync(params string[] except)
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(Violations, new { only = look == Look.Dark ? Colours : Wcag, except });
    }

    /// <summary>That the page is accessible, no wider than the screen, and was quiet so far.</summary>
    public async Task MustBeFineAsync()
    {
        Assert.Empty(await ViolationsAsync());
        Assert.Equal(0, await SidewaysAsync());
        Assert.Empty(complaints);
    }

    /// <summary>The address that the focused link has; null when something else is focused.</summary>
    public Task<string?> FocusedLinkAsync() => Page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')");

    private Task<IResponse?> LoadAsync(string path) => Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
