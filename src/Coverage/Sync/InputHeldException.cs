using Coverage.Catalog;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>An item that an input would remove.</summary>
public sealed record RemovedItem(ItemKind Kind, string ExternalId, string Title, string Path);

/// <summary>An input that can be taken, but not without a person who says so: it is older, or it would remove much. Nothing has changed.</summary>
public sealed class InputHeldException(string reason, string advice) : SourceRefusedException($"{reason} {advice}")
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;

    /// <summary>What it would remove; empty where that is not why it is held.</summary>
    public IReadOnlyList<RemovedItem> Removed { get; init; } = [];
}
