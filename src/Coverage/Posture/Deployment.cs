namespace Coverage.Posture;

/// <summary>How far a rule is on its way.</summary>
public enum DeploymentState
{
    /// <summary>Meant to be deployed; counts nothing yet.</summary>
    Planned = 1,

    /// <summary>Running.</summary>
    Deployed = 2,

    /// <summary>Switched off; counts nothing.</summary>
    Disabled = 3,
}

/// <summary>A rule of a catalogue, or an own rule, in an environment.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">Planned, deployed or disabled.</param>
/// <param name="Hash">The content that runs: SHA-256 as <c>CatalogItem.Hash</c> has it; empty when unknown.</param>
/// <param name="Since">Since when this content runs, UTC; null when unknown.</param>
/// <param name="Where">The product or place, such as <c>Sentinel, workspace A</c>.</param>
/// <param name="Share">The share of assets that it watches, above 0 to 1; shown, not scored.</param>
/// <param name="By">Who deployed it.</param>
/// <param name="Note">Free text.</param>
public sealed record Deployment(ItemKey Rule, DeploymentState State, string Hash = "", DateTime? Since = null, string Where = "", double Share = 1, string By = "", string Note = "")
{
    /// <summary>Where it can be seen that it runs: a link, a ticket; null for none.</summary>
    public string? Evidence { get; init; }

    /// <summary>The content upstream that a person saw and did not adopt: SHA-256; null for none. Of other content than this it is asked again.</summary>
    public string? Kept { get; init; }

    /// <summary>True if no change upstream is asked about any more; null otherwise.</summary>
    public bool? Ignored { get; init; }

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    /// <param name="now">The time, UTC.</param>
    public IEnumerable<string> Problems(DateTime now) =>
    [
        .. Statement.Key("The rule", Rule),
        .. Enum.IsDefined(State) ? [] : new[] { "A deployment is planned, deployed or disabled." },
        .. State == DeploymentState.Planned ? [] : Statement.Past("The day of the deployment", Since, now),
        .. Statement.Share("The share of assets", Share),
        .. Statement.Short("The place", Where),
        .. Statement.Short("The evidence", Evidence),
        .. Statement.Short("The note", Note),
    ];
}
