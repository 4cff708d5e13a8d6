using Coverage.Posture;
using Coverage.Views.Planning;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>What the sets of a what-if are made of: the engine knows no lists.</summary>
internal static class TickSets
{
    /// <summary>The rules or controls that a filter of their list shows; nothing without a filter.</summary>
    public static IReadOnlyList<ItemKey> Of(PostureView view, TickKind kind, string filter) => kind == TickKind.ImplementSet ? ControlList.Set(view, filter) : RuleList.Set(view, filter);

    /// <summary>The filter of a list's query, for what supposes all that it shows.</summary>
    public static ListQuery Query(TickKind kind, string filter) => kind == TickKind.ImplementSet ? ControlList.Query(filter) : RuleList.Query(filter);
}
