using System.Globalization;
using System.Net;
using System.Text;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>
/// Writes the matrix as HTML: one link a cell, by a string builder, since a component a cell would cost ten times the
/// time. Sub-techniques of a closed parent are not in it at all.
/// </summary>
internal sealed class MatrixGrid
{
    private readonly MatrixQuery query;
    private readonly StringBuilder html = new(96 * 1024);

    private readonly MatrixMeasure measure;

    private MatrixGrid(MatrixQuery query, MatrixMeasure measure) => (this.query, this.measure) = (query with { At = "" }, measure);

    /// <summary>The HTML of a selection in the layout of its query.</summary>
    public static string Write(MatrixSelection selection, MatrixQuery query, MatrixMeasure measure)
    {
        var grid = new MatrixGrid(query, measure);
        if (selection.Techniques.Count == 0) return "";
        if (query.Layout == MatrixLayout.List) MatrixTable.Write(grid.html, selection, measure);
        else grid.Columns(selection.Columns.Where(column => query.Tactic.Length == 0 || column.Families.Count > 0).ToList());
        return grid.html.ToString();
    }

    private void Columns(List<MatrixColumn> columns)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"matrix{(query.Layout == MatrixLayout.Mosaic ? " mosaic" : "")}\" id=\"matrix\" style=\"--tactics:{Math.Max(columns.Count, query.Tactic.Length > 0 ? 5 : 1)}\">");
        foreach (var column in columns) Column(column);
        html.Append("</div>");
    }

    private void Column(MatrixColumn column)
    {
        var tactic = query with { Tactic = query.Tactic.Length > 0 ? "" : column.Tactic.ShortName };
        html.Append("<section class=\"tactic\"><header><h2><a href=\"").Append(WebUtility.HtmlEncode(tactic.Url)).Append("\">").Append(WebUtility.HtmlEncode(column.Tactic.Title)).Append("</a></h2>");
        html.Append(CultureInfo.InvariantCulture, $"<span title=\"{measure.Covered(column.Covered, column.Total)}\">{column.Covered}/{column.Total}</span><div class=\"meter\"><i style=\"width:{Words.Width(column.Covered, column.Total)}\"></i></div></header>");
        if (query.Layout == MatrixLayout.Mosaic) html.Append("<div class=\"set\">");
        foreach (var family in column.Families)
        {
            if (query.Layout == MatrixLayout.Mosaic) Squares(family);
            else Family(family);
        }

        html.Append(query.Layout == MatrixLayout.Mosaic ? "</div></section>" : "</section>");
    }

    private void Family(MatrixFamily family)
    {
        if (family.HasSubtechniques) html.Append("<div class=\"fam\">");
        Cell(family.Head, IsClosed(family), family.Head.IsContext ? "ctx" : null);
        if (family.HasSubtechniques)
        {
            var id = family.Head.Entry.Id;
            html.Append("<a class=\"x\" href=\"").Append(WebUtility.HtmlEncode(query.Toggle(id).Url)).Append("\" id=\"x-").Append(id).Append(family.Head.Entry.Tactics.Count > 1 ? "" : null);
            html.Append(CultureInfo.InvariantCulture, $"\" aria-expanded=\"{(family.IsOpen ? "true" : "false")}\" aria-label=\"Sub-techniques of {WebUtility.HtmlEncode(family.Head.Entry.Technique.Title)}\"></a></div>");
        }

        foreach (var cell in family.Subtechniques) Cell(cell, false, "sub");
    }

    private static bool IsClosed(MatrixFamily family) => !family.IsOpen && family.HasSubtechniques && family.Head.Entry.Subtechniques.Count > 0;

    private void Cell(MatrixCell cell, bool isFamily, string? more)
    {
        html.Append("<a class=\"cell ").Append(more == "ctx" ? "ctx" : HeatScale.Class(query.Metric, HeatScale.Step(query.Metric, cell.Number)));
        if (more == "sub") html.Append(" sub");
        html.Append("\" href=\"/techniques/").Append(cell.Entry.Id).Append("\" title=\"");
        Title(cell, isFamily);
        html.Append("\"><span>").Append(SoftHyphens.Put(WebUtility.HtmlEncode(cell.Entry.Technique.Title))).Append("</span><b>");
        if (more != "ctx") html.Append(HeatScale.Shown(query.Metric, cell.Number));
        if (more != "ctx" && measure.Weights is { } weights && WeightMarks.Step(weights.Of(cell.Entry, isFamily)) is > 0 and var marks) html.Append("<i class=\"wt\">").Append('•', marks).Append("</i>");
        html.Append("</b>");
        if (more != "ctx" && measure.Parts(cell.Entry, isFamily) is { } parts && !double.IsNaN(cell.Number)) Split(parts);
        html.Append("</a>");
    }

    private void Squares(MatrixFamily family)
    {
        if (!family.Head.IsContext) Square(family.Head, false);
        foreach (var cell in family.Subtechniques) Square(cell, true);
    }

    private void Square(MatrixCell cell, bool sub)
    {
        html.Append("<a class=\"").Append(HeatScale.Class(query.Metric, HeatScale.Step(query.Metric, cell.Number))).Append(sub ? " sub" : "");
        if (measure.Weights is { } weights) html.Append(" w").Append(WeightMarks.Step(weights.Of(cell.Entry, false)));
        html.Append("\" href=\"/techniques/").Append(cell.Entry.Id).Append("\" title=\"");
        Title(cell, false);
        html.Append("\"></a>");
    }

    /// <summary>Detect, Prevent and Validate side by side, each as long as its score.</summary>
    private void Split(CellParts parts)
    {
        html.Append("<i class=\"split\">");
        foreach (var part in new[] { parts.Detect, parts.Prevent, parts.Validate }) html.Append(CultureInfo.InvariantCulture, $"<i style=\"--w:{(double.IsNaN(part) ? 0 : part):0}%\"></i>");
        html.Append("</i>");
    }

    private void Title(MatrixCell cell, bool isFamily)
    {
        html.Append(cell.Entry.Id).Append(' ').Append(WebUtility.HtmlEncode(cell.Entry.Technique.Title)).Append(": ").Append(measure.Says(cell, isFamily));
        if (measure.Weights is { } weights) html.Append(weights.Says(cell.Entry, isFamily));
    }
}
