using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Actors;

/// <summary>Every live group, piece of software and campaign.</summary>
public sealed partial class ActorsPage
{
    [Inject] private CoverageViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<ActorEntry> Rows { get; set; } = [];

    private ListState State { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => (Rows, State) = ActorList.Page(Views.Current, new Uri(Navigation.Uri).Query);
}
