using Coverage.Scoring;

namespace Coverage.Views.Scores;

/// <summary>The scores of one day, with the versions, model and profile that gave them. Never recomputed.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Day">The UTC day that was scored.</param>
/// <param name="At">When it was taken (UTC).</param>
/// <param name="Who">Who took it.</param>
/// <param name="Title">Why.</param>
/// <param name="EditId">The last edit that is in it.</param>
/// <param name="Facts">What gave the scores, and their sums.</param>
public sealed record Snapshot(long Id, DateOnly Day, DateTime At, string Who, string Title, long EditId, SnapshotFacts Facts)
{
    /// <summary>Each technique's scores by identifier; empty where only the trend was read.</summary>
    public IReadOnlyDictionary<string, SnapshotScore> Scores { get; init; } = new Dictionary<string, SnapshotScore>();
}

/// <summary>What gave a snapshot's scores, and their sums.</summary>
/// <param name="Sources">The catalogues.</param>
/// <param name="ModelVersion">The version of the scoring model.</param>
/// <param name="Model">All figures of the model by name.</param>
/// <param name="Profile">The name of the threat profile; null without one.</param>
/// <param name="Environments">The environments' names.</param>
/// <param name="Totals">The headline and what stands beside it.</param>
/// <param name="Tactics">The same of each tactic, by matrix and tactic: <c>enterprise/TA0002</c>.</param>
public sealed record SnapshotFacts(
    IReadOnlyList<SnapshotSource> Sources,
    int ModelVersion,
    IReadOnlyDictionary<string, double> Model,
    string? Profile,
    IReadOnlyList<string> Environments,
    ScoreTotals Totals,
    IReadOnlyDictionary<string, ScoreTotals> Tactics);

/// <summary>A catalogue as it was.</summary>
/// <param name="Name">The source.</param>
/// <param name="Version">Its release; empty where it states none.</param>
/// <param name="Commit">Its commit; empty when unknown.</param>
/// <param name="Date">Its own time (UTC), when known.</param>
public sealed record SnapshotSource(string Name, string Version, string Commit, DateTime? Date);

/// <summary>A technique's scores across environments, 0 to 100, unrounded.</summary>
/// <param name="Coverage">Coverage; null where it stands nowhere.</param>
/// <param name="Detect">Detect.</param>
/// <param name="Prevent">Prevent.</param>
/// <param name="Validate">Validate; null without a test.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Reason">Why it falls short.</param>
public sealed record SnapshotScore(double? Coverage, double? Detect, double? Prevent, double? Validate, double Weight, GapReason Reason);
