namespace Coverage.Sources.GitHub;

/// <summary>How good or bad a finding is.</summary>
public enum ProbeOutcome
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and somebody may want to know.</summary>
    Warning,

    /// <summary>It cannot work so.</summary>
    Wrong,
}

/// <summary>One thing that a connection test found.</summary>
/// <param name="Outcome">How good or bad it is.</param>
/// <param name="Message">What was found, and what to do if it is wrong.</param>
/// <param name="Fault">What kind of failure a sync would end with; null if with none.</param>
public sealed record ProbeFinding(ProbeOutcome Outcome, string Message, FeedFault? Fault = null);
