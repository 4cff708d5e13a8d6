using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Tests;

/// <summary>Every test.</summary>
public sealed partial class TestsPage
{
    private static readonly PerView<IReadOnlyList<Row>> All = new(Make);

    private static readonly Facet<Row>[] Facets =
    [
        new("platform", "Platform", row => row.Test.Platforms),
        new("tactic", "Tactic", row => row.Tactics),
        new("executor", "Executor", row => [row.Test.Executor]),
        new("needs", "Needs", row => [row.Test.Elevated ? "elevation" : "no elevation"]),
        new("rule", "Rule", row => [row.IsNamed ? "named by a rule" : "named by none"]),
        new("source", "Source", row => [row.Test.Source]),
    ];

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<Row> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var query = ListQuery.Parse("/tests", new Uri(Navigation.Uri).Query, Facets.Select(facet => facet.Name));
        (Rows, State) = Listing.Of(All.Of(Views.Current), query, row => $"{row.Test.Title}\n{row.Test.ExternalId}\n{row.Test.Technique}", Facets);
    }

    private static IReadOnlyList<Row> Make(CoverageView view)
    {
        var named = view.Pairs.Select(pair => pair.Test?.ExternalId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var tests = view.Tests.OrderBy(test => test.Technique, StringComparer.Ordinal).ThenBy(test => test.Number);
        return [.. tests.Select(test => new Row(test, [.. view.TacticsOf([test.Technique])], named.Contains(test.ExternalId)))];
    }

    /// <summary>A test, with the tactics of its technique, and whether a rule says that it fires it.</summary>
    private sealed record Row(AtomicTest Test, string[] Tactics, bool IsNamed);
}
