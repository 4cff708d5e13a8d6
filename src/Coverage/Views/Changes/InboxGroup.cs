namespace Coverage.Views.Changes;

/// <summary>Entries under one head.</summary>
/// <param name="Key">What they share: the change set's number, the source, the technique; empty for what concerns none.</param>
/// <param name="Title">A technique's name, else empty.</param>
/// <param name="Set">The change set, when grouped by day; else null.</param>
/// <param name="Entries">The entries.</param>
public sealed record InboxGroup(string Key, string Title, InboxSet? Set, IReadOnlyList<ChangeEntry> Entries)
{
    /// <summary>Groups entries, which keep their order within a group. What was only published anew concerns no technique.</summary>
    public static IReadOnlyList<InboxGroup> By(InboxGrouping grouping, IReadOnlyList<ChangeEntry> entries, CoverageView view)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(view);
        return grouping switch
        {
            InboxGrouping.Technique => ByTechnique(entries, view),
            InboxGrouping.Source => [.. entries.GroupBy(entry => entry.Set.Source).OrderBy(group => Place(group.Key, view)).Select(group => new InboxGroup(group.Key, "", null, [.. group]))],
            _ => [.. entries.GroupBy(entry => entry.Set).OrderByDescending(group => group.Key.Id).Select(group => new InboxGroup(group.Key.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "", group.Key, [.. group]))],
        };
    }

    private static List<InboxGroup> ByTechnique(IReadOnlyList<ChangeEntry> entries, CoverageView view)
    {
        var named = entries.SelectMany(entry => entry.Techniques.DefaultIfEmpty("").Select(id => (id, entry))).GroupBy(pair => pair.id, pair => pair.entry);
        return [.. named.OrderBy(group => group.Key.Length == 0).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => new InboxGroup(group.Key, view.Find(group.Key)?.Technique.Title ?? "", null, [.. group]))];
    }

    private static int Place(string source, CoverageView view)
    {
        for (var place = 0; place < view.Sources.Count; place++)
        {
            if (view.Sources[place].Name == source) return place;
        }

        return view.Sources.Count;
    }
}
