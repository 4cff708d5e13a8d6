using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Rules;

/// <summary>Every rule, correlation and filter.</summary>
public sealed partial class RulesPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<DetectionRule> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var view = Views.Current;
        var facets = Facets(view);
        var query = ListQuery.Parse("/rules", new Uri(Navigation.Uri).Query, facets.Select(facet => facet.Name));
        var rules = view.Rules.OrderByDescending(rule => rule.Counted).ThenBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase).ToList();
        (Rows, State) = Listing.Of(rules, query, rule => $"{rule.Title}\n{rule.ExternalId}\n{rule.Path}\n{rule.Author}\n{string.Join(' ', rule.Techniques)}", facets);
    }

    private static Facet<DetectionRule>[] Facets(CoverageView view) =>
    [
        new("level", "Level", rule => [rule.Level.Length > 0 ? rule.Level : "none stated"]),
        new("status", "Status", rule => [rule.Status.Length > 0 ? rule.Status : "none stated"]),
        new("product", "Product", rule => [rule.Product.Length > 0 ? rule.Product : "none stated"]),
        new("category", "Category", rule => rule.Category.Length > 0 ? [rule.Category] : []),
        new("tactic", "Tactic", rule => view.TacticsOf(rule.Techniques)),
        new("counts", "Counts", rule => [rule.Counted ? "counted" : "listed only"]),
        new("names", "Names", rule => [rule.Techniques.Length > 0 ? "a technique" : "no technique"]),
        new("source", "Source", rule => [rule.Source]),
    ];
}
