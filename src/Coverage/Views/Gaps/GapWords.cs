using Coverage.Scoring;

namespace Coverage.Views.Gaps;

/// <summary>The reasons in words and glyphs, everywhere alike.</summary>
public static class GapWords
{
    /// <summary>The reasons that a gap can have, in the order in which they are looked for.</summary>
    public static IReadOnlyList<GapReason> All { get; } = [GapReason.Failing, GapReason.Untestable, GapReason.Unproven, GapReason.Stale, GapReason.PartlyProven, GapReason.NoTelemetry, GapReason.NotDeployed, GapReason.NoContent];

    /// <summary><c>not deployed</c>.</summary>
    public static string Words(this GapReason reason) => reason switch
    {
        GapReason.Failing => "failing",
        GapReason.Untestable => "untestable",
        GapReason.Unproven => "unproven",
        GapReason.Stale => "stale",
        GapReason.PartlyProven => "partly proven",
        GapReason.NoTelemetry => "no telemetry",
        GapReason.NotDeployed => "not deployed",
        GapReason.NoContent => "no content",
        GapReason.Covered => "covered",
        GapReason.OutOfScope => "out of scope",
        _ => "not applicable",
    };

    /// <summary>One glyph a reason.</summary>
    public static string Glyph(this GapReason reason) => reason switch
    {
        GapReason.Failing => "✕",
        GapReason.Untestable => "◑",
        GapReason.Unproven => "◐",
        GapReason.Stale => "◔",
        GapReason.PartlyProven => "◕",
        GapReason.NoTelemetry => "◌",
        GapReason.NotDeployed => "○",
        GapReason.NoContent => "∅",
        GapReason.Covered => "●",
        GapReason.OutOfScope => "▨",
        _ => "–",
    };

    /// <summary>What it means, in a sentence.</summary>
    public static string Says(this GapReason reason) => reason switch
    {
        GapReason.Failing => "More of its tests were logged or missed than alerted or stopped.",
        GapReason.Untestable => "Something is in place; there is no test to prove it.",
        GapReason.Unproven => "Something is in place; no test has an outcome.",
        GapReason.Stale => "No test alerted or was stopped recently.",
        GapReason.PartlyProven => "Some of its tests alerted or were stopped, not enough of them.",
        GapReason.NoTelemetry => "Rules exist, all on log sources that are recorded as not collected.",
        GapReason.NotDeployed => "A rule or control exists, and none is in place.",
        GapReason.NoContent => "No public rule or control exists, and none of one's own.",
        GapReason.Covered => "Its Coverage reaches the threshold.",
        GapReason.OutOfScope => "An exception or the profile leaves it out.",
        _ => "It shares no platform with any environment.",
    };

    /// <summary>The reason of a word; null if it is none that a gap can have.</summary>
    public static GapReason? Parse(string word) => All.Where(reason => string.Equals(reason.Words(), word.Replace('-', ' '), StringComparison.OrdinalIgnoreCase)).Select(reason => (GapReason?)reason).FirstOrDefault();
}
