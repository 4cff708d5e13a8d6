using Coverage.Recording.Upgrading;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Changes;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>A technique whose Coverage moves only because the map does, 0 to 100; null where it is not scored.</summary>
public sealed record MovedTechnique(string Id, string Title, double? Before, double? After);

/// <summary>What a rehearsal showed, without the views that it was read from.</summary>
/// <param name="Loaded">The releases that are loaded, in words.</param>
/// <param name="Rehearsed">The releases that would be.</param>
/// <param name="Plan">What would become of the entries.</param>
/// <param name="Before">The scores now.</param>
/// <param name="After">The scores with what can be carried carried along.</param>
/// <param name="Moved">Techniques that move.</param>
/// <param name="Techniques">Techniques that the release adds, renames, revokes, deprecates, moves between tactics or removes.</param>
public sealed record RehearsalResult(string Loaded, string Rehearsed, UpgradePlan Plan, ScoreTotals Before, ScoreTotals After, IReadOnlyList<MovedTechnique> Moved, IReadOnlyList<ChangeEntry> Techniques)
{
    /// <summary>Reads it.</summary>
    public static RehearsalResult Of(RehearsedUpgrade rehearsed)
    {
        ArgumentNullException.ThrowIfNull(rehearsed);
        var (now, then) = (rehearsed.Before.Catalogue, rehearsed.After.Catalogue);
        return new RehearsalResult(
            ReleasesOf(now),
            ReleasesOf(then),
            rehearsed.Plan,
            rehearsed.Before.Table.Totals,
            rehearsed.After.Table.Totals,
            [.. rehearsed.Moved.Select(move => new MovedTechnique(move.Technique, (then.Find(move.Technique) ?? now.Find(move.Technique))?.Technique.Title ?? "", move.Before, move.After))],
            rehearsed.Techniques);
    }

    private static string ReleasesOf(CoverageView view) => string.Join(", ", view.Sources.Where(source => source.Kind == Catalog.SourceKind.Attack && source.Version.Length > 0).Select(SourceLine.Of));
}
