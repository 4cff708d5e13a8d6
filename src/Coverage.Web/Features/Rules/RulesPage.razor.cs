using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Rules;

/// <summary>Every rule, correlation and filter.</summary>
public sealed partial class RulesPage
{
    private static readonly PerView<IReadOnlyList<Row>> All = new(view =>
    [
        .. view.Rules.OrderByDescending(rule => rule.Counted).ThenBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase).Select(rule => new Row(rule, [.. view.TacticsOf(rule.Techniques)])),
    ]);

    private static readonly Facet<Row>[] Facets =
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

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<Row> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var query = ListQuery.Parse("/rules", new Uri(Navigation.Uri).Query, Facets.Select(facet => facet.Name));
        (Rows, State) = Listing.Of(All.Of(Views.Current), query, row => $"{row.Rule.Title}\n{row.Rule.ExternalId}\n{row.Rule.Path}\n{row.Rule.Author}\n{string.Join(' ', row.Rule.Techniques)}", Facets);
    }

    private static string Stated(string value) => value.Length > 0 ? value : "none stated";

    /// <summary>A rule, with the tactics of the techniques that it names.</summary>
    private sealed record Row(DetectionRule Rule, string[] Tactics);
}
