using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Controls;

/// <summary>Every countermeasure.</summary>
public sealed partial class ControlsPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<DefensiveTechnique> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var facets = Facets();
        var query = ListQuery.Parse("/controls", new Uri(Navigation.Uri).Query, facets.Select(facet => facet.Name));
        var controls = Views.Current.Controls.OrderBy(control => control.Title, StringComparer.OrdinalIgnoreCase).ToList();
        (Rows, State) = Listing.Of(controls, query, control => $"{control.Title}\n{control.ExternalId}\n{control.ClassName}", facets);
    }

    private static Facet<DefensiveTechnique>[] Facets() =>
    [
        new("tactic", "Tactic", control => control.Tactics.Length > 0 ? control.Tactics : ["none"]),
        new("counters", "Counters", control => [control.Counters.Length > 0 ? "techniques directly" : "none directly"]),
        new("source", "Source", control => [control.Source]),
    ];
}
