using System.Collections.Immutable;
using Coverage.Catalog;

namespace Coverage.Posture;

/// <summary>
/// The techniques that matter, each with a weight: how many of the chosen actors use it, unless a weight is typed or
/// imported, which then holds. A technique that neither names has the weight 0 and is out of scope.
/// </summary>
/// <param name="Key">Its short name, which never changes.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Actors">Identifiers of groups, software and campaigns: G0016, S0154, C0024. A group's software counts only if it is chosen itself.</param>
/// <param name="Weights">Weights by technique identifier, 0 or more: typed, or from a Navigator layer.</param>
public sealed record ThreatProfile(string Key, string Name, ImmutableArray<string> Actors, ImmutableSortedDictionary<string, double> Weights)
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Needed("The profile's key", Key),
        .. Statement.Needed("The profile's name", Name),
        .. Actors.IsDefaultOrEmpty && Weights.Count == 0 ? ["A profile needs an actor or a technique."] : Array.Empty<string>(),
        .. Weights.Keys.Where(id => !AttackId.IsTechnique(id)).Select(id => $"{id[..Math.Min(id.Length, 40)]} is no technique's identifier."),
        .. Weights.SelectMany(pair => Statement.Weight($"The weight of {pair.Key[..Math.Min(pair.Key.Length, 40)]}", pair.Value, zero: true)),
    ];
}
