using Coverage.Data;
using Coverage.Scoring;

namespace Coverage.Views.Scores;

/// <summary>A scored posture as a snapshot keeps it.</summary>
public static class SnapshotContent
{
    /// <summary>What gave the scores, and their sums.</summary>
    public static SnapshotFacts FactsOf(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new SnapshotFacts(
            [.. view.Catalogue.Sources.Select(source => new SnapshotSource(source.Name, source.Version, source.Commit, source.Date))],
            view.Table.Model.Version,
            ModelFigure.All.ToDictionary(figure => figure.Name, figure => figure.Get(view.Table.Model)),
            view.Posture.Profile?.Name,
            [.. view.Posture.Environments.Values.Select(inside => inside.Environment.Name)],
            view.Table.Totals,
            Tactics(view));
    }

    /// <summary>Each technique that applies somewhere.</summary>
    public static Dictionary<string, SnapshotScore> ScoresOf(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Enumerable.Range(0, view.Table.Input.TechniqueCount).Where(technique => view.Table.Technique(technique).Applies > 0)
            .ToDictionary(view.Table.Input.IdOf, technique => Score(view.Table.Technique(technique)), StringComparer.Ordinal);
    }

    /// <summary>The sums of one tactic of a matrix, sub-techniques included.</summary>
    public static ScoreTotals TotalsOf(PostureView view, TacticColumn tactic)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(tactic);
        return view.Table.TotalsOf(MembersOf(view, tactic).Contains);
    }

    /// <summary>The techniques of a tactic by their indices in the scores.</summary>
    public static IReadOnlySet<int> MembersOf(PostureView view, TacticColumn tactic)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(tactic);
        return tactic.All.Select(entry => view.Table.Input.TechniqueOf(entry.Technique.ExternalId)).ToHashSet();
    }

    internal static SnapshotRow Row(PostureView view) => new()
    {
        Day = view.Day,
        EditId = view.EditId,
        Who = "",
        Title = "",
        Facts = SnapshotJson.Write(FactsOf(view)),
        Scores = SnapshotJson.Write(ScoresOf(view)),
    };

    private static Dictionary<string, ScoreTotals> Tactics(PostureView view) => view.Catalogue.Domains
        .SelectMany(domain => domain.Columns.Select(tactic => (Key: $"{domain.Domain.ToString().ToLowerInvariant()}/{tactic.Tactic.ExternalId}", Totals: TotalsOf(view, tactic))))
        .ToDictionary(entry => entry.Key, entry => entry.Totals, StringComparer.Ordinal);

    private static SnapshotScore Score(TechniqueScore score) => score.Environments == 0
        ? new SnapshotScore(null, null, null, null, score.Weight, score.Reason)
        : new SnapshotScore(score.Coverage, score.Detect, score.Prevent, double.IsNaN(score.Validate) ? null : score.Validate, score.Weight, score.Reason);
}
