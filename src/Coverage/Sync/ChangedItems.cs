using Coverage.Catalog;
using Coverage.Data;

namespace Coverage.Sync;

/// <summary>An item that an input changes, or would.</summary>
public sealed record ChangedItem(ItemChange Change, ItemKind Kind, string ExternalId, string Title, string Path);

/// <summary>What an input changes, item by item: what goes first, then what changes, then what comes.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are in all.</param>
public sealed record ChangedItems(IReadOnlyList<ChangedItem> First, int Count)
{
    /// <summary>Items that are listed at most.</summary>
    public const int Most = 1000;

    /// <summary>Nothing.</summary>
    public static ChangedItems None { get; } = new([], 0);

    /// <summary>The words for what happens to an item: <c>changed, moved</c>.</summary>
    public static string Words(ItemChange change) => string.Join(", ", new[] { ItemChange.Added, ItemChange.Changed, ItemChange.Removed, ItemChange.Unreadable, ItemChange.Moved }.Where(one => change.HasFlag(one)).Select(one => one.ToString().ToLowerInvariant()));

    /// <summary>The items of a change set.</summary>
    internal static ChangedItems Of(IReadOnlyCollection<ChangeRow> rows) => Of(rows.Select(row => new ChangedItem(row.Change, row.Kind, row.ExternalId, row.Title, row.Path)), rows.Count);

    /// <summary>What an input would remove.</summary>
    internal static ChangedItems Of(IReadOnlyCollection<RemovedItem> rows) => Of(rows.Select(row => new ChangedItem(ItemChange.Removed, row.Kind, row.ExternalId, row.Title, row.Path)), rows.Count);

    private static ChangedItems Of(IEnumerable<ChangedItem> items, int count) =>
        new([.. items.OrderBy(item => Place(item.Change)).ThenBy(item => item.Kind).ThenBy(item => item.Title, StringComparer.OrdinalIgnoreCase).Take(Most)], count);

    private static int Place(ItemChange change) => change.HasFlag(ItemChange.Removed) ? 0 : change.HasFlag(ItemChange.Changed) ? 1 : change.HasFlag(ItemChange.Moved) ? 2 : 3;
}
