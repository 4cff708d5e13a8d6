using Coverage.Data;
using Coverage.Posture;

namespace Coverage.Recording;

/// <summary>What edits come to, entry by entry.</summary>
internal static class EntryChanges
{
    /// <summary>The entries that differ between a posture and what edits make of it, environments first.</summary>
    public static List<PostureChangeRow> Of(OrganisationPosture before, OrganisationPosture after, IReadOnlyList<PostureEdit> edits)
    {
        // Each edit touches what was there when its turn came: of an environment that is removed, all that was put into it before.
        var touched = new HashSet<EntryKey>();
        var posture = before;
        foreach (var edit in edits)
        {
            touched.UnionWith(PostureEntries.Touched(edit, posture));
            posture = edit.ApplyTo(posture);
        }

        return [.. touched.OrderBy(key => key.Kind).ThenBy(key => key.Environment, StringComparer.Ordinal).ThenBy(key => key.Key, StringComparer.Ordinal)
            .Select(key => new PostureChangeRow { Kind = key.Kind, Environment = key.Environment, Key = key.Key, Before = PostureEntries.Find(before, key), After = PostureEntries.Find(after, key) })
            .Where(change => change.Before != change.After)];
    }

    /// <summary>
    /// The edits that take changes back. Environments come first when they are put back, and last when they go: what is in
    /// them needs them.
    /// </summary>
    public static List<PostureEdit> Undo(IReadOnlyList<PostureChangeRow> changes) =>
    [
        .. changes.Where(change => change.Before is not null).OrderBy(change => change.Kind).Select(Back),
        .. changes.Where(change => change.Before is null).OrderByDescending(change => change.Kind).Select(Back),
    ];

    private static PostureEdit Back(PostureChangeRow change) => PostureEntries.Edit(change.Kind, change.Environment, change.Before, change.After);
}
