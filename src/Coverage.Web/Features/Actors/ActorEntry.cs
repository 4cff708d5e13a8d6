using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Actors;

/// <summary>A group, piece of software or campaign with its version of each matrix; most are in one, many in two.</summary>
/// <param name="Versions">The versions, enterprise first; never empty.</param>
internal sealed record ActorEntry(IReadOnlyList<Actor> Versions)
{
    /// <summary>The version whose name and page are shown.</summary>
    public Actor First => Versions[0];

    /// <summary>Group, malware, tool or campaign.</summary>
    public string Kind => First.ActorKind switch
    {
        ItemKind.Group => "group",
        ItemKind.Campaign => "campaign",
        _ => First.SoftwareType.Length > 0 ? First.SoftwareType : "software",
    };

    /// <summary>Identifiers of all that it uses, in any matrix.</summary>
    public IReadOnlyList<string> Uses => [.. Versions.SelectMany(version => version.Uses).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The live ones by name.</summary>
    public static PerView<IReadOnlyList<ActorEntry>> Live { get; } = new(view =>
    [
        .. view.Actors.Where(actor => actor.IsLive).GroupBy(actor => actor.ExternalId).Select(Of).OrderBy(entry => entry.First.Title, StringComparer.OrdinalIgnoreCase),
    ]);

    /// <summary>The one of an identifier in any case, live or not, or null.</summary>
    public static ActorEntry? Find(CoverageView view, string id)
    {
        var versions = view.Actors.Where(actor => string.Equals(actor.ExternalId, id, StringComparison.OrdinalIgnoreCase)).ToList();
        return versions.Count == 0 ? null : Of(versions.Any(version => version.IsLive) ? versions.Where(version => version.IsLive) : versions);
    }

    private static ActorEntry Of(IEnumerable<Actor> versions) => new([.. versions.OrderBy(version => version.Domain)]);
}
