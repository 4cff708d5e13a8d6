using Coverage.Catalog;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Tests;

/// <summary>A test, with the tactics of its technique, and whether a rule says that it fires it.</summary>
internal sealed record TestLine(AtomicTest Test, string[] Tactics, bool IsNamed);

/// <summary>The list of tests: what a query shows of it, on its page and as a file.</summary>
internal static class TestList
{
    private static readonly Facet<TestLine>[] Facets =
    [
        new("platform", "Platform", row => row.Test.Platforms),
        new("tactic", "Tactic", row => row.Tactics),
        new("executor", "Executor", row => [row.Test.Executor]),
        new("needs", "Needs", row => [row.Test.Elevated ? "elevation" : "no elevation"]),
        new("rule", "Rule", row => [row.IsNamed ? "named by a rule" : "named by none"]),
        new("source", "Source", row => [row.Test.Source]),
    ];

    private static readonly SortKey<TestLine>[] Sorts =
    [
        new("technique", row => row.Test.Technique),
        new("number", row => row.Test.Number),
        new("title", row => row.Test.Title),
        new("platforms", row => string.Join(", ", row.Test.Platforms)),
        new("executor", row => row.Test.Executor),
        new("needs", row => (row.Test.Elevated ? 1000 : 0) + row.Test.Dependencies),
    ];

    private static readonly RowFile<TestLine> File = new(
        new("source", row => row.Test.Source), new("guid", row => row.Test.ExternalId), new("technique", row => row.Test.Technique), new("number", row => CellFile.Number(row.Test.Number), IsNumber: true), new("title", row => row.Test.Title),
        new("platforms", row => Several(row.Test.Platforms)), new("executor", row => row.Test.Executor), new("elevated", row => YesNo(row.Test.Elevated)), new("prerequisites", row => CellFile.Number(row.Test.Dependencies), IsNumber: true),
        new("tactics", row => Several(row.Tactics)), new("named_by_rule", row => YesNo(row.IsNamed)), new("path", row => row.Test.Path), new("hash", row => row.Test.Hash));

    /// <summary>All of them.</summary>
    public static PerView<IReadOnlyList<TestLine>> Lines { get; } = new(view =>
    {
        var named = view.Pairs.Select(pair => pair.Test?.ExternalId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var tests = view.Tests.OrderBy(test => test.Technique, StringComparer.Ordinal).ThenBy(test => test.Number);
        return [.. tests.Select(test => new TestLine(test, [.. view.TacticsOf([test.Technique])], named.Contains(test.ExternalId)))];
    });

    /// <summary>Maps the list for programs.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/tests", File, context => Listing.All(Lines.Of(context.RequestServices.GetRequiredService<CoverageViews>().Current), Query(context.Query()), Text, Facets, Sorts).Rows);

    /// <summary>The page that the part of a URL from its question mark on asks for.</summary>
    public static (IReadOnlyList<TestLine> Rows, ListState State) Page(CoverageView view, string query) => Listing.Of(Lines.Of(view), Query(query), Text, Facets, Sorts);

    private static ListQuery Query(string query) => ListQuery.Parse("/tests", query, Facets.Select(facet => facet.Name), Sorts.Select(sort => sort.Name));

    private static string Text(TestLine row) => $"{row.Test.Title}\n{row.Test.ExternalId}\n{row.Test.Technique}";
}
