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

    private static readonly string[] Header = ["environment", "technique", "test", "guid", "time", "host", "outcome", "fresh_until", "by", "note"];

    private static readonly string[] AgainHeader = ["rule", "rule_key", "cause", "changed"];

    private static readonly Facet<ResultRow>[] Facets =
    [
        new("env", "Environment", row => [row.Environment.Key]),
        new("outcome", "Outcome", row => [OutcomeWords.Of(row.Result)]),
        new("host", "Host", row => [row.Result.Host]),
        new("test", "Test", row => [row.Result.Test.Id]),
    ];

    /// <summary>Which list a query is about.</summary>
    public static string NameOf(ListQuery query) => query.Facet("list") is var list && (list is "history" or "expiring" or "again") ? list : "pending";

    /// <summary>The rows of the query's page.</summary>
    public static (IReadOnlyList<ResultRow> Rows, ListState State) Of(PostureView view, RetestQueue queue, ListQuery query) =>
        Listing.Of(All(view, queue, NameOf(query)), query, row => $"{row.Title}\n{row.Result.Test.Id}\n{row.Test?.Technique}\n{row.Result.Host}\n{(row.Again is { } again ? view.TitleOf(again.Rule) : "")}", Facets);

    /// <summary>All rows of a list.</summary>
    public static List<ResultRow> All(PostureView view, RetestQueue queue, string list) => list switch
    {
        "again" => ResultRows.Again(view, queue),
        "history" => ResultRows.History(view),
        "expiring" => ResultRows.Expiring(view),
        _ => ResultRows.Pending(view),
    };

    /// <summary>Writes what a query lists, on all its pages, as CSV.</summary>
    public static void WriteCsv(TextWriter writer, PostureView view, RetestQueue queue, ListQuery query)
    {
        var pages = Of(view, queue, query).State.Pages;
        var rows = Enumerable.Range(1, pages).SelectMany(page => Of(view, queue, query with { Page = page }).Rows);
        if (NameOf(query) == "again") CsvFile.Write(writer, [.. Header, .. AgainHeader], rows.Select(row => Cells(row).Concat(Cells(view, row.Again!))));
        else CsvFile.Write(writer, Header, rows.Select(Cells));
    }

    private static IEnumerable<string> Cells(PostureView view, Retest again) => [view.TitleOf(again.Rule), again.Rule.ToString(), RetestWords.Of(again.Cause), again.ChangedAt is { } at ? Dates.Iso(at) : ""];

    private static IEnumerable<string> Cells(ResultRow row) =>
    [
        row.Environment.Key, row.Test?.Technique ?? "", row.Title, row.Result.Test.Id, Dates.Iso(row.Result.Time), row.Result.Host, OutcomeWords.Of(row.Result),
        row.FreshUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", row.Result.By, row.Result.Note,
    ];
}
