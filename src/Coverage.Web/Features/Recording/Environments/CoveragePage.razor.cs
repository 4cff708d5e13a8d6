using Coverage.Scoring;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>What an environment's Coverage is the mean of: each counted technique in scope, the least covered first.</summary>
public sealed partial class CoveragePage
{
    private static readonly Facet<CoverageRow>[] Facets = [new("reason", "Reason", row => [ScoreWords.Of(row.Reason)])];

    private EnvironmentLine? line;
    private IReadOnlyList<CoverageRow> rows = [];
    private double points;

    /// <summary>The environment's key.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private ListState State { get; set; } = null!;

    /// <summary>Its address.</summary>
    public static string Url(string key) => $"{RecordUrls.Environment(key)}/coverage";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var view = Views.Current;
        line = EnvironmentLine.Find(view, Key);
        if (line is null) return;
        var place = view.Table.Environments.ToList().IndexOf(Key);
        var sum = view.Table.ExplainIn(place);
        points = sum.Steps.Sum(step => step.Result);
        var all = sum.Steps.Select(step =>
        {
            var technique = view.Table.Input.TechniqueOf(step.Name);
            return new CoverageRow(step.Name, view.Catalogue.Find(step.Name)?.Technique.Title ?? "", step.Inputs[0].Value, step.Inputs[1].Value, view.Table.Reason(technique, place));
        }).OrderByDescending(row => row.Weight * (100 - row.Coverage)).ThenBy(row => row.Id, StringComparer.Ordinal).ToList();
        (rows, State) = Listing.Of(all, ListQuery.Parse(Url(Key), new Uri(Navigation.Uri).Query, Facets.Select(facet => facet.Name)), row => $"{row.Id}\n{row.Title}", Facets);
    }

    private sealed record CoverageRow(string Id, string Title, double Weight, double Coverage, GapReason Reason);
}
