using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>A control, and what environments say of it.</summary>
public sealed record ControlLine(DefensiveTechnique Control, StatedIn[] States);

/// <summary>The list of controls: what a query shows of it, to read and to record something of all of it.</summary>
internal static class ControlList
{
    private static readonly string[] Names = ["tactic", "counters", "source", StatesIn.State, StatesIn.Place];

    /// <summary>D3FEND's tactics in its own order.</summary>
    private static readonly string[] Tactics = ["Model", "Harden", "Detect", "Isolate", "Deceive", "Evict", "Restore"];

    private static readonly SortKey<ControlLine>[] Columns =
    [
        new("id", row => row.Control.ExternalId),
        new("title", row => row.Control.Title),
        new("tactic", row => row.Control.Tactics.Length > 0 && Array.IndexOf(Tactics, row.Control.Tactics[0]) is var place and >= 0 ? place : null),
        new("kind", row => row.Control.Parents.FirstOrDefault()),
        new("counters", row => row.Control.Counters.Length),
    ];

    private static readonly PerView<PostureView, IReadOnlyList<ControlLine>> Lines = new(Make);

    /// <summary>The query that the part of a URL from its question mark on says.</summary>
    public static ListQuery Query(string query) => ListQuery.Parse("/controls", query, Names, [.. Columns.Select(column => column.Name), "state"]);

    /// <summary>The page of a query.</summary>
    public static (IReadOnlyList<ControlLine> Rows, ListState State) Page(PostureView view, ListQuery query) => Listing.Of(Lines.Of(view), query, Text, Facets(view, query), Sorts(query));

    /// <summary>The controls of all pages of a query.</summary>
    public static IReadOnlyList<DefensiveTechnique> All(PostureView view, ListQuery query) => [.. Matching(view, query).Select(row => row.Control)];

    /// <summary>The same with what environments say of them.</summary>
    public static IReadOnlyList<ControlLine> Matching(PostureView view, ListQuery query) => Listing.All(Lines.Of(view), query, Text, Facets(view, query), Sorts(query)).Rows;

    /// <summary>What a filter (a query's address from its question mark on) shows; nothing without a filter.</summary>
    public static IReadOnlyList<ItemKey> Set(PostureView view, string filter)
    {
        var query = Query(filter);
        return query.IsFiltered ? [.. Matching(view, query).Select(row => new ItemKey(row.Control.Source, row.Control.ExternalId))] : [];
    }

    private static List<ControlLine> Make(PostureView view)
    {
        var states = StatesIn.OfControls(view);
        return [.. view.Catalogue.Controls.OrderBy(control => control.Title, StringComparer.OrdinalIgnoreCase).Select(control => new ControlLine(control, states.GetValueOrDefault(new ItemKey("", control.ExternalId.ToUpperInvariant()), [])))];
    }

    private static Facet<ControlLine>[] Facets(PostureView view, ListQuery query) =>
    [
        .. StatesIn.Facets<ControlLine>(view, query, row => row.States),
        new("tactic", "Tactic", row => row.Control.Tactics.Length > 0 ? row.Control.Tactics : ["none"]),
        new("counters", "Counters", row => [row.Control.Counters.Length > 0 ? "techniques directly" : "none directly"]),
        new("source", "Source", row => [row.Control.Source]),
    ];

    private static SortKey<ControlLine>[] Sorts(ListQuery query) => [.. Columns, new("state", row => StatesIn.Far(query, row.States))];

    private static string Text(ControlLine row) => $"{row.Control.Title}\n{row.Control.ExternalId}\n{row.Control.ClassName}";
}
