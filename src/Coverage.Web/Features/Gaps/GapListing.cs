using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Gaps;

/// <summary>The gaps that a URL asks for; the page and its exports show the same.</summary>
/// <param name="List">All gaps, of the environment that is chosen if one is.</param>
/// <param name="Query">The URL.</param>
internal sealed record GapListing(GapList List, ListQuery Query)
{
    /// <summary>The page's path.</summary>
    public const string Path = "/gaps";

    private const string Nobody = "nobody";

    private static readonly string[] Names = ["environment", "reason", "tactic", "platform", "group", "owner", "matrix"];

    private static readonly SortKey<Gap>[] Sorts =
    [
        new("gap", gap => gap.Points),
        new("technique", gap => gap.Technique.Id),
        new("reason", gap => gap.Reason),
        new("coverage", gap => gap.Score.Coverage),
        new("weight", gap => gap.Score.Weight),
        new("next", gap => gap.Next.Text),
        new("owner", gap => gap.Assignment?.Owner),
        new("due", gap => gap.Assignment?.Due),
    ];

    private IReadOnlyList<Facet<Gap>> Facets =>
    [
        new("environment", "Environment", gap => List.Environment is { } one ? [one] : gap.Places.Select(place => place.Environment)),
        new("reason", "Reason", gap => [gap.Reason.Words()]),
        new("tactic", "Tactic", gap => gap.Technique.Tactics.Select(tactic => tactic.Title).Distinct()),
        new("platform", "Platform", gap => gap.Technique.Technique.Platforms),
        new("group", "Group", gap => gap.Technique.Groups.Select(group => group.Title)),
        new("owner", "Owner", gap => [gap.Assignment?.Owner ?? Nobody]),
        new("matrix", "Matrix", gap => [gap.Technique.Technique.Domain.Name()]),
    ];

    /// <summary>The rows of the page, and the state around them.</summary>
    public (IReadOnlyList<Gap> Rows, ListState State) Page => Listing.Of(List.Gaps, Query, Text, Facets, Sorts);

    /// <summary>The rows of all pages.</summary>
    public IReadOnlyList<Gap> All => Listing.All(List.Gaps, Query, Text, Facets, Sorts).Rows;

    /// <summary>Reads the part of a URL from its question mark on; an unknown environment is none, and words may be written as on the command line: <c>not-deployed</c>.</summary>
    public static GapListing Parse(PostureView view, string query)
    {
        var parsed = ListQuery.Parse(Path, query, Names, Sorts.Select(sort => sort.Name));
        if (!view.Posture.Environments.ContainsKey(parsed.Facet("environment"))) parsed = parsed with { Facets = parsed.Facets.Where(pair => pair.Key != "environment").ToDictionary() };
        if (GapWords.Parse(parsed.Facet("reason")) is { } reason) parsed = parsed.Of("reason", reason.Words());
        if (view.Catalogue.TacticNamed(parsed.Facet("tactic")) is { } tactic) parsed = parsed.Of("tactic", tactic.Title);
        return new GapListing(GapList.Of(view, parsed.Facet("environment") is { Length: > 0 } environment ? environment : null), parsed);
    }

    private static string Text(Gap gap) => $"{gap.Technique.Id}\n{gap.Technique.Technique.Title}\n{gap.Next.Text}\n{gap.Assignment?.Owner}";
}
