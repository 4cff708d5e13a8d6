using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Views.Gaps;

/// <summary>A technique in scope that falls short, with its reason and what to do next.</summary>
/// <param name="Place">Its index in the scores.</param>
/// <param name="Technique">The technique.</param>
/// <param name="Score">Its scores: across environments, or in the one that was asked for.</param>
/// <param name="Environment">The key of its worst environment, whose reason and next action are shown.</param>
/// <param name="Next">The next action there.</param>
/// <param name="Places">Where it falls short, by key.</param>
/// <param name="Assignment">Who closes it, if somebody does.</param>
public sealed record Gap(int Place, TechniqueEntry Technique, TechniqueScore Score, string Environment, NextAction Next, IReadOnlyList<GapPlace> Places, Assignment? Assignment)
{
    /// <summary>Gap(t) = weight x (100 - Coverage), in weighted points.</summary>
    public double Points => Score.Gap;

    /// <summary>Why it falls short in its worst environment.</summary>
    public GapReason Reason => Score.Reason;

    /// <summary>Whether its next action is recorded in one step: a deployment, a log source, a control.</summary>
    public bool IsOneStep => Next.Kind is ActionKind.Deploy or ActionKind.Collect or ActionKind.Implement;
}

/// <summary>An environment in which a technique falls short.</summary>
/// <param name="Environment">Its key.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Reason">Why.</param>
/// <param name="Coverage">Its Coverage there, 0 to 100.</param>
public sealed record GapPlace(string Environment, string Name, GapReason Reason, double Coverage);

/// <summary>
/// From what is in scope to what is proven. Each number is a part of the one before it, and each is the headline's: a
/// technique that has it in one of two environments of equal weight counts a half.
/// </summary>
/// <param name="InScope">Counted techniques in scope.</param>
/// <param name="Available">Of these, with content.</param>
/// <param name="Deployed">With something in place or proven.</param>
/// <param name="Validated">With a recent proof, and not failing.</param>
public sealed record Funnel(int InScope, double Available, double Deployed, double Validated)
{
    /// <summary>The counts behind a headline.</summary>
    public static Funnel Of(ScoreTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return new Funnel(totals.Techniques, Count(totals.Available), Count(totals.Deployed), Count(totals.Validated));

        double Count(double? percent) => Math.Round((percent ?? 0) / 100 * totals.Techniques, 6);
    }
}
