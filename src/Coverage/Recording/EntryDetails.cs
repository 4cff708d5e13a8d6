namespace Coverage.Recording;

/// <summary>What is said of a rule or control beside its state.</summary>
/// <param name="Share">The share of assets, above 0 to 1; null for all of them.</param>
/// <param name="Where">The product or place.</param>
/// <param name="Evidence">Where it can be seen: a link, a policy, a ticket.</param>
/// <param name="By">The product or practice that does it; of a control only.</param>
/// <param name="Note">Free text.</param>
public sealed record EntryDetails(double? Share = null, string Where = "", string Evidence = "", string By = "", string Note = "")
{
    /// <summary>Since when, if somebody states it; null if it follows from the state: from this moment on where that changes, else as it was.</summary>
    public StatedDay? Since { get; init; }
}

/// <summary>A day as somebody states it.</summary>
/// <param name="Day">Its beginning, UTC; null for one that is not known.</param>
public sealed record StatedDay(DateTime? Day);
