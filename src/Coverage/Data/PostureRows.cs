namespace Coverage.Data;

/// <summary>What an entry of the posture is. Stored by number.</summary>
public enum EntryKind
{
    /// <summary>An environment.</summary>
    Environment = 1,

    /// <summary>A rule's deployment, of an environment.</summary>
    Deployment = 2,

    /// <summary>A D3FEND technique's implementation, of an environment.</summary>
    Implementation = 3,

    /// <summary>A test's result, of an environment.</summary>
    Result = 4,

    /// <summary>Whether a log source is collected, of an environment.</summary>
    Telemetry = 5,

    /// <summary>An own rule.</summary>
    OwnRule = 6,

    /// <summary>A link that a person made.</summary>
    Link = 7,

    /// <summary>A link that a person took away.</summary>
    Suppression = 8,

    /// <summary>Out of scope, or risk accepted.</summary>
    Exception = 9,

    /// <summary>A threat profile.</summary>
    Profile = 10,

    /// <summary>Which profile weighs the techniques; one entry.</summary>
    ChosenProfile = 11,

    /// <summary>A note.</summary>
    Note = 12,

    /// <summary>Who closes a gap.</summary>
    Assignment = 13,

    /// <summary>An item of the work list.</summary>
    WorkItem = 14,

    /// <summary>The scoring model's figures; one entry.</summary>
    Model = 15,
}

/// <summary>One entry of the posture as it is now.</summary>
public sealed class PostureRow
{
    /// <summary>What it is.</summary>
    public EntryKind Kind { get; set; }

    /// <summary>The environment's key; empty for what is of none.</summary>
    public string Environment { get; set; } = "";

    /// <summary>What it is known by within its kind and environment.</summary>
    public required string Key { get; set; }

    /// <summary>The entry as JSON.</summary>
    public required string Value { get; set; }

    /// <summary>The edit that made it what it is.</summary>
    public long EditId { get; set; }
}

/// <summary>One step of editing the posture: by a person, whole or not at all.</summary>
public sealed class PostureEditRow
{
    /// <summary>The row; edits were made in this order.</summary>
    public long Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Who.</summary>
    public required string Who { get; set; }

    /// <summary>What was done, in words.</summary>
    public required string Title { get; set; }

    /// <summary>Why; empty if nobody said.</summary>
    public string Reason { get; set; } = "";

    /// <summary>How many entries it changed.</summary>
    public int Entries { get; set; }

    /// <summary>The edit that it takes back, if it does.</summary>
    public long? Undoes { get; set; }
}

/// <summary>What an edit did to one entry.</summary>
public sealed class PostureChangeRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The edit.</summary>
    public long EditId { get; set; }

    /// <summary>What the entry is.</summary>
    public EntryKind Kind { get; set; }

    /// <summary>Its environment's key; empty for what is of none.</summary>
    public string Environment { get; set; } = "";

    /// <summary>What it is known by.</summary>
    public required string Key { get; set; }

    /// <summary>The entry before, as JSON; null if it was not there.</summary>
    public string? Before { get; set; }

    /// <summary>The entry afterwards, as JSON; null if it is gone.</summary>
    public string? After { get; set; }
}

/// <summary>Why a score moved. Stored by number.</summary>
public enum MoveCause
{
    /// <summary>Somebody recorded something.</summary>
    Work = 1,

    /// <summary>Rules, tests or controls changed upstream.</summary>
    Content = 2,

    /// <summary>ATT&amp;CK itself changed.</summary>
    Attack = 3,

    /// <summary>Proofs aged, or exceptions expired.</summary>
    Ageing = 4,

    /// <summary>The scoring model's figures were changed.</summary>
    Model = 5,

    /// <summary>What counts was changed: environments, profile, exceptions.</summary>
    Scope = 6,
}

/// <summary>The headline as it was before and after something moved it. A score is in percent or points of 100, null where nothing stands in it.</summary>
public sealed class ScoreMoveRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Why.</summary>
    public MoveCause Cause { get; set; }

    /// <summary>The edit, if it was one.</summary>
    public long? EditId { get; set; }

    /// <summary>In words.</summary>
    public string Title { get; set; } = "";

    /// <summary>Overall before.</summary>
    public double? OverallBefore { get; set; }

    /// <summary>Overall afterwards.</summary>
    public double? Overall { get; set; }

    /// <summary>Available before.</summary>
    public double? AvailableBefore { get; set; }

    /// <summary>Available afterwards.</summary>
    public double? Available { get; set; }

    /// <summary>Deployed before.</summary>
    public double? DeployedBefore { get; set; }

    /// <summary>Deployed afterwards.</summary>
    public double? Deployed { get; set; }

    /// <summary>Validated before.</summary>
    public double? ValidatedBefore { get; set; }

    /// <summary>Validated afterwards.</summary>
    public double? Validated { get; set; }
}

/// <summary>The one row that says up to where score moves are accounted for.</summary>
public sealed class ScoreMarkRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }

    /// <summary>The last edit.</summary>
    public long EditId { get; set; }

    /// <summary>The last change set.</summary>
    public long ChangeSetId { get; set; }

    /// <summary>The UTC day.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Overall.</summary>
    public double? Overall { get; set; }

    /// <summary>Available.</summary>
    public double? Available { get; set; }

    /// <summary>Deployed.</summary>
    public double? Deployed { get; set; }

    /// <summary>Validated.</summary>
    public double? Validated { get; set; }
}

/// <summary>The scores of one day with what gave them. Never recomputed.</summary>
public sealed class SnapshotRow
{
    /// <summary>The row.</summary>
    public long Id { get; set; }

    /// <summary>The UTC day that was scored.</summary>
    public DateOnly Day { get; set; }

    /// <summary>When it was taken (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Who took it.</summary>
    public required string Who { get; set; }

    /// <summary>Why: daily, on demand, or before an upgrade.</summary>
    public required string Title { get; set; }

    /// <summary>The last edit that is in it.</summary>
    public long EditId { get; set; }

    /// <summary>The last change set that is in it.</summary>
    public long ChangeSetId { get; set; }

    /// <summary>Versions, model, profile and totals as JSON.</summary>
    public required string Facts { get; set; }

    /// <summary>Each technique's scores as JSON, by identifier. The last column, so that reading a trend does not read them.</summary>
    public required string Scores { get; set; }
}
