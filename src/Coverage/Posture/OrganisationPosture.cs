using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>
/// What the organisation has: the whole posture as one immutable value. <see cref="PostureEdit.ApplyTo"/> gives the next
/// one, sharing all that it does not touch. (Named so because a type <c>Posture</c> would hide behind its namespace.)
/// </summary>
public sealed record OrganisationPosture
{
    /// <summary>Nothing at all, without an environment.</summary>
    public static OrganisationPosture Empty { get; } = new();

    /// <summary>What there is before anybody recorded anything: one environment, called Default, with every platform.</summary>
    public static OrganisationPosture Initial { get; } = Empty.Apply(new PutEnvironment(CoverageEnvironment.Default));

    /// <summary>The environments by key, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, EnvironmentPosture> Environments { get; init; } = ImmutableSortedDictionary.Create<string, EnvironmentPosture>(StringComparer.Ordinal);

    /// <summary>Rules that are in no catalogue.</summary>
    public ImmutableDictionary<ItemKey, OwnRule> OwnRules { get; init; } = ImmutableDictionary<ItemKey, OwnRule>.Empty;

    /// <summary>Links that people made.</summary>
    public ImmutableDictionary<LinkEnds, ManualLink> Links { get; init; } = ImmutableDictionary<LinkEnds, ManualLink>.Empty;

    /// <summary>Links that people took away.</summary>
    public ImmutableDictionary<LinkEnds, Suppression> Suppressions { get; init; } = ImmutableDictionary<LinkEnds, Suppression>.Empty;

    /// <summary>Exceptions, one a technique and environment.</summary>
    public ImmutableDictionary<ExceptionKey, CoverageException> Exceptions { get; init; } = ImmutableDictionary<ExceptionKey, CoverageException>.Empty;

    /// <summary>Threat profiles by key.</summary>
    public ImmutableSortedDictionary<string, ThreatProfile> Profiles { get; init; } = ImmutableSortedDictionary.Create<string, ThreatProfile>(StringComparer.Ordinal);

    /// <summary>The key of the profile that weighs the techniques; null or unknown for none, by which each weighs 1.</summary>
    public string? ChosenProfile { get; init; }

    /// <summary>Notes by identifier.</summary>
    public ImmutableDictionary<string, Note> Notes { get; init; } = ImmutableDictionary.Create<string, Note>(StringComparer.Ordinal);

    /// <summary>Who closes which gap, one entry a technique and environment.</summary>
    public ImmutableDictionary<ExceptionKey, Assignment> Assignments { get; init; } = ImmutableDictionary<ExceptionKey, Assignment>.Empty;

    /// <summary>The work list by identifier.</summary>
    public ImmutableDictionary<string, WorkItem> WorkItems { get; init; } = ImmutableDictionary.Create<string, WorkItem>(StringComparer.Ordinal);

    /// <summary>The scoring model's figures.</summary>
    public ModelFigures Model { get; init; } = ModelFigures.Published;

    /// <summary>The profile that weighs the techniques, if one does.</summary>
    public ThreatProfile? Profile => ChosenProfile is { } key ? Profiles.GetValueOrDefault(key) : null;

    /// <summary>The posture after some edits, one after another.</summary>
    public OrganisationPosture Apply(params IEnumerable<PostureEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        return edits.Aggregate(this, (posture, edit) => edit.ApplyTo(posture));
    }
}
