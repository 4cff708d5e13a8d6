using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Tests;

/// <summary>Every test.</summary>
public sealed partial class TestsPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<AtomicTest> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var view = Views.Current;
        var facets = Facets(view);
        var query = ListQuery.Parse("/tests", new Uri(Navigation.Uri).Query, facets.Select(facet => facet.Name));
        var tests = view.Tests.OrderBy(test => test.Technique, StringComparer.Ordinal).ThenBy(test => test.Number).ToList();
        (Rows, State) = Listing.Of(tests, query, test => $"{test.Title}\n{test.ExternalId}\n{test.Technique}", facets);
    }

    private static Facet<AtomicTest>[] Facets(CoverageView view)
    {
        var paired = view.Pairs.Select(pair => pair.Test?.ExternalId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return
        [
            new("platform", "Platform", test => test.Platforms),
            new("tactic", "Tactic", test => view.TacticsOf([test.Technique])),
            new("executor", "Executor", test => [test.Executor]),
            new("needs", "Needs", test => [test.Elevated ? "elevation" : "no elevation"]),
            new("rule", "Rule", test => [paired.Contains(test.ExternalId) ? "named by a rule" : "named by none"]),
            new("source", "Source", test => [test.Source]),
        ];
    }
}
