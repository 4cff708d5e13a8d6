using System.Globalization;
using Coverage.Scoring;
using Coverage.Views.Gaps;

namespace Coverage.Web.Components;

/// <summary>Scores and gap reasons as pages write them.</summary>
internal static class ScoreWords
{
    /// <summary><c>57.1</c>; <c>none</c> where there is nothing to score.</summary>
    public static string Of(double? score) => score is { } known && double.IsFinite(known) ? known.ToString("0.0", CultureInfo.InvariantCulture) : "none";

    /// <summary><c>+3.2</c>, <c>−0.4</c>; empty where it did not move.</summary>
    public static string Difference(double? before, double? after)
    {
        var difference = (after ?? 0) - (before ?? 0);
        if (difference == 0) return "";
        var sign = difference > 0 ? "+" : "−";
        var size = Math.Abs(difference);
        return sign + (size < 0.05 ? "<0.1" : size.ToString("0.0", CultureInfo.InvariantCulture));
    }

    /// <summary>A number of the arithmetic: at most four places, none that say nothing.</summary>
    public static string Exact(double value) => double.IsNaN(value) ? "none" : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A reason in words.</summary>
    public static string Of(GapReason reason) => reason.Words();

    /// <summary>How loud a reason is.</summary>
    public static string Tone(GapReason reason) => reason switch
    {
        GapReason.Covered => "s-good",
        GapReason.Failing => "s-bad",
        GapReason.NotDeployed or GapReason.NoTelemetry or GapReason.NoContent => "s-none",
        GapReason.OutOfScope or GapReason.NotApplicable => "s-calm",
        _ => "s-warn",
    };
}
