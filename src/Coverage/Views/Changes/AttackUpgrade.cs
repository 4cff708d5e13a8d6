using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Views.Changes;

/// <summary>What an upgrade of ATT&amp;CK did to its techniques, and so to what names them.</summary>
/// <param name="Set">The change set.</param>
/// <param name="Revoked">Techniques that were revoked, by identifier.</param>
/// <param name="Figures">How many techniques were added, renamed, revoked, deprecated, moved between tactics, removed: only those that occur.</param>
/// <param name="Tactics">From which tactics to which, with how many techniques went that way, most first.</param>
public sealed record AttackUpgrade(InboxSet Set, IReadOnlyList<ChangeEntry> Revoked, IReadOnlyList<(Happened What, int Count)> Figures, IReadOnlyList<(string From, string To, int Count)> Tactics)
{
    /// <summary>What is told of techniques, in its order.</summary>
    public static IReadOnlyList<Happened> Told { get; } = [Happened.New, Happened.Renamed, Happened.Revoked, Happened.Deprecated, Happened.Tactics, Happened.Removed];

    /// <summary>Links that name a revoked technique.</summary>
    public int Links => Revoked.Sum(entry => entry.Effect?.Links ?? 0);

    /// <summary>Those of them with an outcome.</summary>
    public int Count(Resolution resolution) => Revoked.Where(entry => entry.Effect?.Reference.Resolution == resolution).Sum(entry => entry.Effect!.Links);

    /// <summary>The upgrades among entries: change sets in which techniques themselves changed. Newest first.</summary>
    public static IReadOnlyList<AttackUpgrade> In(IEnumerable<ChangeEntry> entries)
    {
        return [.. entries.Where(entry => entry.Kind == ItemKind.Technique && entry.What != Happened.Republished).GroupBy(entry => entry.Set).OrderByDescending(group => group.Key.Id).Select(group => Of(group.Key, [.. group]))];
    }

    /// <summary>The word of what happened, where techniques are meant.</summary>
    public static string Word(Happened what) => what == Happened.Tactics ? "moved between tactics" : what.Word();

    private static AttackUpgrade Of(InboxSet set, List<ChangeEntry> techniques)
    {
        var ways = techniques.Where(entry => entry.What.HasFlag(Happened.Tactics)).SelectMany(entry => entry.Facts.Where(fact => fact.Name == "tactics")).CountBy(fact => (fact.Before, fact.Now));
        return new AttackUpgrade(
            set,
            [.. techniques.Where(entry => entry.What.HasFlag(Happened.Revoked)).OrderBy(entry => entry.ExternalId, StringComparer.Ordinal)],
            [.. Told.Select(what => (what, techniques.Count(entry => entry.What.HasFlag(what)))).Where(pair => pair.Item2 > 0)],
            [.. ways.OrderByDescending(way => way.Value).Select(way => (way.Key.Before, way.Key.Now, way.Value))]);
    }
}
