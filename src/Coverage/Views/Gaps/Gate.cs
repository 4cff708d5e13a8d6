using System.Globalization;
using Coverage.Views.Scores;

namespace Coverage.Views.Gaps;

/// <summary>One reason why a gate does not pass.</summary>
/// <param name="Rule">Which of the conditions: <c>min-coverage</c> or <c>max-new-gaps</c>.</param>
/// <param name="Message">Why, in words.</param>
/// <param name="Gap">The new gap that it is about; null if it is about the whole.</param>
public sealed record GateFinding(string Rule, string Message, Gap? Gap = null);

/// <summary>Whether what the organisation has passes: for pipelines, which stop where it does not.</summary>
/// <param name="Coverage">Overall, 0 to 100; null where nothing is in scope.</param>
/// <param name="Gaps">How many gaps there are.</param>
/// <param name="NewGaps">Those that the earlier list does not have; empty without one.</param>
/// <param name="Findings">Why it does not pass; empty if it does.</param>
public sealed record Gate(double? Coverage, int Gaps, IReadOnlyList<Gap> NewGaps, IReadOnlyList<GateFinding> Findings)
{
    /// <summary>The condition on Overall.</summary>
    public const string MinCoverage = "min-coverage";

    /// <summary>The condition on gaps that were not there before.</summary>
    public const string MaxNewGaps = "max-new-gaps";

    /// <summary>What new is told against, in words; empty for a list from a file, or none.</summary>
    public string Against { get; init; } = "";

    /// <summary>Whether it passes.</summary>
    public bool Passes => Findings.Count == 0;

    /// <summary>Looks at it.</summary>
    /// <param name="view">What the organisation has, by the profile that counts.</param>
    /// <param name="minCoverage">Overall has to be at least this; null for no such condition.</param>
    /// <param name="maxNewGaps">At most so many new gaps; null for no such condition.</param>
    /// <param name="earlier">The gaps as they were; null where nobody says.</param>
    public static Gate Of(PostureView view, double? minCoverage, int? maxNewGaps, EarlierGaps? earlier)
    {
        var list = GapList.Of(view);
        // What ATT&CK has revoked since for another one was a gap under its old identifier.
        var before = earlier?.Techniques.Select(view.Table.Input.TechniqueOf).ToHashSet();
        List<Gap> added = before is null ? [] : [.. list.Gaps.Where(gap => !before.Contains(view.Table.Input.TechniqueOf(gap.Technique.Id)))];
        return new Gate(list.Totals.Overall, list.Gaps.Count, added, [.. Covered(list, minCoverage), .. Added(added, maxNewGaps, earlier)]) { Against = earlier?.Name ?? "" };
    }

    private static IEnumerable<GateFinding> Covered(GapList list, double? least)
    {
        if (least is not { } wanted) yield break;
        if (list.Totals.Overall is not { } overall) yield return new GateFinding(MinCoverage, "No technique is in scope, so that there is no Coverage to speak of.");
        else if (overall < wanted) yield return new GateFinding(MinCoverage, string.Create(CultureInfo.InvariantCulture, $"Coverage is {overall:0.0##} of 100 over {list.Totals.Techniques} techniques; at least {wanted:0.###} is wanted."));
    }

    private static IEnumerable<GateFinding> Added(List<Gap> added, int? most, EarlierGaps? earlier)
    {
        if (most is not { } allowed || added.Count <= allowed) return [];
        var since = earlier is { Name.Length: > 0 } ? $" since {earlier.Name}" : "";
        return added.Select(gap => new GateFinding(MaxNewGaps, string.Create(CultureInfo.InvariantCulture, $"New gap: {gap.Technique.Id} {gap.Technique.Technique.Title}, {gap.Reason.Words()} in {gap.Environment}, {gap.Points:0.0} weighted points. {Then(earlier, gap)}{gap.Next.Text} ({added.Count} new{since}, at most {allowed} allowed.)"), gap));
    }

    private static string Then(EarlierGaps? earlier, Gap gap) => earlier?.Then(gap.Technique.Id) is { Length: > 0 } then ? then + " " : "";
}
