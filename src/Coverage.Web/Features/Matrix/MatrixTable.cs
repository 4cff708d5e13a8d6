using System.Globalization;
using System.Net;
using System.Text;
using Coverage.Views;

namespace Coverage.Web.Features.Matrix;

/// <summary>The matrix as a table: a row a technique, every number its own with that of its sub-techniques beside it.</summary>
internal static class MatrixTable
{
    /// <summary>Writes the rows that a selection has.</summary>
    public static void Write(StringBuilder html, MatrixSelection selection, MatrixMeasure measure)
    {
        html.Append("<div class=\"wrap\" id=\"matrix\"><table class=\"t sheet\"><caption class=\"hide\">Techniques with the number of their rules, tests and controls</caption><thead><tr><th scope=\"col\">Technique</th><th scope=\"col\">Name</th><th scope=\"col\" class=\"wide\">Tactics</th><th scope=\"col\" class=\"wide\">Platforms</th>");
        if (measure is ScoreMeasure) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"num\">{measure.Metric}</th>");
        html.Append("<th scope=\"col\" class=\"num\">Rules</th><th scope=\"col\" class=\"num\">Tests</th><th scope=\"col\" class=\"num\">Controls</th></tr></thead><tbody>");
        foreach (var entry in selection.Techniques) Row(html, entry, measure);
        html.Append("</tbody></table></div>");
    }

    private static void Row(StringBuilder html, TechniqueEntry entry, MatrixMeasure measure)
    {
        html.Append("<tr><td class=\"fit\"><a class=\"id cell-link\" href=\"/techniques/").Append(entry.Id).Append("\">").Append(entry.Id).Append("</a></td><td>");
        if (entry.Parent is { } parent) html.Append("<span class=\"muted\">").Append(WebUtility.HtmlEncode(parent.Technique.Title)).Append(": </span>");
        html.Append(WebUtility.HtmlEncode(entry.Technique.Title)).Append("</td><td class=\"wide small\">").Append(WebUtility.HtmlEncode(string.Join(", ", entry.Tactics.Select(tactic => tactic.Title))));
        html.Append("</td><td class=\"wide small\">").Append(WebUtility.HtmlEncode(string.Join(", ", entry.Technique.Platforms))).Append("</td>");
        if (measure is ScoreMeasure) html.Append("<td class=\"num\">").Append(HeatScale.Shown(measure.Metric, measure.Own(entry))).Append("</td>");
        Number(html, entry.RuleCount, entry);
        Number(html, entry.TestCount, entry);
        Number(html, entry.ControlCount, entry);
        html.Append("</tr>");
    }

    private static void Number(StringBuilder html, ItemCount count, TechniqueEntry entry)
    {
        html.Append("<td class=\"num").Append(count.Own == 0 ? " zero" : "").Append("\">").Append(count.Own);
        if (entry.Subtechniques.Count > 0) html.Append(CultureInfo.InvariantCulture, $" <span class=\"muted small wide\" title=\"with its sub-techniques\">({count.WithSubtechniques})</span>");
        html.Append("</td>");
    }
}
