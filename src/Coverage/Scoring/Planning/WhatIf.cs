using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>How a technique moved across environments.</summary>
public sealed record ScoreMove(string Technique, TechniqueScore Before, TechniqueScore After);

/// <summary>What would be if some edits were made; nothing is saved.</summary>
/// <param name="Before">As it is.</param>
/// <param name="After">As it would be.</param>
/// <param name="Moves">The techniques whose scores move, the largest change of Gap first.</param>
/// <param name="Unattributed">
/// Results, by environment and identifier, that name nothing and therefore stay, although what is dropped may have been what
/// alerted or stopped: of tests of the techniques that it counts for.
/// </param>
public sealed record WhatIf(ScoreTable Before, ScoreTable After, IReadOnlyList<ScoreMove> Moves, IReadOnlyList<(string Environment, string Result)> Unattributed)
{
    /// <summary>Tries edits on the scores of today.</summary>
    public static WhatIf Try(ScoreTable table, IReadOnlyList<PostureEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(table);
        var after = table.Apply(edits);
        var moves = Enumerable.Range(0, table.Across.Length).Where(t => !table.Across[t].Equals(after.Across[t]))
            .Select(t => new ScoreMove(table.Input.IdOf(t), table.Across[t], after.Across[t]))
            .OrderByDescending(move => Math.Abs(move.After.Gap - move.Before.Gap)).ThenBy(move => move.Technique, StringComparer.Ordinal);
        return new WhatIf(table, after, [.. moves], [.. table.Scores.SelectMany(scores => Staying(scores, Array.Find(after.Scores, other => other.Evidence.Key == scores.Evidence.Key)))]);
    }

    private static IEnumerable<(string, string)> Staying(EnvironmentScores before, EnvironmentScores? after)
    {
        if (after is null) return [];
        var tests = Dropped(before, after).SelectMany(technique => before.Index.Techniques[technique].Tests).ToHashSet();
        return after.Evidence.Posture.Results.Values
            .Where(result => result is { State: ResultState.Ran, AlertedBy.Length: 0, StoppedBy.Length: 0 } and ({ Seen: Seen.Alerted } or { Stopped: Stopped.Yes }) && tests.Contains(before.Index.TestOf(result.Test)))
            .OrderBy(result => result.Id, StringComparer.Ordinal).Select(result => (before.Evidence.Key, result.Id));
    }

    /// <summary>The techniques that something counted for which is no longer in place.</summary>
    private static IEnumerable<int> Dropped(EnvironmentScores before, EnvironmentScores after)
    {
        var rules = before.Evidence.Deployments.OfType<Deployment>().Select(deployment => (Before: before.Index.RuleOf(deployment.Rule), After: after.Index.RuleOf(deployment.Rule)))
            .Where(rule => before.Evidence.InPlace[rule.Before] && (rule.After < 0 || !after.Evidence.InPlace[rule.After])).SelectMany(rule => before.Index.RuleTechniques[rule.Before]);
        var controls = Enumerable.Range(0, before.Evidence.Implementations.Length).Where(control => before.Evidence.IsImplemented(control) && !after.Evidence.IsImplemented(control)).SelectMany(control => before.Index.ControlTechniques[control]);
        return rules.Concat(controls).Distinct();
    }
}
