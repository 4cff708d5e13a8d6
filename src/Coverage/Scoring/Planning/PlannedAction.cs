using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>One thing to do that works alone. A suggestion: deploying and collecting need each other, so no plan is claimed to be the best.</summary>
/// <param name="Kind">Deploy, collect (with the rules that make it worth it) or implement.</param>
/// <param name="Environment">Where.</param>
/// <param name="Subject">The rule or control; null for a log source.</param>
/// <param name="LogSource">The log source to collect; null for the others.</param>
/// <param name="Rules">The rules that are deployed with it; of a deployment the rule itself.</param>
/// <param name="Edits">What the posture says when it is done.</param>
/// <param name="Effort">Points of effort.</param>
/// <param name="Gain">By how many weighted points it closes gaps, after the actions before it.</param>
/// <param name="Techniques">The techniques whose Coverage it raises.</param>
public sealed record PlannedAction(
    ActionKind Kind,
    string Environment,
    ItemKey? Subject,
    LogSource? LogSource,
    IReadOnlyList<ItemKey> Rules,
    IReadOnlyList<PostureEdit> Edits,
    double Effort,
    double Gain,
    IReadOnlyList<string> Techniques)
{
    /// <summary>How many log sources collecting <see cref="LogSource"/> means: the effort counts each.</summary>
    public int LogSources { get; init; } = 1;

    /// <summary>Weighted points for a point of effort: what the plan is ranked by.</summary>
    public double Rate => Gain / Effort;
}

/// <summary>A test worth running: how many weighted points rest on claims that it would prove or refute. No gain is promised.</summary>
/// <param name="Test">The test.</param>
/// <param name="Environment">Where.</param>
/// <param name="Points">Weighted points that rest on claims.</param>
/// <param name="Effort">Points of effort.</param>
public sealed record TestToRun(ItemKey Test, string Environment, double Points, double Effort);
