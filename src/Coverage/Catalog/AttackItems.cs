using System.Text.Json.Serialization;

namespace Coverage.Catalog;

/// <summary>An item of ATT&amp;CK: what all of them share.</summary>
public abstract class AttackItem : CatalogItem
{
    /// <summary>The matrix that it was read from.</summary>
    public required AttackDomain Domain { get; init; }

    /// <summary>Its STIX identifier, such as <c>attack-pattern--…</c>.</summary>
    public string StixId { get; init; } = "";

    /// <summary>Replaced by another item, or withdrawn.</summary>
    public bool Revoked { get; init; }

    /// <summary>No longer maintained, without a successor.</summary>
    public bool Deprecated { get; init; }

    /// <summary>The item's own version, such as <c>1.2</c>; empty when not stated.</summary>
    public string Version { get; init; } = "";

    /// <summary>The day of its last change, <c>yyyy-MM-dd</c>; empty when not stated.</summary>
    public string Modified { get; init; } = "";

    /// <summary>The page on attack.mitre.org; empty when not stated.</summary>
    public string Url { get; init; } = "";

    /// <summary>Neither revoked nor deprecated.</summary>
    [JsonIgnore]
    public bool IsLive => !Revoked && !Deprecated;
}

/// <summary>A tactic; <see cref="Position"/> is its place in the matrix, from 0.</summary>
public sealed class Tactic : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Tactic;

    /// <summary><c>x_mitre_shortname</c>, which techniques' kill-chain phases name.</summary>
    public required string ShortName { get; init; }

    /// <summary>The place in the matrix, from 0.</summary>
    public int Position { get; init; }
}

/// <summary>A technique or sub-technique.</summary>
public sealed class Technique : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Technique;

    /// <summary>The parent's identifier for a sub-technique, else null.</summary>
    public string? ParentId { get; init; }

    /// <summary>Short names of its tactics, as the technique lists them.</summary>
    public string[] Tactics { get; init; } = [];

    /// <summary>Platforms in ATT&amp;CK's words.</summary>
    public string[] Platforms { get; init; } = [];

    /// <summary>Identifiers that <c>revoked-by</c> leads to; one, unless the bundle contradicts itself.</summary>
    public string[] RevokedBy { get; init; } = [];
}

/// <summary>A group, a piece of software or a campaign, and what it uses.</summary>
public sealed class Actor : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ActorKind;

    /// <summary>Group, Software or Campaign.</summary>
    public required ItemKind ActorKind { get; init; }

    /// <summary>Other names, without the title.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Technique identifiers that it uses, as ATT&amp;CK relates them, in ordinal order.</summary>
    public string[] Uses { get; init; } = [];

    /// <summary>Software identifiers that it uses, in ordinal order.</summary>
    public string[] Software { get; init; } = [];

    /// <summary>Group identifiers that a campaign is attributed to.</summary>
    public string[] AttributedTo { get; init; } = [];

    /// <summary>Identifiers that replaced it.</summary>
    public string[] RevokedBy { get; init; } = [];

    /// <summary><c>malware</c> or <c>tool</c> for software.</summary>
    public string SoftwareType { get; init; } = "";

    /// <summary>Platforms of software.</summary>
    public string[] Platforms { get; init; } = [];
}

/// <summary>A mitigation and the techniques that it mitigates.</summary>
public sealed class Mitigation : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Mitigation;

    /// <summary>Technique identifiers, in ordinal order.</summary>
    public string[] Techniques { get; init; } = [];
}

/// <summary>A data component; before ATT&amp;CK 18 it related to techniques itself.</summary>
public sealed class DataComponent : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.DataComponent;

    /// <summary>Technique identifiers that it <c>detects</c> (before ATT&amp;CK 18), in ordinal order.</summary>
    public string[] Techniques { get; init; } = [];
}

/// <summary>A detection strategy, its analytics and the techniques that it detects.</summary>
public sealed class DetectionStrategy : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.DetectionStrategy;

    /// <summary>Identifiers of its analytics.</summary>
    public string[] Analytics { get; init; } = [];

    /// <summary>Technique identifiers, in ordinal order.</summary>
    public string[] Techniques { get; init; } = [];
}

/// <summary>An analytic with the log sources that it needs.</summary>
public sealed class Analytic : AttackItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Analytic;

    /// <summary>Platforms in ATT&amp;CK's words.</summary>
    public string[] Platforms { get; init; } = [];

    /// <summary>The log sources, in the order of the source.</summary>
    public AnalyticLogSource[] LogSources { get; init; } = [];
}

/// <summary>One log source of an analytic: data component, log name, channel.</summary>
public sealed record AnalyticLogSource(string Component, string Name, string Channel);
