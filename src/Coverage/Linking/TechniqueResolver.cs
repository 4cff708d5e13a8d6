using Coverage.Catalog;

namespace Coverage.Linking;

/// <summary>What became of a technique that a source names.</summary>
public enum Resolution
{
    /// <summary>It is live.</summary>
    Exact,

    /// <summary>It was revoked, and the chain of <c>revoked-by</c> leads to a live one.</summary>
    Migrated,

    /// <summary>It is known, but leads to no live one: no successor, a cycle, a deprecated end.</summary>
    Retired,

    /// <summary>This ATT&amp;CK does not know it.</summary>
    Unresolved,
}

/// <summary>The outcome for one identifier.</summary>
/// <param name="Written">As the source wrote it, upper case.</param>
/// <param name="Resolution">What became of it.</param>
/// <param name="Technique">The live technique; null when retired or unresolved.</param>
/// <param name="Chain">The identifiers from the written one to the end, both included; empty when exact or unresolved.</param>
/// <param name="Reason">Why there is no live end; empty when there is one.</param>
public sealed record ResolvedReference(string Written, Resolution Resolution, Technique? Technique, IReadOnlyList<string> Chain, string Reason)
{
    /// <summary><c>T1562.001>T1685</c>; empty when there was no way to go.</summary>
    public string ChainText => string.Join('>', Chain);
}

/// <summary>
/// Resolves written technique identifiers against the techniques that are loaded. A sub-technique that does not exist
/// never falls back to its parent. The rules are those of the catalogue's design: live, else along <c>revoked-by</c>.
/// </summary>
public sealed class TechniqueResolver
{
    private readonly Dictionary<string, Technique> techniques = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResolvedReference> resolved = new(StringComparer.Ordinal);

    /// <summary>Knows these techniques; where two share an identifier the live one holds, else the first.</summary>
    public TechniqueResolver(IEnumerable<Technique> techniques)
    {
        ArgumentNullException.ThrowIfNull(techniques);
        foreach (var technique in techniques)
        {
            if (!this.techniques.TryGetValue(technique.ExternalId, out var other) || (!other.IsLive && technique.IsLive))
            {
                this.techniques[technique.ExternalId] = technique;
            }
        }
    }

    /// <summary>Whether any technique is known.</summary>
    public bool IsEmpty => techniques.Count == 0;

    /// <summary>The outcome for an identifier; the same for the same identifier each time.</summary>
    public ResolvedReference Resolve(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        if (!resolved.TryGetValue(written, out var outcome)) resolved[written] = outcome = Follow(written);
        return outcome;
    }

    private ResolvedReference Follow(string written)
    {
        if (!techniques.TryGetValue(written, out var technique)) return new ResolvedReference(written, Resolution.Unresolved, null, [], Unknown(written));
        if (technique.IsLive) return new ResolvedReference(written, Resolution.Exact, technique, [], "");
        var chain = new List<string> { written };
        var (end, reason) = End(technique, chain);
        return end is null
            ? new ResolvedReference(written, Resolution.Retired, null, chain, reason)
            : new ResolvedReference(written, Resolution.Migrated, end, chain, "");
    }

    /// <summary>The live end that the successors lead to, trying them in ordinal order; the chain is left at the way taken.</summary>
    private (Technique? End, string Reason) End(Technique technique, List<string> chain)
    {
        if (technique.IsLive) return (technique, "");
        if (technique.RevokedBy.Length == 0) return (null, technique.Revoked ? $"{technique.ExternalId} was revoked without a successor" : $"{technique.ExternalId} is deprecated");
        var reason = "";
        foreach (var next in technique.RevokedBy)
        {
            if (chain.Contains(next))
            {
                reason = $"its successors go round in a circle at {next}";
                continue;
            }

            if (!techniques.TryGetValue(next, out var successor))
            {
                reason = $"its successor {next} is not known";
                continue;
            }

            var here = chain.Count;
            chain.Add(next);
            var (end, why) = End(successor, chain);
            if (end is not null) return (end, "");
            if (technique.RevokedBy.Length > 1) chain.RemoveRange(here, chain.Count - here);
            reason = why;
        }

        return (null, reason);
    }

    private string Unknown(string written)
    {
        if (AttackId.ParentOf(written) is not { } parent) return "this ATT&CK does not know it";
        return techniques.TryGetValue(parent, out var known)
            ? $"this ATT&CK does not know it; its parent is {parent} {known.Title}{(known.IsLive ? "" : known.Revoked ? ", revoked" : ", deprecated")}"
            : $"this ATT&CK knows neither it nor its parent {parent}";
    }
}
