using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>A part of the organisation that is covered by itself: Windows endpoints, AWS, head office.</summary>
/// <param name="Key">Its short name, which never changes.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Platforms">ATT&amp;CK's words for what is in it; PRE and None are words as well, for techniques that have no other.</param>
/// <param name="Weight">Its share in means across environments, above 0; 1 unless stated.</param>
public sealed record CoverageEnvironment(string Key, string Name, ImmutableArray<string> Platforms, double Weight = 1)
{
    /// <summary>Stands for every platform, those of later releases too.</summary>
    public const string EveryPlatform = "*";

    /// <summary>What there is at first: one for everything.</summary>
    public static CoverageEnvironment Default { get; } = new("default", "Default", [EveryPlatform]);

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Needed("The environment's key", Key),
        .. Statement.Needed("The environment's name", Name),
        .. Statement.Weight("The environment's weight", Weight, zero: false),
        .. Platforms.IsDefaultOrEmpty ? ["The environment needs a platform: without one no technique applies in it."] : Array.Empty<string>(),
    ];
}
