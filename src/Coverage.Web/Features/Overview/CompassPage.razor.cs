using System.Globalization;
using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>Techniques with their ratings by the Compass, each with its arithmetic.</summary>
public sealed partial class CompassPage
{
    private static readonly string[] Heat = ["h0", "h2", "h4", "h6"];

    private static readonly PerView<IReadOnlyList<Row>> All = new(view => [.. view.Domains.SelectMany(domain => CompassTable.Rows(domain).Select(row => new Row(row, domain.Domain)))]);

    private static readonly Facet<Row>[] Facets =
    [
        new("domain", "Matrix", row => [row.Domain.Name()]),
        new("tactic", "Tactic", row => row.Compass.Technique.Tactics.Select(tactic => tactic.Title)),
        .. CompassMeasure.All.Select(measure => new Facet<Row>(measure.Word, measure.Title, row => [Level(measure.Rating(row.Compass))])),
    ];

    private static readonly SortKey<Row>[] Sorts =
    [
        new("technique", row => row.Compass.Technique.Id),
        new("tactic", row => row.Compass.Technique.Tactics.Select(tactic => tactic.Title).FirstOrDefault()),
        .. CompassMeasure.All.Select(measure => new SortKey<Row>(measure.Word, row => measure.Rating(row.Compass))),
    ];

    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<Row> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var query = ListQuery.Parse("/compass", new Uri(Navigation.Uri).Query, Facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));
        (Rows, State) = Listing.Of(All.Of(Views.Current), query, row => $"{row.Compass.Technique.Id}\n{row.Compass.Technique.Technique.Title}", Facets, Sorts);
    }

    /// <summary>The address of the list of a number.</summary>
    internal static string Url(DomainView domain, Tactic? tactic = null, CompassMeasure? measure = null, int level = 0)
    {
        var facets = new Dictionary<string, string>(StringComparer.Ordinal) { ["domain"] = domain.Domain.Name() };
        if (tactic is not null) facets["tactic"] = tactic.Title;
        if (measure is not null) facets[measure.Word] = Level(level);
        return new ListQuery("/compass", "", facets, 1).Url;
    }

    private static string Level(int level) => level.ToString(CultureInfo.InvariantCulture);

    /// <summary>A technique's ratings, in its matrix.</summary>
    private sealed record Row(CompassRow Compass, AttackDomain Domain);
}
