using Coverage.Scoring;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>A technique with what it puts into an environment's Coverage.</summary>
internal sealed record CoverageLine(string Id, string Title, double Weight, double Coverage, GapReason Reason);

/// <summary>What an environment's Coverage is the mean of: each counted technique in scope, the least covered first.</summary>
/// <param name="Line">The environment.</param>
/// <param name="Techniques">The techniques.</param>
/// <param name="Points">The sum of weight x Coverage.</param>
internal sealed record CoverageList(EnvironmentLine Line, IReadOnlyList<CoverageLine> Techniques, double Points)
{
    private static readonly Facet<CoverageLine>[] Facets = [new("reason", "Reason", row => [ScoreWords.Of(row.Reason)])];

    /// <summary>Of an environment; null if there is none of that key.</summary>
    public static CoverageList? Of(PostureView view, string key)
    {
        if (EnvironmentLine.Find(view, key) is not { } line) return null;
        var place = view.Table.Environments.ToList().IndexOf(key);
        var sum = view.Table.ExplainIn(place);
        var all = sum.Steps.Select(step =>
        {
            var technique = view.Table.Input.TechniqueOf(step.Name);
            return new CoverageLine(step.Name, view.Catalogue.Find(step.Name)?.Technique.Title ?? "", step.Inputs[0].Value, step.Inputs[1].Value, view.Table.Reason(technique, place));
        }).OrderByDescending(row => row.Weight * (100 - row.Coverage)).ThenBy(row => row.Id, StringComparer.Ordinal);
        return new CoverageList(line, [.. all], sum.Steps.Sum(step => step.Result));
    }

    /// <summary>The page that the part of a URL from its question mark on asks for.</summary>
    public (IReadOnlyList<CoverageLine> Rows, ListState State) Page(string query) => Listing.Of(Techniques, Query(query), Text, Facets);

    /// <summary>The same of all pages.</summary>
    public IReadOnlyList<CoverageLine> All(string query) => Listing.All(Techniques, Query(query), Text, Facets).Rows;

    private static string Text(CoverageLine row) => $"{row.Id}\n{row.Title}";

    private ListQuery Query(string query) => ListQuery.Parse(CoveragePage.Url(Line.Environment.Key), query, Facets.Select(facet => facet.Name));
}
