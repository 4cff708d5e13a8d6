using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Recording.Upgrading;

/// <summary>What a release does to a technique.</summary>
public enum ReleaseChange
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has another name.</summary>
    Renamed,

    /// <summary>It is revoked; others take its place.</summary>
    Revoked,

    /// <summary>It is deprecated or gone; nothing takes its place.</summary>
    Retired,
}

/// <summary>A technique that a release adds, renames, revokes or retires.</summary>
/// <param name="Change">What becomes of it.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">Its name; of a renamed one the new one.</param>
/// <param name="Was">The name of a renamed one before.</param>
/// <param name="Successors">The live techniques that take the place of a revoked one, by identifier and name.</param>
public sealed record ReleaseTechnique(ReleaseChange Change, string Id, string Title, string Was, IReadOnlyList<(string Id, string Title)> Successors)
{
    /// <summary>What else there is to say: the name before, or the successors.</summary>
    public string Says => Change switch
    {
        ReleaseChange.Renamed => $"was {Was}",
        ReleaseChange.Revoked => Successors.Count == 0 ? "without a successor" : "by " + string.Join(", ", Successors.Select(successor => $"{successor.Id} {successor.Title}")),
        _ => "",
    };

    /// <summary>Those that differ between two releases, by what becomes of them.</summary>
    public static IReadOnlyList<ReleaseTechnique> Between(IEnumerable<Technique> before, IEnumerable<Technique> after)
    {
        var (old, now) = (ById(before), ById(after));
        var resolver = new TechniqueResolver(now.Values);
        var added = now.Values.Where(technique => technique.IsLive && !old.ContainsKey(technique.ExternalId)).Select(technique => new ReleaseTechnique(ReleaseChange.Added, technique.ExternalId, technique.Title, "", []));
        var changed = old.Values.Where(technique => technique.IsLive).Select(technique => Of(technique, now, resolver)).OfType<ReleaseTechnique>();
        return [.. added.Concat(changed).OrderBy(technique => technique.Change).ThenBy(technique => technique.Id, StringComparer.Ordinal)];
    }

    private static ReleaseTechnique? Of(Technique was, Dictionary<string, Technique> known, TechniqueResolver resolver)
    {
        if (!known.TryGetValue(was.ExternalId, out var now)) return new ReleaseTechnique(ReleaseChange.Retired, was.ExternalId, was.Title, "", []);
        if (now.IsLive) return now.Title == was.Title ? null : new ReleaseTechnique(ReleaseChange.Renamed, now.ExternalId, now.Title, was.Title, []);
        if (!now.Revoked) return new ReleaseTechnique(ReleaseChange.Retired, was.ExternalId, was.Title, "", []);
        var ends = now.RevokedBy.Select(resolver.Resolve).Select(end => end.Technique).OfType<Technique>().DistinctBy(end => end.ExternalId);
        return new ReleaseTechnique(ReleaseChange.Revoked, was.ExternalId, was.Title, "", [.. ends.Select(end => (end.ExternalId, end.Title))]);
    }

    private static Dictionary<string, Technique> ById(IEnumerable<Technique> techniques) => techniques.OrderByDescending(technique => technique.IsLive).DistinctBy(technique => technique.ExternalId).ToDictionary(technique => technique.ExternalId, StringComparer.Ordinal);
}
