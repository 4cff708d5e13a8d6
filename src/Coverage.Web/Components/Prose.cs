using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Coverage.Web.Components;

/// <summary>
/// Upstream descriptions (Markdown) as HTML that can do nothing: no HTML of theirs, no images, links to the web only.
/// ATT&amp;CK's <c>(Citation: …)</c> marks are left out, its links to techniques and actors lead to the pages here.
/// </summary>
internal static partial class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    [GeneratedRegex(@"\s?\(Citation:[^()]*(\([^()]*\)[^()]*)*\)", RegexOptions.None, matchTimeoutMilliseconds: 200)]
    private static partial Regex Citation();

    [GeneratedRegex(@"</?code>", RegexOptions.IgnoreCase)]
    private static partial Regex CodeMark();

    [GeneratedRegex(@"^https?://attack\.mitre\.org/(?<kind>techniques|groups|software|campaigns)/(?<id>[TGSC]\d{4})(/(?<sub>\d{3}))?/?$")]
    private static partial Regex AttackPage();

    /// <summary>The words of a description without their marks: text, which still has to be encoded.</summary>
    public static string Text(string markdown) => Markdown.ToPlainText(Readable(markdown), Pipeline);

    /// <summary>The HTML of a description.</summary>
    public static string Html(string markdown)
    {
        var document = Markdown.Parse(Readable(markdown), Pipeline);
        foreach (var inline in document.Descendants<Inline>().ToList())
        {
            if (inline is LinkInline link) Tame(link);
            else if (inline is AutolinkInline auto) auto.ReplaceBy(new LiteralInline(auto.Url));
        }

        return document.ToHtml(Pipeline);
    }

    private static string Readable(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return CodeMark().Replace(Citation().Replace(markdown, ""), "`");
    }

    private static void Tame(LinkInline link)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        if (link.IsImage || ItemLinks.Web(url).Length == 0)
        {
            Unwrap(link);
            return;
        }

        link.GetDynamicUrl = null;
        link.Url = AttackPage().Match(url) is { Success: true } page ? Local(page) : url;
        if (link.Url == url) link.GetAttributes().AddPropertyIfNotExist("rel", "noopener noreferrer");
    }

    private static string Local(Match page)
    {
        var id = page.Groups["id"].Value;
        return page.Groups["kind"].Value == "techniques" ? ItemLinks.Technique(page.Groups["sub"].Success ? $"{id}.{page.Groups["sub"].Value}" : id) : "/actors/" + id;
    }

    /// <summary>Leaves the words of a link without the link.</summary>
    private static void Unwrap(LinkInline link)
    {
        foreach (var child in link.ToList())
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }
}
