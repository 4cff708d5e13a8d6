using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Actors;

/// <summary>The list of groups, software and campaigns: what a query shows of it, on its page and as a file.</summary>
internal static class ActorList
{
    private static readonly Facet<ActorEntry>[] Facets =
    [
        new("kind", "Kind", actor => [actor.Kind]),
        new("matrix", "Matrix", actor => actor.Versions.Select(version => version.Domain.Name())),
        new("platform", "Platform", actor => actor.First.Platforms),
    ];

    private static readonly SortKey<ActorEntry>[] Sorts =
    [
        new("id", actor => actor.First.ExternalId),
        new("title", actor => actor.First.Title),
        new("kind", actor => actor.Kind),
        new("matrix", actor => string.Join(", ", actor.Versions.Select(version => version.Domain.Name()))),
        new("uses", actor => actor.Versions.SelectMany(version => version.Uses).Distinct().Count()),
    ];

    private static readonly RowFile<ActorEntry> File = new(
        new("id", actor => actor.First.ExternalId), new("title", actor => actor.First.Title), new("kind", actor => actor.Kind), new("aliases", actor => Several(actor.First.Aliases)), new("matrices", actor => Several(actor.Versions.Select(version => version.Domain.Name()))),
        new("platforms", actor => Several(actor.First.Platforms)), new("uses", actor => CellFile.Number(actor.Uses.Count), IsNumber: true), new("techniques", actor => Several(actor.Uses)));

    /// <summary>Maps the list for programs.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/groups", File, context => Listing.All(ActorEntry.Live.Of(context.RequestServices.GetRequiredService<CoverageViews>().Current), Query(context.Query()), Text, Facets, Sorts).Rows);

    /// <summary>The page that the part of a URL from its question mark on asks for.</summary>
    public static (IReadOnlyList<ActorEntry> Rows, ListState State) Page(CoverageView view, string query) => Listing.Of(ActorEntry.Live.Of(view), Query(query), Text, Facets, Sorts);

    private static ListQuery Query(string query) => ListQuery.Parse("/groups", query, Facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));

    private static string Text(ActorEntry actor) => $"{actor.First.Title}\n{actor.First.ExternalId}\n{string.Join('\n', actor.First.Aliases)}";
}
