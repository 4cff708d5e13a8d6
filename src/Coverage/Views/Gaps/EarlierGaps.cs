using System.Globalization;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Views.Gaps;

/// <summary>The gaps as they were, against which new ones are told.</summary>
/// <param name="Name">What says so, in words: <c>snapshot 12 of 2026-08-20</c>; empty for a list from a file.</param>
/// <param name="Techniques">The techniques that were gaps.</param>
public sealed record EarlierGaps(string Name, IReadOnlySet<string> Techniques)
{
    private IReadOnlyDictionary<string, SnapshotScore>? scores;

    /// <summary>
    /// Those of a snapshot. It holds each technique's reason, weight and Coverage across environments: a gap is what stood in
    /// scope and was not covered. What the snapshot's profile left out of scope was no gap; if another profile counts now,
    /// such a technique was one if its Coverage was below the threshold of the snapshot's model, since no reason was kept.
    /// </summary>
    /// <param name="snapshot">The snapshot, with its scores.</param>
    /// <param name="profile">The name of the profile that counts now; null for none.</param>
    public static EarlierGaps Of(Snapshot snapshot, string? profile)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var same = snapshot.Facts.Profile == profile;
        var threshold = snapshot.Facts.Model.GetValueOrDefault(nameof(ScoringModel.CoveredFrom), new ScoringModel().CoveredFrom);
        var gaps = snapshot.Scores.Where(score => score.Value switch
        {
            { Coverage: null } or { Reason: GapReason.Covered or GapReason.NotApplicable } => false,
            { Reason: GapReason.OutOfScope } => !same && score.Value.Coverage < threshold,
            _ => true,
        });
        return new EarlierGaps(string.Create(CultureInfo.InvariantCulture, $"snapshot {snapshot.Id} of {snapshot.Day:yyyy-MM-dd}"), gaps.Select(score => score.Key).ToHashSet(StringComparer.Ordinal)) { scores = snapshot.Scores };
    }

    /// <summary>What a technique was that is a gap now, in words; empty where only a list is known.</summary>
    public string Then(string technique)
    {
        if (scores is null) return "";
        return scores.GetValueOrDefault(technique) is not { } score ? "It was not scored then."
            : score.Coverage is not { } coverage ? "It was out of scope then."
            : string.Create(CultureInfo.InvariantCulture, $"Its Coverage was {coverage:0.0} then, {score.Reason.Words()}.");
    }
}
