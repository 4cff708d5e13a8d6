using Coverage.Posture;

namespace Coverage.Views.History;

/// <summary>A test result in words.</summary>
public static class ResultWords
{
    /// <summary><c>alerted, not stopped</c>; <c>outcome pending</c>; <c>not applicable</c>.</summary>
    public static string Of(TestResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.State switch
        {
            ResultState.Pending => "outcome pending",
            ResultState.Error => "could not run",
            ResultState.NotApplicable => "not applicable",
            _ => string.Join(", ", new[] { Of(result.Seen), Of(result.Stopped) }.Where(word => word.Length > 0)),
        };
    }

    private static string Of(Seen seen) => seen switch { Seen.Alerted => "alerted", Seen.Logged => "logged", Seen.Nothing => "nothing seen", _ => "" };

    private static string Of(Stopped stopped) => stopped switch { Stopped.Yes => "stopped", Stopped.No => "not stopped", _ => "" };
}
