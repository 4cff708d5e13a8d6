using Coverage.Data;

namespace Coverage.Sync;

/// <summary>A source that is to be brought up to date.</summary>
public sealed record SyncRequest
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>What asks for it: <see cref="BySchedule"/>, <see cref="ByPerson"/>, <see cref="ByCommand"/> or <see cref="ByWebhook"/>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Only tells what would change.</summary>
    public bool Rehearse { get; init; }

    /// <summary>The held run that a person approves: read at its very commit, whatever it removes.</summary>
    public SyncRunRow? Approves { get; init; }

    /// <summary>Cancelled when the process is about to end: a turn of the schedule that this cuts short is made up.</summary>
    public CancellationToken Leaving { get; init; }

    /// <summary>The schedule.</summary>
    public const string BySchedule = "schedule";

    /// <summary>A person in the app.</summary>
    public const string ByPerson = "person";

    /// <summary>The command line.</summary>
    public const string ByCommand = "command";

    /// <summary>The server said that there is something new.</summary>
    public const string ByWebhook = "webhook";
}

/// <summary>How far a sync is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Phase">What is being done: <c>asking</c>, <c>listing</c>, <c>fetching</c>, <c>reading</c>, <c>writing</c>.</param>
/// <param name="Requests">Requests sent.</param>
/// <param name="QuotaLeft">What is left of the quota, once known.</param>
/// <param name="Bytes">Bytes received in this phase of asking, listing or fetching.</param>
/// <param name="BytesExpected">Bytes that there will be in it, where known.</param>
/// <param name="Files">Files read.</param>
/// <param name="Items">Items found.</param>
public sealed record SyncProgress(string Source, string Phase, int Requests, int? QuotaLeft, long Bytes, long? BytesExpected, int Files, int Items);

/// <summary>How a sync ended.</summary>
/// <param name="Run">Its record.</param>
/// <param name="Imported">Its change set with the problems, if it applied one (or told of one).</param>
public sealed record SyncResult(SyncRunRow Run, ImportedSource? Imported)
{
    /// <summary>Of a rehearsal: what would change, or be removed by what would be held.</summary>
    public ChangedItems Would { get; init; } = ChangedItems.None;

    /// <summary>Of a rehearsal: whether a sync would be held for a person's approval.</summary>
    public bool WouldBeHeld { get; init; }
}

/// <summary>A source is being synced already, in this process or in another, or another one has just taken the schedule's turn.</summary>
public sealed class SyncBusyException : Exception
{
    /// <summary>It is being synced.</summary>
    public SyncBusyException(string source, DateTime? since)
        : this($"'{source}' is being synced already{(since is { } at ? $", since {at:yyyy-MM-dd HH:mm:ss} UTC" : "")}. Wait until that is done.") => Since = since;

    private SyncBusyException(string message)
        : base(message)
    {
    }

    /// <summary>Since when (UTC), where known.</summary>
    public DateTime? Since { get; }

    internal static SyncBusyException Leaving(string source) => new($"The app is being stopped, so that '{source}' is not synced by it any more.");

    internal static SyncBusyException TurnTaken(string source) => new($"'{source}' is not due: another process has taken this turn of its schedule, or a person paused it.");
}
