using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;

namespace Coverage.Views.Profiles;

/// <summary>A threat profile over what the organisation has: what weighs how much and why, and how far it is covered. Pure.</summary>
public sealed class ProfileView
{
    private readonly ScoringInput input;
    private readonly Dictionary<int, double> typed;
    private readonly ILookup<int, Actor> users;

    private ProfileView(PostureView view, ThreatProfile profile)
    {
        Profile = profile;
        Posture = GapList.By(view with { Table = view.Table.Apply(new PutProfile(profile)) }, profile.Key);
        input = Posture.Table.Input;
        Actors = [.. profile.Actors.Distinct(StringComparer.OrdinalIgnoreCase).Select(id => view.Catalogue.Actors.FirstOrDefault(actor => actor.IsLive && string.Equals(actor.ExternalId, id, StringComparison.OrdinalIgnoreCase))).OfType<Actor>()];
        Unknown = [.. profile.Actors.Where(id => !Actors.Any(actor => string.Equals(actor.ExternalId, id, StringComparison.OrdinalIgnoreCase))), .. profile.Weights.Keys.Where(id => input.TechniqueOf(id) < 0)];
        typed = profile.Weights.Select(pair => (Technique: input.TechniqueOf(pair.Key), pair.Value)).Where(pair => pair.Technique >= 0).GroupBy(pair => pair.Technique).ToDictionary(group => group.Key, group => group.Max(pair => pair.Value));
        users = Actors.SelectMany(actor => (input.Actors.GetValueOrDefault(actor.ExternalId) ?? []).Select(technique => (technique, actor))).ToLookup(pair => pair.technique, pair => pair.actor);
        Weights = [.. Enumerable.Range(0, input.TechniqueCount).Where(t => Posture.Table.Technique(t).Weight > 0).Select(Read).OfType<WeightOf>()
            .OrderByDescending(entry => entry.Weight).ThenByDescending(entry => entry.Score.Gap).ThenBy(entry => entry.Technique.Id, StringComparer.Ordinal)];
    }

    /// <summary>Looks at a profile, recorded or not, as if it were the chosen one.</summary>
    public static ProfileView Of(PostureView view, ThreatProfile profile)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(profile);
        return new ProfileView(view, profile);
    }

    /// <summary>The profile.</summary>
    public ThreatProfile Profile { get; }

    /// <summary>The posture as this profile weighs it.</summary>
    public PostureView Posture { get; }

    /// <summary>The chosen actors that the catalogue has.</summary>
    public IReadOnlyList<Actor> Actors { get; }

    /// <summary>Actors and techniques of it that the catalogue does not have: they weigh nothing.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Everything that weighs something, the heaviest first; uncounted parents, whose weight is split, among them.</summary>
    public IReadOnlyList<WeightOf> Weights { get; }

    /// <summary>The numbers by this profile.</summary>
    public ScoreTotals Totals => Posture.Table.Totals;

    /// <summary>The numbers of a tactic by this profile.</summary>
    public ScoreTotals TotalsOf(Tactic tactic)
    {
        var inside = Weights.Where(entry => entry.Technique.Tactics.Contains(tactic)).Select(entry => entry.Technique.Id).ToHashSet(StringComparer.Ordinal);
        return Posture.Table.TotalsOf(technique => inside.Contains(input.IdOf(technique)));
    }

    private WeightOf? Read(int technique)
    {
        if (Posture.Catalogue.Find(input.IdOf(technique)) is not { } entry) return null;
        var (parent, table) = (input.Parents[technique], Posture.Table);

        // As the weights are split: of a parent that does not count, evenly over its sub-techniques.
        var share = parent >= 0 && !input.Counted[parent] ? table.Technique(parent).Weight / input.Children[parent].Length : 0;
        return new WeightOf(entry, table.Technique(technique), [.. users[technique]], typed.TryGetValue(technique, out var weight) ? weight : null, share);
    }
}
