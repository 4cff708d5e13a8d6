using Coverage.Catalog;

namespace Coverage.Data;

/// <summary>Where a source's content comes from. Stored by name.</summary>
public enum SourcePlace
{
    /// <summary>A repository on GitHub, GitHub Enterprise Server or <c>*.ghe.com</c>.</summary>
    GitHub,

    /// <summary>A folder, git clone or archive on this server, which is watched.</summary>
    Folder,

    /// <summary>Nowhere: a person uploads or imports it.</summary>
    Upload,
}

/// <summary>How a source proves who it is. Stored by name.</summary>
public enum CredentialKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a token.</summary>
    Token,

    /// <summary>As a GitHub App.</summary>
    App,
}

/// <summary>How a source is set up: where it comes from, how often, and who it is there.</summary>
public sealed class SourceSettingsRow
{
    /// <summary>The source's name; that of <see cref="SourceRow"/> once it holds something.</summary>
    public required string Name { get; set; }

    /// <summary>What it publishes.</summary>
    public SourceKind Kind { get; set; }

    /// <summary>Its matrix, for ATT&amp;CK.</summary>
    public AttackDomain? Domain { get; set; }

    /// <summary>Where it comes from.</summary>
    public SourcePlace Place { get; set; }

    /// <summary>The address of the API; empty for GitHub's own (or what the installation says in its stead).</summary>
    public string Api { get; set; } = "";

    /// <summary>The repository, <c>OWNER/NAME</c>.</summary>
    public string Repository { get; set; } = "";

    /// <summary>What of it is followed, as <c>GitHubRefKind</c> names it.</summary>
    public string RefKind { get; set; } = "";

    /// <summary>The branch, tag or commit.</summary>
    public string Ref { get; set; } = "";

    /// <summary>For ATT&amp;CK: one release; empty for the newest.</summary>
    public string Release { get; set; } = "";

    /// <summary>The path on this server.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Patterns of files that are wanted, one a line; empty for all that the kind wants.</summary>
    public string Include { get; set; } = "";

    /// <summary>Patterns of files that are left out, one a line.</summary>
    public string Exclude { get; set; } = "";

    /// <summary>What a source has as <see cref="Priority"/> that nobody changed.</summary>
    public const int UsualPriority = 100;

    /// <summary>Where two sources hold the same identifier, the one with the smaller number has it.</summary>
    public int Priority { get; set; } = UsualPriority;

    /// <summary>When it is synced, as a cron expression of five fields; empty: only when a person asks.</summary>
    public string Cron { get; set; } = "";

    /// <summary>The time zone that the expression is in, as the IANA names it.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>At most so many seconds later, so that not everybody comes at the full hour.</summary>
    public int JitterSeconds { get; set; }

    /// <summary>It is not synced until a person resumes it.</summary>
    public bool Paused { get; set; }

    /// <summary>How it proves who it is.</summary>
    public CredentialKind Credential { get; set; }

    /// <summary>The token or the private key, encrypted; never shown.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The GitHub App's number or client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The App's installation.</summary>
    public long? Installation { get; set; }

    /// <summary>When it was set up (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Counts its changes, so that the second of two editors sees the first's.</summary>
    public int Revision { get; set; }

    /// <summary>Whether it comes from the same place, and of it the same is wanted.</summary>
    public bool SamePlace(SourceSettingsRow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return PlaceParts.SequenceEqual(other.PlaceParts);
    }

    /// <summary>What says where it comes from, and what of it is wanted; what its kind of place does not use left out.</summary>
    private string[] PlaceParts => Place switch
    {
        SourcePlace.GitHub => ["GitHub", Api, Repository, RefKind, Ref, Release, Include, Exclude],
        SourcePlace.Folder => ["Folder", Folder, Include, Exclude],
        _ => ["Upload"],
    };

    /// <summary>The same, following something else.</summary>
    public SourceSettingsRow At(string refKind, string name)
    {
        var other = (SourceSettingsRow)MemberwiseClone();
        (other.RefKind, other.Ref) = (refKind, name);
        return other;
    }
}

/// <summary>What is remembered of a source's place, and how its syncs go.</summary>
public sealed class SourceStateRow
{
    /// <summary>The source.</summary>
    public required string Name { get; set; }

    /// <summary>What makes the next request conditional.</summary>
    public string ETag { get; set; } = "";

    /// <summary>The commit that was read last.</summary>
    public string Commit { get; set; } = "";

    /// <summary>That commit's time (UTC).</summary>
    public DateTime? Date { get; set; }

    /// <summary>The place's present name.</summary>
    public string PlaceName { get; set; } = "";

    /// <summary>The repository's number, once known.</summary>
    public long? RepositoryId { get; set; }

    /// <summary>The tag of the latest release, where that is followed.</summary>
    public string Release { get; set; } = "";

    /// <summary>The <see cref="SourceRow.Revision"/> that the last sync left: another one means that somebody imported by hand since.</summary>
    public int Revision { get; set; }

    /// <summary>When the place was last asked with success (UTC).</summary>
    public DateTime? SucceededAt { get; set; }

    /// <summary>Since when it fails (UTC); null while it does not.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>Why, as <c>FeedFault</c> names it.</summary>
    public string Fault { get; set; } = "";

    /// <summary>Why, in words.</summary>
    public string Message { get; set; } = "";

    /// <summary>Before when (UTC) it must not be asked.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>The last time (UTC) at which the schedule's turn was taken.</summary>
    public DateTime? ScheduledAt { get; set; }

    /// <summary>The run whose result waits for a person.</summary>
    public long? HeldRun { get; set; }

    /// <summary>The commit that it would bring.</summary>
    public string HeldCommit { get; set; } = "";

    /// <summary>The commit that a person does not want.</summary>
    public string RejectedCommit { get; set; } = "";
}

/// <summary>How a sync run ended. Stored by name.</summary>
public enum SyncOutcome
{
    /// <summary>There was nothing new.</summary>
    Unchanged,

    /// <summary>What was new is applied.</summary>
    Applied,

    /// <summary>It failed; the old data was kept.</summary>
    Failed,

    /// <summary>It waits for a person's approval.</summary>
    Held,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The process ended in the middle of it.</summary>
    Interrupted,

    /// <summary>It only told what would change.</summary>
    Rehearsed,

    /// <summary>It was held, and a person approved it.</summary>
    Approved,

    /// <summary>It was held, and a person rejected it.</summary>
    Rejected,
}

/// <summary>One attempt to bring a source up to date.</summary>
public sealed class SyncRunRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string Source { get; set; }

    /// <summary>What asked for it: <c>schedule</c>, <c>person</c>, <c>command</c>.</summary>
    public required string Trigger { get; set; }

    /// <summary>Who.</summary>
    public required string Who { get; set; }

    /// <summary>When it began (UTC).</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime EndedAt { get; set; }

    /// <summary>How it ended.</summary>
    public SyncOutcome Outcome { get; set; }

    /// <summary>Requests sent.</summary>
    public int Requests { get; set; }

    /// <summary>Requests that counted against the quota.</summary>
    public int QuotaUsed { get; set; }

    /// <summary>What was left of the quota.</summary>
    public int? QuotaLeft { get; set; }

    /// <summary>Bytes received.</summary>
    public long Bytes { get; set; }

    /// <summary>The commit before.</summary>
    public string CommitBefore { get; set; } = "";

    /// <summary>The commit that was found.</summary>
    public string Commit { get; set; } = "";

    /// <summary>Its change set, if it applied one.</summary>
    public long? ChangeSetId { get; set; }

    /// <summary>Items that it added, or would add.</summary>
    public int Added { get; set; }

    /// <summary>Items that it changed, or would change.</summary>
    public int Changed { get; set; }

    /// <summary>Items that it removed, or would remove.</summary>
    public int Removed { get; set; }

    /// <summary>Items that it moved, or would move.</summary>
    public int Moved { get; set; }

    /// <summary>Why it failed, as <c>FeedFault</c> names it.</summary>
    public string Fault { get; set; } = "";

    /// <summary>Why it failed or is held, in words.</summary>
    public string Message { get; set; } = "";

    /// <summary>What else happened: a rewritten history, a new name.</summary>
    public string Notes { get; set; } = "";
}

/// <summary>An item that a held run would remove.</summary>
public sealed class HeldItemRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The run.</summary>
    public long RunId { get; set; }

    /// <summary>What it is.</summary>
    public ItemKind Kind { get; set; }

    /// <summary>Its identifier.</summary>
    public required string ExternalId { get; set; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>Its path.</summary>
    public string Path { get; set; } = "";
}

/// <summary>Who may work on something at this time, so that two processes do not both.</summary>
public sealed class LeaseRow
{
    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>Who holds it: a process, told apart from every other; empty when nobody does.</summary>
    public string Owner { get; set; } = "";

    /// <summary>When the holder took it (UTC).</summary>
    public DateTime Since { get; set; }

    /// <summary>Until when it holds unless it is renewed (UTC).</summary>
    public DateTime Until { get; set; }

    /// <summary>Grows each time that it is taken: what a holder writes counts only while this is still its number.</summary>
    public long Fence { get; set; }
}

/// <summary>A host that an administrator allows to be asked.</summary>
public sealed class AllowedHostRow
{
    /// <summary><c>host</c>, <c>*.suffix</c> or <c>http(s)://host:port</c>.</summary>
    public required string Entry { get; set; }

    /// <summary>Who allowed it.</summary>
    public required string Who { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
}

/// <summary>The secret by which a server's pushes are known to be its own.</summary>
public sealed class WebhookRow
{
    /// <summary>The source that they are about.</summary>
    public required string Source { get; set; }

    /// <summary>The secret, encrypted; never shown.</summary>
    public required string Secret { get; set; }

    /// <summary>Who entered it.</summary>
    public required string Who { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
}

/// <summary>A push that was taken, so that it is not taken a second time.</summary>
public sealed class WebhookDeliveryRow
{
    /// <summary>The row; grows.</summary>
    public long Id { get; set; }

    /// <summary>The source.</summary>
    public required string Source { get; set; }

    /// <summary>The signature of its body (64 hex digits).</summary>
    public required string Signature { get; set; }

    /// <summary>When it came (UTC).</summary>
    public DateTime At { get; set; }
}

/// <summary>How far a person has read the changes.</summary>
public sealed class VisitRow
{
    /// <summary>The person.</summary>
    public required string Person { get; set; }

    /// <summary>The newest change set that they have read.</summary>
    public long ChangeSetId { get; set; }

    /// <summary>When they said so (UTC).</summary>
    public DateTime At { get; set; }
}
