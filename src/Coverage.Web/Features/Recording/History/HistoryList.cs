using Coverage.Views.History;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Recording.History;

/// <summary>The steps as a list: what a page of it and its exports show.</summary>
internal static class HistoryList
{
    private static readonly Facet<HistoryStep>[] Facets =
    [
        new("who", "Person", step => [step.Who]),
        new("env", "Environment", step => step.Environments.Count > 0 ? step.Environments : ["none"]),
        new("kind", "Steps", step => [step.UndoneBy is not null ? "taken back" : step.Undoes is not null ? "taking back" : "in force"]),
    ];

    private static readonly SortKey<HistoryStep>[] Sorts =
    [
        new("title", step => step.Title),
        new("time", step => step.At),
        new("who", step => step.Who),
        new("environment", step => string.Join(", ", step.Environments)),
        new("entries", step => step.Entries),
    ];

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse(RecordUrls.History, query, Facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));

    /// <summary>The page of a query.</summary>
    public static (IReadOnlyList<HistoryStep> Rows, ListState State) Page(PostureHistory history, ListQuery query) => Listing.Of(history.Steps(), query, Text, Facets, Sorts);

    /// <summary>All that a query lists.</summary>
    public static IReadOnlyList<HistoryStep> All(PostureHistory history, ListQuery query) => Listing.All(history.Steps(), query, Text, Facets, Sorts).Rows;

    private static string Text(HistoryStep step) => $"{step.Title}\n{step.Reason}\n{step.Who}";
}
