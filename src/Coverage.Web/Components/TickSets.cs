using Coverage.Posture;
using Coverage.Views.Planning;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>What the sets of a what-if are made of: the engine knows no lists.</summary>
internal static class TickSets
{
    /// <summary>The rules or controls that a set's filter shows in their list; nothing without a filter.</summary>
    public static IReadOnlyList<ItemKey> Of(PostureView view, Tick set) => set.Kind == TickKind.ImplementSet ? ControlList.Set(view, set.First) : RuleList.Set(view, set.First, set.Environment);

    /// <summary>The filter of a list's query, for what supposes all that it shows.</summary>
    public static ListQuery Query(TickKind kind, string filter) => kind == TickKind.ImplementSet ? ControlList.Query(filter) : RuleList.Query(filter);
}
