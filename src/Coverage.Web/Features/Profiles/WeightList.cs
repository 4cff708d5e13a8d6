using Coverage.Views.Profiles;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Profiles;

/// <summary>What weighs how much in a profile: what a query shows of it, on its page and as a file.</summary>
internal static class WeightList
{
    private static readonly Facet<WeightOf>[] Facets =
    [
        new("tactic", "Tactic", row => row.Technique.Tactics.Select(tactic => tactic.Title).Distinct()),
        new("actor", "Actor", row => row.Actors.Select(actor => actor.Title).Distinct()),
    ];

    private static readonly SortKey<WeightOf>[] Sorts =
    [
        new("weight", row => row.Weight),
        new("technique", row => row.Technique.Id),
        new("name", row => row.Technique.Technique.Title),
        new("coverage", row => row.Score.Stands ? row.Score.Coverage : null),
        new("gap", row => row.Score.Stands ? row.Score.Gap : null),
        new("reason", row => row.Score.Stands ? row.Score.Reason : null),
    ];

    /// <summary>The page that the part of a URL from its question mark on asks for.</summary>
    public static (IReadOnlyList<WeightOf> Rows, ListState State) Page(ProfileView profile, string query) => Listing.Of(profile.Weights, Query(profile, query), Text, Facets, Sorts);

    /// <summary>The same of all pages.</summary>
    public static IReadOnlyList<WeightOf> All(ProfileView profile, string query) => Listing.All(profile.Weights, Query(profile, query), Text, Facets, Sorts).Rows;

    private static ListQuery Query(ProfileView profile, string query) => ListQuery.Parse(ProfileUrls.Page(profile.Profile.Key), query, Facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));

    private static string Text(WeightOf row) => $"{row.Technique.Id}\n{row.Technique.Technique.Title}\n{string.Join('\n', row.Actors.Select(actor => actor.Title))}";
}
