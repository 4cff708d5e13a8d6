using System.Globalization;
using Coverage.Exchange;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Results;

/// <summary>What the page and its export list, as the URL says.</summary>
internal static class ResultLists
{
    /// <summary>The parameters of the URL.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["list", "env", "outcome", "host", "test"];

    private static readonly Column<ResultRow>[] Columns =
    [
        new("environment", row => row.Environment.Key), new("technique", row => row.Test?.Technique ?? ""), new("test", row => row.Title), new("guid", row => row.Result.Test.Id), new("time", row => Dates.Iso(row.Result.Time)),
        new("host", row => row.Result.Host), new("outcome", row => OutcomeWords.Of(row.Result)), new("fresh_until", row => row.FreshUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        new("by", row => row.Result.By), new("note", row => row.Result.Note),
    ];

    private static readonly Facet<ResultRow>[] Facets =
    [
        new("env", "Environment", row => [row.Environment.Key]),
        new("outcome", "Outcome", row => [OutcomeWords.Of(row.Result)]),
        new("host", "Host", row => [row.Result.Host]),
        new("test", "Test", row => [row.Result.Test.Id]),
    ];

    private static readonly SortKey<ResultRow>[] Sorts =
    [
        new("technique", row => row.Test?.Technique),
        new("title", row => row.Title),
        new("time", row => row.Result.Time),
        new("host", row => row.Result.Host),
        new("environment", row => row.Environment.Name),
        new("outcome", row => OutcomeWords.Place(row.Result)),
        new("fresh", row => row.FreshUntil),
        new("changed", row => row.Again?.ChangedAt),
    ];

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse("/results", query, Parameters, Sorts.Select(sort => sort.Name));

    /// <summary>Which list a query is about.</summary>
    public static string NameOf(ListQuery query) => query.Facet("list") is var list && (list is "history" or "expiring" or "again") ? list : "pending";

    /// <summary>The rows of the query's page.</summary>
    public static (IReadOnlyList<ResultRow> Rows, ListState State) Of(PostureView view, RetestQueue queue, ListQuery query) =>
        Listing.Of(All(view, queue, NameOf(query)), query, row => Text(view, row), Facets, Sorts);

    /// <summary>All rows of a list.</summary>
    public static List<ResultRow> All(PostureView view, RetestQueue queue, string list) => list switch
    {
        "again" => ResultRows.Again(view, queue),
        "history" => ResultRows.History(view),
        "expiring" => ResultRows.Expiring(view),
        _ => ResultRows.Pending(view),
    };

    /// <summary>What the part of a URL from its question mark on lists, on all its pages, and its columns as a file.</summary>
    public static (IReadOnlyList<ResultRow> Rows, RowFile<ResultRow> File) File(PostureView view, RetestQueue queue, string query)
    {
        var parsed = Query(query);
        Column<ResultRow>[] again = NameOf(parsed) != "again" ? [] :
        [
            new("rule", row => view.TitleOf(row.Again!.Rule)), new("rule_key", row => row.Again!.Rule.ToString()), new("cause", row => RetestWords.Of(row.Again!.Cause)), new("changed", row => row.Again!.ChangedAt is { } at ? Dates.Iso(at) : ""),
        ];
        return (Listing.All(All(view, queue, NameOf(parsed)), parsed, row => Text(view, row), Facets, Sorts).Rows, new RowFile<ResultRow>([.. Columns, .. again]));
    }

    private static string Text(PostureView view, ResultRow row) => $"{row.Title}\n{row.Result.Test.Id}\n{row.Test?.Technique}\n{row.Result.Host}\n{(row.Again is { } again ? view.TitleOf(again.Rule) : "")}";
}
