using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Recording.Upgrading;

/// <summary>What becomes of an entry that names a technique which is no longer live.</summary>
public enum UpgradeOutcome
{
    /// <summary>It is carried along: one revoked technique, one successor.</summary>
    Carried = 1,

    /// <summary>It is carried along and becomes one with an entry that stands there: the same link, the larger weight.</summary>
    Merged = 6,

    /// <summary>More than one technique succeeds: a person decides.</summary>
    Ambiguous = 2,

    /// <summary>Another entry stands where it would go: a person decides.</summary>
    InTheWay = 3,

    /// <summary>Nothing succeeds: a person decides.</summary>
    Retired = 4,

    /// <summary>This ATT&amp;CK does not know it: a person decides.</summary>
    Unknown = 5,
}

/// <summary>An entry, and what becomes of it.</summary>
/// <param name="Named">The entry.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Successors">The live techniques that it could name.</param>
/// <param name="Why">The chain, or why there is none.</param>
public sealed record UpgradedEntry(NamedTechnique Named, UpgradeOutcome Outcome, IReadOnlyList<Technique> Successors, string Why);

/// <summary>
/// What a release of ATT&amp;CK means for a posture: which of its entries name techniques that are no longer live, which
/// of them are carried along, and which wait for a person. Nothing is lost: what is not carried stays as it is.
/// </summary>
/// <param name="Entries">Each that names a technique which is not live.</param>
/// <param name="Unchanged">How many name live ones.</param>
/// <param name="Edits">The edits that carry along what can be carried.</param>
public sealed record UpgradePlan(IReadOnlyList<UpgradedEntry> Entries, int Unchanged, IReadOnlyList<PostureEdit> Edits)
{
    /// <summary>Those that wait for a person.</summary>
    public IReadOnlyList<UpgradedEntry> Queue => [.. Entries.Where(entry => entry.Outcome is not (UpgradeOutcome.Carried or UpgradeOutcome.Merged))];

    /// <summary>Those that are carried along.</summary>
    public IReadOnlyList<UpgradedEntry> Carried => [.. Entries.Where(entry => entry.Outcome is UpgradeOutcome.Carried or UpgradeOutcome.Merged)];

    /// <summary>Plans.</summary>
    /// <param name="posture">The posture.</param>
    /// <param name="techniques">Every technique of the release, revoked and deprecated ones included.</param>
    public static UpgradePlan Of(OrganisationPosture posture, IReadOnlyCollection<Technique> techniques)
    {
        ArgumentNullException.ThrowIfNull(posture);
        ArgumentNullException.ThrowIfNull(techniques);
        // Without any technique nothing can be said of one; what is recorded waits for a release.
        var resolver = new TechniqueResolver(techniques);
        if (resolver.IsEmpty) return new UpgradePlan([], NamedTechnique.Of(posture).Count(), []);
        var known = techniques.Where(technique => !technique.IsLive).DistinctBy(technique => technique.ExternalId).ToDictionary(technique => technique.ExternalId, StringComparer.Ordinal);
        var (entries, edits, unchanged) = (new List<UpgradedEntry>(), new List<PostureEdit>(), 0);
        foreach (var named in NamedTechnique.Of(posture))
        {
            if (resolver.Resolve(named.Technique) is not { Resolution: not Resolution.Exact } reference)
            {
                unchanged++;
                continue;
            }

            var (entry, carry) = Decide(named, reference, posture, resolver, known);
            entries.Add(entry);
            edits.AddRange(carry);
            posture = posture.Apply(carry);
        }

        return new UpgradePlan(entries, unchanged, edits);
    }

    private static (UpgradedEntry Entry, IReadOnlyList<PostureEdit> Carry) Decide(NamedTechnique named, ResolvedReference reference, OrganisationPosture posture, TechniqueResolver resolver, Dictionary<string, Technique> known)
    {
        if (reference.Technique is not { } successor) return (new UpgradedEntry(named, reference.Resolution == Resolution.Retired ? UpgradeOutcome.Retired : UpgradeOutcome.Unknown, [], reference.Reason), []);
        List<Technique> several = [.. reference.Chain.Where(known.ContainsKey).SelectMany(id => known[id].RevokedBy).Distinct().Select(resolver.Resolve).Select(end => end.Technique).OfType<Technique>().DistinctBy(end => end.ExternalId)];
        if (several.Count > 1) return (new UpgradedEntry(named, UpgradeOutcome.Ambiguous, several, $"{named.Technique} became {several.Count} techniques"), []);
        return named.Move(posture, successor.ExternalId) is { } edits
            ? (new UpgradedEntry(named, named.Stands(posture, successor.ExternalId) ? UpgradeOutcome.Merged : UpgradeOutcome.Carried, [successor], reference.ChainText), edits)
            : (new UpgradedEntry(named, UpgradeOutcome.InTheWay, [successor], $"{reference.ChainText}, where there is one already"), []);
    }
}
