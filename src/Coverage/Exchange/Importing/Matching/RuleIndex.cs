using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>Rules by what an export may call them: id, own id, title. Case does not count.</summary>
internal sealed class RuleIndex
{
    private readonly PostureView view;
    private readonly ILookup<string, DetectionRule> byId;
    private readonly ILookup<string, ItemKey> byTitle;
    private readonly Dictionary<string, ItemKey> own;

    public RuleIndex(PostureView view)
    {
        this.view = view;
        var rules = view.Table.Input.KnownRules;
        byId = rules.ToLookup(rule => rule.ExternalId, StringComparer.OrdinalIgnoreCase);
        own = view.Posture.OwnRules.Keys.OrderBy(key => key.Id, StringComparer.Ordinal).DistinctBy(key => key.Id, StringComparer.OrdinalIgnoreCase).ToDictionary(key => key.Id, StringComparer.OrdinalIgnoreCase);
        byTitle = rules.Select(rule => (Title: Plain(rule.Title), Key: new ItemKey(rule.Source, rule.ExternalId)))
            .Concat(view.Posture.OwnRules.Values.Select(rule => (Title: Plain(rule.Title), rule.Key)))
            .ToLookup(pair => pair.Title, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What a rule of an export is; more than one key where that is not clear, none where nobody knows it.</summary>
    public (MatchedBy By, IReadOnlyList<ItemKey> Keys) Find(string id, string title, ImmutableArray<string> mentioned)
    {
        // Its own id says more than one that it mentions; of several mentioned rules none is said to be it.
        var sigma = byId[id].Any() ? byId[id] : mentioned.SelectMany(guid => byId[guid]);
        if (sigma.Select(rule => new ItemKey(rule.Source, rule.ExternalId)).Distinct().ToList() is { Count: > 0 } keys) return (MatchedBy.SigmaId, keys);
        if (own.TryGetValue(OwnId(id, title), out var key)) return (MatchedBy.OwnId, [key]);
        return title.Length > 0 && byTitle[Plain(title)].Distinct().ToList() is { Count: > 0 } titled ? (MatchedBy.Title, titled) : (MatchedBy.Nothing, []);
    }

    /// <summary>The identifier that a rule would have as an own rule.</summary>
    public static string OwnId(string id, string title) => id.Length == 0 ? title[..Math.Min(title.Length, 200)] : Guid.TryParse(id, out var guid) ? guid.ToString("D") : id;

    /// <summary>Rules as candidates, with what tells them apart.</summary>
    public IReadOnlyList<ImportCandidate> Candidates(IEnumerable<ItemKey> keys) => [.. keys.OrderBy(key => key.Source, StringComparer.Ordinal).ThenBy(key => key.Id, StringComparer.Ordinal).Select(key => new ImportCandidate(key, view.TitleOf(key), Detail(key)))];

    private string Detail(ItemKey key) => view.Rule(key) is { } rule
        ? string.Join(", ", new[] { rule.LogSource, rule.Level, rule.Status, rule.Path }.Where(part => part.Length > 0))
        : "own rule";

    private static string Plain(string title) => string.Join(' ', title.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
