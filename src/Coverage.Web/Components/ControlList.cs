using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>The list of controls: what a query shows of it, to read and to record something of all of it.</summary>
internal static class ControlList
{
    private static readonly PerView<IReadOnlyList<DefensiveTechnique>> Lines = new(view => [.. view.Controls.OrderBy(control => control.Title, StringComparer.OrdinalIgnoreCase)]);

    private static readonly Facet<DefensiveTechnique>[] Facets =
    [
        new("tactic", "Tactic", control => control.Tactics.Length > 0 ? control.Tactics : ["none"]),
        new("counters", "Counters", control => [control.Counters.Length > 0 ? "techniques directly" : "none directly"]),
        new("source", "Source", control => [control.Source]),
    ];

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse("/controls", query, Facets.Select(facet => facet.Name));

    /// <summary>The page of a query.</summary>
    public static (IReadOnlyList<DefensiveTechnique> Rows, ListState State) Page(CoverageView view, ListQuery query) => Listing.Of(Lines.Of(view), query, Text, Facets);

    /// <summary>The controls of all pages of a query.</summary>
    public static IReadOnlyList<DefensiveTechnique> All(CoverageView view, ListQuery query) => Listing.All(Lines.Of(view), query, Text, Facets).Rows;

    private static string Text(DefensiveTechnique control) => $"{control.Title}\n{control.ExternalId}\n{control.ClassName}";
}
