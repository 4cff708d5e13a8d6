using System.Globalization;
using Coverage.Views.Changes;

namespace Coverage.Exchange;

/// <summary>An entry of a feed: one change, or those of a change set together.</summary>
/// <param name="Identity">What tells it from all others of this installation, for ever.</param>
/// <param name="Path">The path of its page.</param>
/// <param name="Original">Where it is published; null when nowhere.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">What it says.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Tags">Its categories.</param>
internal sealed record FeedItem(string Identity, string Path, string? Original, string Title, string Text, DateTime At, IReadOnlyList<string> Tags)
{
    /// <summary>Changes of one set that are told one by one; more are one entry, so that a release does not push out everything else.</summary>
    private const int MostOfASet = 50;

    private const int MostNamed = 20;

    /// <summary>The entries of a feed: no change set of those that are given is left out without a word.</summary>
    /// <param name="entries">The changes, newest change set first.</param>
    /// <param name="most">Entries that the feed has at most. Where there would be more, the oldest change sets are told together.</param>
    /// <param name="page">The path of the page that shows all of them.</param>
    public static IReadOnlyList<FeedItem> Of(IEnumerable<ChangeEntry> entries, int most, string page)
    {
        var sets = entries.GroupBy(entry => entry.Set.Id).Select(set => set.ToList()).ToList();
        var single = sets.ConvertAll(set => set.Count <= MostOfASet);
        var total = sets.Select((set, i) => single[i] ? set.Count : 1).Sum();
        for (var i = sets.Count - 1; i >= 0 && total > most; i--)
        {
            if (!single[i]) continue;
            (single[i], total) = (false, total - sets[i].Count + 1);
        }

        List<FeedItem> items = [.. sets.SelectMany((set, i) => single[i] || set.Count == 1 ? set.Select(Of) : [Together(set)])];
        return items.Count <= most ? items : [.. items.Take(most - 1), Older(sets[most - 1][0].Set, sets.Count - most + 1, page)];
    }

    private static FeedItem Of(ChangeEntry entry) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage:change:{entry.Id}:{entry.Set.At:yyyyMMddHHmmss}"),
        string.Create(CultureInfo.InvariantCulture, $"/changes/{entry.Id}"),
        entry.Original,
        $"{entry.Title} ({entry.ExternalId}): {entry.What.Words()}",
        Body(entry),
        entry.Set.At,
        [.. entry.What.Each().Select(one => one.Word()), entry.Kind.Word(), entry.Set.Source, .. entry.Techniques.Take(MostNamed)]);

    private static FeedItem Together(List<ChangeEntry> entries)
    {
        var set = entries[0].Set;
        var what = entries.GroupBy(entry => entry.What.First()).OrderByDescending(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count():N0} {group.Key.Word()}"));
        var kinds = entries.GroupBy(entry => entry.Kind).OrderByDescending(group => group.Count()).Select(group => group.Key.Word()).ToList();
        return new FeedItem(
            string.Create(CultureInfo.InvariantCulture, $"coverage:set:{set.Id}:{set.At:yyyyMMddHHmmss}"),
            string.Create(CultureInfo.InvariantCulture, $"/sources/{Uri.EscapeDataString(set.Source)}/changes/{set.Id}"),
            set.Compare,
            string.Create(CultureInfo.InvariantCulture, $"{set.Source}{(set.Step.Length > 0 ? $", {set.Step}" : "")}: {entries.Count:N0} changes"),
            $"{string.Join(", ", what)}; {string.Join(", ", kinds)}. Among them {string.Join(", ", entries.Take(MostNamed).Select(entry => $"{entry.Title} ({entry.What.First().Word()})"))}.",
            set.At,
            [.. entries.SelectMany(entry => entry.What.Each()).Distinct().OrderDescending().Select(one => one.Word()), .. kinds, set.Source]);
    }

    private static FeedItem Older(InboxSet newest, int sets, string page) => new(
        string.Create(CultureInfo.InvariantCulture, $"coverage:older:{newest.Id}:{newest.At:yyyyMMddHHmmss}"),
        page,
        null,
        string.Create(CultureInfo.InvariantCulture, $"{sets:N0} older change sets"),
        "There are more change sets than a feed holds. The page has all of them.",
        newest.At,
        []);

    private static string Body(ChangeEntry entry)
    {
        var difference = ChangeWords.Difference(entry);
        var techniques = entry.Techniques.Count > 0 ? $" Concerns {string.Join(", ", entry.Techniques.Take(MostNamed))}." : "";
        return $"{entry.Kind.Word()} of {entry.Set.Source}{(entry.Set.Step.Length > 0 ? $", {entry.Set.Step}" : "")}.{(difference.Length > 0 ? $" {difference}." : entry.What.HasFlag(Happened.Changed) ? " Its text differs." : "")}{techniques}";
    }
}
