using Coverage.Exchange.Evidence;
using Coverage.Posture;

namespace Coverage.Web.Features.Results;

/// <summary>One of the six words that a person decides a run by, with its key.</summary>
/// <param name="Word">Its name in forms.</param>
/// <param name="Title">As it is shown.</param>
/// <param name="Key">The key that presses it, with the browser's own modifier.</param>
/// <param name="Hint">What it says.</param>
internal sealed record OutcomeChoice(string Word, string Title, string Key, string Hint);

/// <summary>Outcomes in words.</summary>
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

    /// <summary>What became of a run, in words.</summary>
    public static string Of(TestResult run) => ResultSteps.Of(run);

    /// <summary>An outcome's place from stopped to what could not run, to order by; null for none yet.</summary>
    public static IComparable? Place(TestResult run) => run.State switch
    {
        ResultState.Pending => null,
        ResultState.Error => 5,
        ResultState.NotApplicable => 4,
        _ => run.Stopped == Stopped.Yes ? 0 : run.Seen switch { Seen.Alerted => 1, Seen.Logged => 2, _ => 3 },
    };

    /// <summary>The style of an outcome.</summary>
    public static string Style(TestResult run) => run.State != ResultState.Ran ? "s-calm" : run.Stopped == Stopped.Yes || run.Seen == Seen.Alerted ? "s-good" : run.Seen == Seen.Logged ? "s-warn" : "s-bad";
}
