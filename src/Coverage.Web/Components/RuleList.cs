using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Components;

/// <summary>A rule, with the tactics of the techniques that it names.</summary>
public sealed record RuleLine(DetectionRule Rule, string[] Tactics);

/// <summary>The list of rules: what a query shows of it, to read and to record something of all of it.</summary>
internal static class RuleList
{
    private static readonly PerView<IReadOnlyList<RuleLine>> Lines = new(view =>
    [
        .. view.Rules.OrderByDescending(rule => rule.Counted).ThenBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase).Select(rule => new RuleLine(rule, [.. view.TacticsOf(rule.Techniques)])),
    ]);

    private static readonly Facet<RuleLine>[] Facets =
    [
        new("level", "Level", row => [Stated(row.Rule.Level)]),
        new("status", "Status", row => [Stated(row.Rule.Status)]),
        new("product", "Product", row => [Stated(row.Rule.Product)]),
        new("category", "Category", row => row.Rule.Category.Length > 0 ? [row.Rule.Category] : []),
        new("tactic", "Tactic", row => row.Tactics),
        new("counts", "Counts", row => [row.Rule.Counted ? "counted" : "listed only"]),
        new("names", "Names", row => [row.Rule.Techniques.Length > 0 ? "a technique" : "no technique"]),
        new("source", "Source", row => [row.Rule.Source]),
    ];

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse("/rules", query, Facets.Select(facet => facet.Name));

    /// <summary>The page of a query.</summary>
    public static (IReadOnlyList<RuleLine> Rows, ListState State) Page(CoverageView view, ListQuery query) => Listing.Of(Lines.Of(view), query, Text, Facets);

    /// <summary>The rules of all pages of a query.</summary>
    public static IReadOnlyList<DetectionRule> All(CoverageView view, ListQuery query) => [.. Listing.All(Lines.Of(view), query, Text, Facets).Rows.Select(row => row.Rule)];

    private static string Text(RuleLine row) => $"{row.Rule.Title}\n{row.Rule.ExternalId}\n{row.Rule.Path}\n{row.Rule.Author}\n{string.Join(' ', row.Rule.Techniques)}";

    private static string Stated(string value) => value.Length > 0 ? value : "none stated";
}
