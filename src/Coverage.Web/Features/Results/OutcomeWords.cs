using Coverage.Posture;
using Coverage.Sources;

namespace Coverage.Web.Features.Results;

/// <summary>One of the six words that a person decides a run by, with its key.</summary>
/// <param name="Word">Its name in forms.</param>
/// <param name="Title">As it is shown.</param>
/// <param name="Key">The key that presses it, with the browser's own modifier.</param>
/// <param name="Hint">What it says.</param>
internal sealed record OutcomeChoice(string Word, string Title, string Key, string Hint);

/// <summary>Outcomes in words, and back.</summary>
internal static class OutcomeWords
{
    /// <summary>What a person can say of a run.</summary>
    public static IReadOnlyList<OutcomeChoice> Choices { get; } =
    [
        new("blocked", "Blocked", "b", "stopped; what was seen is not known"),
        new("alerted", "Alerted", "a", "an alert, and not stopped"),
        new("logged", "Logged", "l", "in the logs, without an alert, and not stopped"),
        new("missed", "Missed", "m", "neither seen nor stopped"),
        new("not-applicable", "Not applicable", "n", "means nothing in this environment; leaves the means"),
        new("error", "Error", "e", "it could not run"),
    ];

    /// <summary>The run with an outcome; null if the word is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="word">The word.</param>
    /// <param name="by">What alerted, or stopped it, as far as it was said; goes with no other word.</param>
    public static TestResult? Apply(TestResult run, string? word, params IReadOnlyCollection<NamedItem> by) => word switch
    {
        "blocked" => Ran(run, ReportedOutcome.Blocked) with { StoppedBy = [.. by] },
        "alerted" => Ran(run, ReportedOutcome.Alerted) with { AlertedBy = [.. by] },
        _ when by.Count > 0 => throw new SourceRefusedException("Something is named that alerted, or stopped the test. Say that it alerted or was blocked, or name nothing."),
        "logged" => Ran(run, ReportedOutcome.Logged),
        "missed" => Ran(run, ReportedOutcome.Missed),
        "not-applicable" => run with { State = ResultState.NotApplicable },
        "error" => run with { State = ResultState.Error },
        "pending" => run,
        _ => null,
    };

    /// <summary>What became of a run, in words.</summary>
    public static string Of(TestResult run) => run.State switch
    {
        ResultState.Pending => "outcome pending",
        ResultState.Error => "error",
        ResultState.NotApplicable => "not applicable",
        _ => string.Join(", ", new[] { run.Stopped switch { Stopped.Yes => "stopped", Stopped.No => "not stopped", _ => "" }, run.Seen switch { Seen.Alerted => "alerted", Seen.Logged => "logged", Seen.Nothing => "missed", _ => "" } }.Where(word => word.Length > 0)),
    };

    /// <summary>The style of an outcome.</summary>
    public static string Style(TestResult run) => run.State != ResultState.Ran ? "s-calm" : run.Stopped == Stopped.Yes || run.Seen == Seen.Alerted ? "s-good" : run.Seen == Seen.Logged ? "s-warn" : "s-bad";

    private static TestResult Ran(TestResult run, ReportedOutcome outcome)
    {
        var (seen, stopped) = TestResult.Read(outcome);
        return run with { State = ResultState.Ran, Seen = seen, Stopped = stopped };
    }
}
