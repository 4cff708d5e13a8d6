using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.History;

/// <summary>What a step did to one entry, in words.</summary>
/// <param name="Kind">What the entry is: <c>deployment</c>.</param>
/// <param name="Subject">What it is about: a rule's title, a log source.</param>
/// <param name="Environment">Its environment's name; empty for what is of none.</param>
/// <param name="Before">What was recorded; empty for nothing.</param>
/// <param name="After">What is recorded since; empty for nothing.</param>
public sealed record EntryLine(string Kind, string Subject, string Environment, string Before, string After)
{
    /// <summary>The kind of the item that it is about, if it is about one.</summary>
    public ItemKind? Item { get; init; }

    /// <summary>That item.</summary>
    public ItemKey Key { get; init; }
}
