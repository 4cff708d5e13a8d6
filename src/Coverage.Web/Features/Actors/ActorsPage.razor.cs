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
    protected override void OnInitialized()
    {
        var facets = Facets();
        var query = ListQuery.Parse("/groups", new Uri(Navigation.Uri).Query, facets.Select(facet => facet.Name));
        var actors = ActorEntry.Live.Of(Views.Current);
        (Rows, State) = Listing.Of(actors, query, actor => $"{actor.First.Title}\n{actor.First.ExternalId}\n{string.Join('\n', actor.First.Aliases)}", facets);
    }

    private static Facet<ActorEntry>[] Facets() =>
    [
        new("kind", "Kind", actor => [actor.Kind]),
        new("matrix", "Matrix", actor => actor.Versions.Select(version => version.Domain.Name())),
        new("platform", "Platform", actor => actor.First.Platforms),
    ];
}
