using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>What kind of work it is.</summary>
public enum WorkKind
{
    /// <summary>Deploy a rule.</summary>
    Deploy = 1,

    /// <summary>Collect a log source, and deploy the rules that make it worth it.</summary>
    Collect = 2,

    /// <summary>Implement a D3FEND technique.</summary>
    Implement = 3,

    /// <summary>Run a test.</summary>
    RunTest = 4,
}

/// <summary>How far a work item is.</summary>
public enum WorkState
{
    /// <summary>Nobody has begun.</summary>
    Open = 1,

    /// <summary>Somebody is at it.</summary>
    Doing = 2,

    /// <summary>It is done, and what it stands for is recorded.</summary>
    Done = 3,

    /// <summary>It will not be done.</summary>
    Dropped = 4,
}

/// <summary>An action that was taken from the plan into the work list. What it promised then is kept beside it.</summary>
/// <param name="Id">Its own identifier.</param>
/// <param name="Kind">What kind of work.</param>
/// <param name="Environment">The environment's key.</param>
/// <param name="Title">In words.</param>
/// <param name="Subject">The rule, control or test; null for a log source and for a set of rules.</param>
/// <param name="LogSource">The log source; null for the others.</param>
/// <param name="Rules">Rules that are deployed by it.</param>
/// <param name="Effort">Points of effort, as planned.</param>
/// <param name="Gain">Weighted points, as planned.</param>
/// <param name="State">How far it is.</param>
/// <param name="Owner">Who does it; empty for nobody yet.</param>
/// <param name="Due">Until which UTC day; null for no day.</param>
public sealed record WorkItem(
    string Id,
    WorkKind Kind,
    string Environment,
    string Title,
    ItemKey? Subject,
    LogSource? LogSource,
    ImmutableArray<ItemKey> Rules,
    double Effort,
    double Gain,
    WorkState State = WorkState.Open,
    string Owner = "",
    DateOnly? Due = null)
{
    /// <summary>Whether it is of several rules that are deployed together, and not of one thing.</summary>
    public bool IsSet => Kind == WorkKind.Deploy && Subject is null && !Rules.IsDefaultOrEmpty;

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Needed("The work item's identifier", Id),
        .. Statement.Needed("The title", Title),
        .. Statement.Short("The owner", Owner),
        .. Enum.IsDefined(Kind) && Enum.IsDefined(State) ? [] : new[] { "The work item has a kind or state that does not exist." },
        .. Kind == WorkKind.Collect ? LogSource is null ? ["Which log source is to be collected is missing."] : Array.Empty<string>() : Subject is null && !IsSet ? ["What is to be done is missing."] : [],
        .. double.IsFinite(Effort) && Effort >= 0 && double.IsFinite(Gain) ? [] : new[] { "Effort and gain are finite numbers." },
    ];
}

/// <summary>Enters or changes a work item.</summary>
/// <param name="Item">The work item.</param>
public sealed record PutWorkItem(WorkItem Item) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { WorkItems = posture.WorkItems.SetItem(Item.Id, Item) };
    }
}

/// <summary>Takes a work item off the list.</summary>
/// <param name="Id">Its identifier.</param>
public sealed record RemoveWorkItem(string Id) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { WorkItems = posture.WorkItems.Remove(Id) };
    }
}
