using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Views.Gaps;

/// <summary>
/// Every technique in scope that falls short, the largest gap first, and the headline of the same techniques. Pure over a
/// <see cref="PostureView"/>: across environments, or as if one of them were all there is.
/// </summary>
public sealed class GapList
{
    private readonly PostureView view;
    private readonly int only;

    private GapList(PostureView view, string? environment)
    {
        (this.view, Environment) = (view, environment);
        only = environment is null ? -1 : view.Table.Environments.ToList().IndexOf(environment);
        if (environment is not null && only < 0) throw new ArgumentException($"There is no environment '{environment}'.", nameof(environment));
        var counted = Enumerable.Range(0, view.Table.Input.TechniqueCount).Where(view.Table.Input.IsCounted).ToList();
        Totals = only < 0 ? view.Table.Totals : TotalsOf(counted);
        Gaps = [.. counted.Where(FallsShort).Select(Read).OfType<Gap>().OrderByDescending(gap => gap.Points).ThenByDescending(gap => gap.Technique.Groups.Count).ThenBy(gap => gap.Technique.Id, StringComparer.Ordinal)];
    }

    /// <summary>Lists the gaps.</summary>
    /// <param name="view">What the organisation has.</param>
    /// <param name="environment">The key of the one environment to look at; null for all of them.</param>
    /// <exception cref="ArgumentException">There is no such environment.</exception>
    public static GapList Of(PostureView view, string? environment = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new GapList(view, environment);
    }

    /// <summary>The one environment that is looked at; null for all of them.</summary>
    public string? Environment { get; }

    /// <summary>The numbers of all that is in scope, covered techniques included.</summary>
    public ScoreTotals Totals { get; }

    /// <summary>In scope, available, deployed, validated: counts of the headline.</summary>
    public Funnel Funnel => Funnel.Of(Totals);

    /// <summary>The gaps, the largest first; among equal ones those that more groups use.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>Techniques in scope that are covered; what is missing to 100 there is no gap of the list.</summary>
    public int Covered => Totals.Techniques - Gaps.Count;

    /// <summary>The same over another profile, chosen or not; null for none, by which each technique weighs 1.</summary>
    public static PostureView By(PostureView view, string? profile)
    {
        ArgumentNullException.ThrowIfNull(view);
        return profile == view.Posture.ChosenProfile ? view : view with { Table = view.Table.Apply(new ChooseProfile(profile)) };
    }

    private TechniqueScore Score(int technique) => only < 0 ? view.Table.Technique(technique) : view.Table.Alone(technique, only);

    private bool FallsShort(int technique) => Score(technique) is { Stands: true, Reason: not GapReason.Covered };

    private ScoreTotals TotalsOf(List<int> techniques)
    {
        var sum = default(TotalsSum);
        foreach (var technique in techniques) sum.Add(Score(technique));
        return sum.Totals();
    }

    private Gap? Read(int technique)
    {
        var (table, score) = (view.Table, Score(technique));
        if (view.Catalogue.Find(table.Input.IdOf(technique)) is not { } entry) return null;
        var environment = table.Environments[score.WorstEnvironment];
        var posture = view.Posture;
        var assignment = posture.Assignments.GetValueOrDefault(new ExceptionKey(entry.Id, environment)) ?? posture.Assignments.GetValueOrDefault(new ExceptionKey(entry.Id));
        return new Gap(technique, entry, score, environment, table.Next(technique, score.WorstEnvironment), [.. Places(technique)], assignment);
    }

    private IEnumerable<GapPlace> Places(int technique)
    {
        for (var e = 0; e < view.Table.Environments.Count; e++)
        {
            var reason = view.Table.Reason(technique, e);
            if (reason is GapReason.Covered or GapReason.OutOfScope or GapReason.NotApplicable) continue;
            var key = view.Table.Environments[e];
            yield return new GapPlace(key, view.Posture.Environments[key].Environment.Name, reason, view.Table.Cell(technique, e).Coverage);
        }
    }
}
