using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Techniques;

/// <summary>The cards that the script shows beside a technique's identifier, each written once for a view.</summary>
internal static class TechniqueCards
{
    private static readonly PerView<ConcurrentDictionary<string, string>> Cards = new(_ => new ConcurrentDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The card of a technique.</summary>
    public static string Of(CoverageView view, TechniqueEntry entry) => Cards.Of(view).GetOrAdd(entry.Id, _ => Write(entry));

    private static string Write(TechniqueEntry entry)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<p><span class=\"id\">{entry.Id}</span> <b>{WebUtility.HtmlEncode(entry.Technique.Title)}</b></p>");
        var about = entry.Tactics.Select(tactic => tactic.Title).ToList();
        if (entry.Parent is { } parent) about.Insert(0, parent.Technique.Title);
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"small muted\">{WebUtility.HtmlEncode(string.Join(" · ", about))}</p>");
        if (!entry.Technique.IsLive)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{(entry.Reference.Technique is { } successor ? WebUtility.HtmlEncode($"ATT&CK replaced it by {successor.ExternalId} {successor.Title}") : "ATT&CK withdrew it, without a successor")}</p>");
            return html.ToString();
        }

        html.Append("<p class=\"counts\">");
        Count(html, entry.RuleCount.Own, "rule", "detect");
        Count(html, entry.TestCount.Own, "test", "validate");
        Count(html, entry.ControlCount.Own, "control", "prevent");
        return html.Append(entry.Subtechniques.Count > 0 ? "<span class=\"muted\">by itself</span></p>" : "</p>").ToString();
    }

    private static void Count(StringBuilder html, int number, string what, string hue)
    {
        html.Append(CultureInfo.InvariantCulture, $"<span{(number == 0 ? " class=\"zero\"" : "")}><i class=\"swatch\" style=\"--hue:var(--{hue})\"></i>{Words.Count(number, what)}</span>");
    }
}
