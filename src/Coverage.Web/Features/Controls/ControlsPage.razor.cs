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
    protected override void OnInitialized() => (Rows, State) = ControlList.Page(Views.Current, ControlList.Query(new Uri(Navigation.Uri).Query));
}
