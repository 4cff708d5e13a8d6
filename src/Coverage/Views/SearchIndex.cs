using Coverage.Catalog;

namespace Coverage.Views;

/// <summary>One thing that a search found.</summary>
/// <param name="Kind">Technique, Rule, Test, DefensiveTechnique, Group, Software or Campaign.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">Its name.</param>
/// <param name="Technique">The technique that it belongs to first; empty when none.</param>
public sealed record SearchHit(ItemKind Kind, string Id, string Title, string Technique)
{
    /// <summary>Whether it is a rule of the organisation's own.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>
/// Search over every name and identifier, in memory: each word of the query has to be in the text; identifiers before
/// names, beginnings before middles. Some 8,000 short texts are read through faster than an index would be kept.
/// </summary>
public sealed class SearchIndex
{
    private readonly List<(string Text, SearchHit Hit)> entries = [];

    private SearchIndex(SearchIndex catalogue, IEnumerable<DetectionRule> own)
    {
        entries = [.. catalogue.entries];
        foreach (var rule in own) entries.Add((TextOf(rule.ExternalId, rule.Title, "own rule"), new SearchHit(ItemKind.Rule, rule.ExternalId, rule.Title, rule.Techniques.FirstOrDefault() ?? "") { IsOwn = true }));
    }

    internal SearchIndex(CoverageView view)
    {
        foreach (var technique in view.Techniques) Add(ItemKind.Technique, technique.Id, technique.Technique.Title, technique.Id, technique.Technique.IsLive ? "" : "revoked");
        foreach (var rule in view.Rules) Add(ItemKind.Rule, rule.ExternalId, rule.Title, rule.Techniques.FirstOrDefault() ?? "", rule.Path);
        foreach (var test in view.Tests) Add(ItemKind.Test, test.ExternalId, test.Title, test.Technique, "");
        foreach (var control in view.Controls) Add(ItemKind.DefensiveTechnique, control.ExternalId, control.Title, "", control.ClassName);
        foreach (var actor in view.Actors.Where(actor => actor.IsLive)) Add(actor.Kind, actor.ExternalId, actor.Title, "", string.Join(' ', actor.Aliases));
    }

    /// <summary>The same with own rules, which are in no catalogue.</summary>
    public SearchIndex With(IReadOnlyCollection<DetectionRule> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        return own.Count == 0 ? this : new SearchIndex(this, own);
    }

    /// <summary>How many things can be found.</summary>
    public int Count => entries.Count;

    /// <summary>The best hits for a query, at most <paramref name="most"/>; none for an empty one.</summary>
    public IReadOnlyList<SearchHit> Find(string query, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(query);
        var words = query[..Math.Min(query.Length, 200)].ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return [];
        var found = new List<(int Rank, int Place)>();
        for (var place = 0; place < entries.Count; place++)
        {
            if (Rank(entries[place].Text, words) is var rank and >= 0) found.Add((rank, place));
        }

        found.Sort();
        return [.. found.Take(most).Select(hit => entries[hit.Place].Hit)];
    }

    private void Add(ItemKind kind, string id, string title, string technique, string more)
    {
        entries.Add((TextOf(id, title, more), new SearchHit(kind, id, title, technique)));
    }

    private static string TextOf(string id, string title, string more) => $"{id}\n{title}\n{more}".ToLowerInvariant();

    /// <summary>Lower is better; -1 if a word is missing.</summary>
    private static int Rank(string text, string[] words)
    {
        var rank = 0;
        foreach (var word in words)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at < 0) return -1;
            var whole = at + word.Length < text.Length && text[at + word.Length] == '\n';
            rank += at == 0 ? (whole ? 0 : 1) : text[at - 1] == '\n' ? 2 : !char.IsLetterOrDigit(text[at - 1]) ? 3 : 4;
        }

        return rank;
    }
}
