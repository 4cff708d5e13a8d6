namespace Coverage.Sources;

/// <summary>Why a place could not be synced. Stored by name.</summary>
public enum FeedFault
{
    /// <summary>The credential is missing, wrong, expired or may not read this.</summary>
    NoAccess,

    /// <summary>There is no such repository or folder, or it is private and the credential does not reach it.</summary>
    NotFound,

    /// <summary>There is no such branch, tag, commit or release.</summary>
    NoSuchRef,

    /// <summary>It is there and holds nothing.</summary>
    Empty,

    /// <summary>It was taken down for legal reasons.</summary>
    Blocked,

    /// <summary>The quota is used up, or the server asks to come less often.</summary>
    RateLimited,

    /// <summary>The server fails (5xx).</summary>
    ServerError,

    /// <summary>It cannot be reached: no such name, no connection, no trusted certificate, or the connection broke.</summary>
    Unreachable,

    /// <summary>It stopped sending, or took longer than a sync may take.</summary>
    TimedOut,

    /// <summary>The answer is not what this address answers.</summary>
    WrongContent,

    /// <summary>A file is not what its hash says.</summary>
    Integrity,

    /// <summary>The address is not one that may be asked.</summary>
    RefusedAddress,

    /// <summary>No file matches the patterns, or none is of the kind.</summary>
    NothingMatches,

    /// <summary>It is larger than the limits allow.</summary>
    TooLarge,
}

/// <summary>
/// A place could not be asked or read; nothing has changed and the old data stays. The message says what is wrong, where
/// and what to do, and never holds a credential.
/// </summary>
public sealed class FeedException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public FeedException(FeedFault fault, string message, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
    }

    /// <summary>What kind of failure it is.</summary>
    public FeedFault Fault { get; }

    /// <summary>Before when (UTC) the place must not be asked again; null when that is open.</summary>
    public DateTime? NotBefore { get; init; }
}
