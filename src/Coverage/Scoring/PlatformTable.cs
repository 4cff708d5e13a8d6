using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// Platforms as bits. ATT&amp;CK's words are kept; those of Atomic Red Team are put into them by the table of the sources:
/// <c>iaas:*</c> = IaaS, <c>azure-ad</c> = Identity Provider, <c>office-365</c> and <c>google-workspace</c> = Office Suite.
/// PRE and None are words as others: such techniques apply where an environment lists them.
/// </summary>
public sealed class PlatformTable
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every platform that was seen, in ATT&amp;CK's words, in the order in which they came.</summary>
    public IReadOnlyCollection<string> Words => places.Keys;

    /// <summary>ATT&amp;CK's word for a platform of Atomic Red Team, else the word itself.</summary>
    public static string Word(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.Trim() switch
        {
            "windows" => "Windows",
            "linux" => "Linux",
            "macos" => "macOS",
            "esxi" => "ESXi",
            "containers" => "Containers",
            "saas" => "SaaS",
            "azure-ad" => "Identity Provider",
            "office-365" or "google-workspace" => "Office Suite",
            var other when other.StartsWith("iaas:", StringComparison.Ordinal) || other == "iaas" => "IaaS",
            var other => other,
        };
    }

    /// <summary>The bits of some platforms, learning new words; every bit when there is none, since what states no platform applies everywhere.</summary>
    internal ulong Learn(IEnumerable<string> platforms)
    {
        var bits = 0UL;
        foreach (var word in platforms.Select(Word))
        {
            // Some twenty are in use; were there ever more than 63, the rest would share the last bit.
            if (!places.TryGetValue(word, out var place)) places[word] = place = Math.Min(places.Count, 63);
            bits |= 1UL << place;
        }

        return bits == 0 ? ulong.MaxValue : bits;
    }

    /// <summary>The bits of an environment's platforms; words that the catalogue does not use match nothing.</summary>
    internal ulong Bits(IEnumerable<string> platforms)
    {
        return platforms.Aggregate(0UL, (bits, written) => written == CoverageEnvironment.EveryPlatform ? ulong.MaxValue : places.TryGetValue(Word(written), out var place) ? bits | (1UL << place) : bits);
    }
}
