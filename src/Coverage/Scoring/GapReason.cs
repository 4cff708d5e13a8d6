namespace Coverage.Scoring;

/// <summary>
/// Why a technique falls short in an environment, or that it does not; each pair has exactly one. The order is that of the
/// product's list and breaks ties, <see cref="Covered"/> last.
/// </summary>
public enum GapReason
{
    /// <summary>More of its tests were logged or missed than alerted or stopped.</summary>
    Failing = 1,

    /// <summary>Something is in place; there is no test.</summary>
    Untestable = 2,

    /// <summary>Something is in place; no test has an outcome.</summary>
    Unproven = 3,

    /// <summary>No test alerted or was stopped within the fresh days.</summary>
    Stale = 4,

    /// <summary>Some of it is proven.</summary>
    PartlyProven = 5,

    /// <summary>Rules exist, all on log sources that are recorded as not collected.</summary>
    NoTelemetry = 6,

    /// <summary>A rule or control exists, and none is in place.</summary>
    NotDeployed = 7,

    /// <summary>Nothing exists.</summary>
    NoContent = 8,

    /// <summary>Coverage reaches the model's threshold.</summary>
    Covered = 9,

    /// <summary>An exception or the profile takes it out of scope.</summary>
    OutOfScope = 10,

    /// <summary>It shares no platform with the environment.</summary>
    NotApplicable = 11,
}
