namespace Coverage.Posture;

/// <summary>How far a countermeasure is implemented.</summary>
public enum ImplementationState
{
    /// <summary>Meant to be; counts nothing yet.</summary>
    Planned = 1,

    /// <summary>In part.</summary>
    Partial = 2,

    /// <summary>In full.</summary>
    Full = 3,
}

/// <summary>A D3FEND technique as an environment has it.</summary>
/// <param name="Control">The D3FEND technique.</param>
/// <param name="State">Planned, partial or full.</param>
/// <param name="By">The product or practice that does it.</param>
/// <param name="Since">Since when, UTC; null when unknown.</param>
/// <param name="Evidence">Where it can be seen: a policy, a ticket, a link.</param>
/// <param name="Note">Free text.</param>
public sealed record Implementation(ItemKey Control, ImplementationState State, string By = "", DateTime? Since = null, string Evidence = "", string Note = "")
{
    /// <summary>The place, such as a site or a product's tenant; null for none.</summary>
    public string? Where { get; init; }

    /// <summary>The share of assets that have it, above 0 to 1; shown, not scored; null for all of them.</summary>
    public double? Share { get; init; }

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    /// <param name="now">The time, UTC.</param>
    public IEnumerable<string> Problems(DateTime now) =>
    [
        .. Statement.Key("The D3FEND technique", Control),
        .. Enum.IsDefined(State) ? [] : new[] { "An implementation is planned, partial or full." },
        .. State == ImplementationState.Planned ? [] : Statement.Past("The day of the implementation", Since, now),
        .. Share is { } share ? Statement.Share("The share of assets", share) : [],
        .. Statement.Short("The product or practice", By),
        .. Statement.Short("The place", Where),
        .. Statement.Short("The evidence", Evidence),
        .. Statement.Short("The note", Note),
    ];
}
