using System.Collections.Immutable;
using Coverage.Catalog;

namespace Coverage.Posture;

/// <summary>What became of a test.</summary>
public enum ResultState
{
    /// <summary>It ran; what was seen and stopped stands beside it.</summary>
    Ran = 1,

    /// <summary>It ran, and nobody has said yet what was seen.</summary>
    Pending = 2,

    /// <summary>It could not run.</summary>
    Error = 3,

    /// <summary>It means nothing in this environment; it leaves the means until this is withdrawn.</summary>
    NotApplicable = 4,
}

/// <summary>What was seen of a test; the higher, the better.</summary>
public enum Seen
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Nothing.</summary>
    Nothing = 1,

    /// <summary>It can be found in the logs; nobody was told.</summary>
    Logged = 2,

    /// <summary>An alert.</summary>
    Alerted = 3,
}

/// <summary>Whether a test was stopped; the higher, the better.</summary>
public enum Stopped
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It went through.</summary>
    No = 1,

    /// <summary>It was stopped.</summary>
    Yes = 2,
}

/// <summary>What people and logs call an outcome, in one word.</summary>
public enum ReportedOutcome
{
    /// <summary>Stopped; what was seen is unknown.</summary>
    Blocked = 1,

    /// <summary>An alert, and not stopped.</summary>
    Alerted = 2,

    /// <summary>In the logs, and not stopped.</summary>
    Logged = 3,

    /// <summary>Neither seen nor stopped.</summary>
    Missed = 4,
}

/// <summary>A rule or control that alerted or stopped, at the content that it had.</summary>
/// <param name="Kind"><see cref="ItemKind.Rule"/> (own rules, too) or <see cref="ItemKind.DefensiveTechnique"/>.</param>
/// <param name="Key">Which one.</param>
/// <param name="Hash">A rule's content when the test ran; empty when unknown, always for a control.</param>
public sealed record NamedItem(ItemKind Kind, ItemKey Key, string Hash = "");

/// <summary>One run of a test on one host of an environment.</summary>
/// <param name="Id">Its own identifier, unique in the environment; an import derives it from its content, so that the same file twice changes nothing.</param>
/// <param name="Test">The Atomic test, by its GUID.</param>
/// <param name="Time">When it ran, UTC.</param>
/// <param name="State">Whether it ran.</param>
/// <param name="Seen">What was seen; unknown unless it ran.</param>
/// <param name="Stopped">Whether it was stopped; unknown unless it ran.</param>
/// <param name="Host">The host; empty when unknown.</param>
/// <param name="By">Who ran it; who recorded it where nothing else is said.</param>
/// <param name="Note">Free text.</param>
public sealed record TestResult(string Id, ItemKey Test, DateTime Time, ResultState State, Seen Seen = Seen.Unknown, Stopped Stopped = Stopped.Unknown, string Host = "", string By = "", string Note = "")
{
    /// <summary>What alerted, as far as it is known.</summary>
    public ImmutableArray<NamedItem> AlertedBy { get; init; } = [];

    /// <summary>What stopped it, as far as it is known.</summary>
    public ImmutableArray<NamedItem> StoppedBy { get; init; } = [];

    /// <summary>The alerts that proved it, by time and rule, so that they prove no other run; null for none.</summary>
    public string? Evidence { get; init; }

    /// <summary>What one word says of both: <c>Blocked = stopped, seen unknown; alerted, logged, missed = not stopped</c>.</summary>
    public static (Seen Seen, Stopped Stopped) Read(ReportedOutcome outcome) => outcome switch
    {
        ReportedOutcome.Blocked => (Seen.Unknown, Stopped.Yes),
        ReportedOutcome.Alerted => (Seen.Alerted, Stopped.No),
        ReportedOutcome.Logged => (Seen.Logged, Stopped.No),
        _ => (Seen.Nothing, Stopped.No),
    };

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    /// <param name="now">The time, UTC.</param>
    public IEnumerable<string> Problems(DateTime now) =>
    [
        .. Statement.Needed("The result's identifier", Id),
        .. Statement.Key("The test", Test),
        .. Statement.Past("The time of the result", Time, now),
        .. Enum.IsDefined(State) && Enum.IsDefined(Seen) && Enum.IsDefined(Stopped) ? [] : new[] { "The result has a state that does not exist." },
        .. State != ResultState.Ran && (Seen != Seen.Unknown || Stopped != Stopped.Unknown) ? ["Only a test that ran has an outcome."] : Array.Empty<string>(),
        .. State == ResultState.Ran && Seen == Seen.Unknown && Stopped == Stopped.Unknown ? ["A test that ran without a known outcome is pending."] : Array.Empty<string>(),
        .. AlertedBy.Length > 0 && Seen != Seen.Alerted ? ["Something is named that alerted, but there was no alert."] : Array.Empty<string>(),
        .. StoppedBy.Length > 0 && Stopped != Stopped.Yes ? ["Something is named that stopped the test, but it was not stopped."] : Array.Empty<string>(),
        .. AlertedBy.Concat(StoppedBy).SelectMany(named => Statement.Key("What alerted or stopped", named.Key)),
        .. Statement.Short("The host", Host),
        .. Statement.Short("The evidence", Evidence),
        .. Statement.Short("The note", Note),
    ];
}
