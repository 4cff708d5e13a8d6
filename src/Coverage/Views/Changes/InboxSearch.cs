using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.Changes;

/// <summary>Applies a filter, counting for each of its parts what would be left if only that part were another.</summary>
internal sealed class InboxSearch
{
    private readonly CoverageView view;
    private readonly InboxFilter filter;
    private readonly string[] words;
    private readonly string technique;
    private readonly Dictionary<string, string[]> groups = new(StringComparer.Ordinal);
    private readonly Part[] parts;
    private readonly Dictionary<string, int>[] counts;

    public InboxSearch(CoverageView view, InboxFilter filter, IReadOnlySet<ItemKey>? deployed)
    {
        (this.view, this.filter) = (view, filter);
        words = filter.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var written = filter.Technique.Trim().ToUpperInvariant();
        technique = view.Find(written)?.Reference.Technique?.ExternalId ?? written;
        parts =
        [
            new("what", filter.What?.Word() ?? "", entry => entry.What.Each().Select(one => one.Word())),
            new("source", filter.Source, entry => [entry.Set.Source]),
            new("kind", filter.Kind?.Word() ?? "", entry => [entry.Kind.Word()]),
            new("level", filter.Level, entry => entry.Level.Length > 0 ? [entry.Level] : []),
            new("platform", filter.Platform, entry => entry.Platforms),
            new("group", filter.Group, Groups),
            new("deployed", filter.Deployed ? InboxFilter.Here : "", entry => entry.Kind == ItemKind.Rule && deployed?.Contains(new ItemKey(entry.Set.Source, entry.ExternalId)) == true ? [InboxFilter.Here] : []),
        ];
        counts = [.. parts.Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>A part of the filter: its name, the wanted value, and the values of an entry.</summary>
    private sealed record Part(string Name, string Wanted, Func<ChangeEntry, IEnumerable<string>> Values);

    public InboxResult Over(IEnumerable<ChangeEntry> entries)
    {
        var (found, total, republished) = (new List<ChangeEntry>(), 0, 0);
        foreach (var entry in entries)
        {
            var anew = entry.What == Happened.Republished;
            if (!anew) total++;
            if (!Fits(entry)) continue;
            var failures = 0;
            var failed = -1;
            for (var i = 0; i < parts.Length && failures < 2; i++)
            {
                // What was only published anew has to be asked for.
                if (i == 0 && anew ? parts[0].Wanted == Happened.Republished.Word() : parts[i].Wanted.Length == 0 || parts[i].Values(entry).Contains(parts[i].Wanted, StringComparer.OrdinalIgnoreCase)) continue;
                failures++;
                failed = i;
            }

            if (failures == 0) found.Add(entry);
            if (failures == 1 && failed == 0 && anew) republished++;
            for (var i = 0; i < parts.Length && failures < 2; i++)
            {
                if (failures == 0 || failed == i) Count(counts[i], parts[i].Values(entry));
            }
        }

        return new InboxResult(found, total, republished, parts.Zip(counts).ToDictionary(pair => pair.First.Name, pair => Choices(pair.First.Name, pair.Second), StringComparer.Ordinal));
    }

    private bool Fits(ChangeEntry entry)
    {
        if (technique.Length > 0 && !entry.Techniques.Contains(technique)) return false;
        return words.All(word => entry.Title.Contains(word, StringComparison.OrdinalIgnoreCase) || entry.TitleBefore.Contains(word, StringComparison.OrdinalIgnoreCase)
            || entry.ExternalId.Contains(word, StringComparison.OrdinalIgnoreCase) || entry.Path.Contains(word, StringComparison.OrdinalIgnoreCase)
            || entry.Techniques.Concat(entry.Before).Concat(entry.Now).Any(id => id.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Groups that use one of its techniques.</summary>
    private IEnumerable<string> Groups(ChangeEntry entry) => entry.Techniques.Count == 1 ? Of(entry.Techniques[0]) : entry.Techniques.SelectMany(Of).Distinct();

    private string[] Of(string id)
    {
        if (!groups.TryGetValue(id, out var found)) groups[id] = found = [.. view.Find(id)?.Groups.Select(group => group.ExternalId) ?? []];
        return found;
    }

    private IReadOnlyList<InboxChoice> Choices(string part, Dictionary<string, int> found)
    {
        var choices = found.Select(pair => new InboxChoice(pair.Key, part == "group" ? view.Actors.FirstOrDefault(actor => actor.ExternalId == pair.Key)?.Title ?? pair.Key : pair.Key, pair.Value));
        return part switch
        {
            "what" => [.. choices.OrderByDescending(choice => Happenings.Parse(choice.Value))],
            "group" => [.. choices.OrderBy(choice => choice.Title, StringComparer.OrdinalIgnoreCase)],
            _ => [.. choices.OrderByDescending(choice => choice.Count).ThenBy(choice => choice.Value, StringComparer.OrdinalIgnoreCase)],
        };
    }

    private static void Count(Dictionary<string, int> found, IEnumerable<string> values)
    {
        foreach (var value in values) found[value] = found.GetValueOrDefault(value) + 1;
    }
}
