using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>A rule, with the tactics of the techniques that it names, and what environments say of it.</summary>
public sealed record RuleLine(DetectionRule Rule, string[] Tactics, StatedIn[] States)
{
    /// <summary>Whether it is gone upstream, and still recorded.</summary>
    public bool IsGone { get; init; }
}

/// <summary>
/// The list of rules: what a query shows of it, to read and to record something of all of it. Own rules come first, then the
/// catalogue's, then those that are gone upstream and still recorded.
/// </summary>
internal static class RuleList
{
    private static readonly string[] Names = ["level", "status", "product", "category", "tactic", "counts", "names", "source", StatesIn.State, StatesIn.Place];

    /// <summary>Sigma's statuses, from what is proven to what is no longer of use.</summary>
    private static readonly string[] Statuses = ["stable", "test", "experimental", "deprecated", "unsupported"];

    private static readonly SortKey<RuleLine>[] Columns =
    [
        new("title", row => row.Rule.Title),
        new("level", row => RuleLevels.Gravity(row.Rule.Level)),
        new("status", row => Array.IndexOf(Statuses, row.Rule.Status) is var place and >= 0 ? place : null),
        new("log", row => row.Rule.LogSource),
        new("technique", row => row.Rule.Techniques.FirstOrDefault()),
        new("modified", row => row.Rule.Modified.Length > 0 ? row.Rule.Modified : row.Rule.Date),
    ];

    /// <summary>Sorting four thousand titles once for a catalogue is enough: the posture changes more often.</summary>
    private static readonly PerView<IReadOnlyList<RuleLine>> Published = new(view =>
    [
        .. view.Rules.OrderByDescending(rule => rule.Counted).ThenBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase).Select(rule => new RuleLine(rule, [.. view.TacticsOf(rule.Techniques)], [])),
    ]);

    private static readonly PerView<PostureView, IReadOnlyList<RuleLine>> Lines = new(Make);

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse("/rules", query, Names, [.. Columns.Select(column => column.Name), "state"]);

    /// <summary>The page of a query.</summary>
    public static (IReadOnlyList<RuleLine> Rows, ListState State) Page(PostureView view, ListQuery query) => Listing.Of(Lines.Of(view), query, Text, Facets(view, query), Sorts(query));

    /// <summary>The rules of all pages of a query.</summary>
    public static IReadOnlyList<DetectionRule> All(PostureView view, ListQuery query) => [.. Matching(view, query).Select(row => row.Rule)];

    /// <summary>The same with what environments say of them.</summary>
    public static IReadOnlyList<RuleLine> Matching(PostureView view, ListQuery query) => Listing.All(Lines.Of(view), query, Text, Facets(view, query), Sorts(query)).Rows;

    /// <summary>What a filter (a query's address from its question mark on) shows that could be deployed in an environment; nothing without a filter.</summary>
    public static IReadOnlyList<ItemKey> Set(PostureView view, string filter, string environment)
    {
        var query = Query(filter);
        return query.IsFiltered ? [.. Matching(view, query).Where(row => row.Rule.Counted && !row.IsGone).Select(row => KeyOf(row.Rule)).Except(TakenOut(view, query, environment))] : [];
    }

    /// <summary>The rules of a query that stay as they are when all of it is deployed in an environment: disabled there, so somebody took them out. None where the query asks for just those.</summary>
    public static IReadOnlySet<ItemKey> TakenOut(PostureView view, ListQuery query, string environment) =>
        query.Facet(StatesIn.State) != "disabled" && view.Posture.Environments.GetValueOrDefault(environment) is { } place
            ? Matching(view, query).Select(row => KeyOf(row.Rule)).Where(rule => place.Deployments.GetValueOrDefault(rule)?.State == DeploymentState.Disabled).ToHashSet()
            : new HashSet<ItemKey>();

    /// <summary>Every rule that can be listed.</summary>
    public static IEnumerable<DetectionRule> All(PostureView view) => Lines.Of(view).Select(row => row.Rule);

    private static List<RuleLine> Make(PostureView view)
    {
        var states = StatesIn.OfRules(view);
        var gone = view.Table.Input.KnownRules.Where(rule => !view.IsPublished(KeyOf(rule))).OrderBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. view.OwnRules.Select(rule => new RuleLine(rule, [.. view.Catalogue.TacticsOf(rule.Techniques)], states.GetValueOrDefault(KeyOf(rule), []))),
            .. Published.Of(view.Catalogue).Select(line => states.TryGetValue(KeyOf(line.Rule), out var said) ? line with { States = said } : line),
            .. gone.Select(rule => new RuleLine(rule, [.. view.Catalogue.TacticsOf(rule.Techniques)], states.GetValueOrDefault(KeyOf(rule), [])) { IsGone = true }),
        ];
    }

    private static Facet<RuleLine>[] Facets(PostureView view, ListQuery query) =>
    [
        .. StatesIn.Facets<RuleLine>(view, query, row => row.States),
        new("level", "Level", row => [Stated(row.Rule.Level)]),
        new("status", "Status", row => [Stated(row.Rule.Status)]),
        new("product", "Product", row => [Stated(row.Rule.Product)]),
        new("category", "Category", row => row.Rule.Category.Length > 0 ? [row.Rule.Category] : []),
        new("tactic", "Tactic", row => row.Tactics),
        new("counts", "Counts", row => [row.Rule.Counted ? "counted" : "listed only"]),
        new("names", "Names", row => [row.Rule.Techniques.Length > 0 ? "a technique" : "no technique"]),
        new("source", "Source", row => [row.Rule.Source]),
    ];

    private static SortKey<RuleLine>[] Sorts(ListQuery query) => [.. Columns, new("state", row => StatesIn.Far(query, row.States))];

    private static ItemKey KeyOf(DetectionRule rule) => new(rule.Source, rule.ExternalId);

    private static string Text(RuleLine row) => $"{row.Rule.Title}\n{row.Rule.ExternalId}\n{row.Rule.Path}\n{row.Rule.Author}\n{string.Join(' ', row.Rule.Techniques)}";

    private static string Stated(string value) => value.Length > 0 ? value : "none stated";
}
