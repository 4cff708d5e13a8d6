using Coverage.Data;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Recording;

/// <summary>What somebody wants to record, as one step.</summary>
/// <param name="Title">What is done, in words: <c>12 rules deployed in Windows endpoints</c>.</param>
/// <param name="Edits">The edits.</param>
/// <param name="Reason">Why; empty if nobody says.</param>
public sealed record PostureStep(string Title, IReadOnlyList<PostureEdit> Edits, string Reason = "")
{
    /// <summary>
    /// The last edit that the person saw; what somebody else has changed since then among the same entries is a conflict.
    /// Null where nobody looked before, as in an import.
    /// </summary>
    public long? Seen { get; init; }

    /// <summary>The step that this one takes back.</summary>
    internal long? Undoes { get; init; }
}

/// <summary>What a step would do, or did.</summary>
/// <param name="EditId">Its number; 0 where nothing was recorded.</param>
/// <param name="Entries">The entries that it changes, each once.</param>
/// <param name="Before">The scores before it.</param>
/// <param name="After">The scores after it.</param>
public sealed record RecordedStep(long EditId, IReadOnlyList<PostureChangeRow> Entries, ScoreTable Before, ScoreTable After);
