using Coverage.Catalog;

namespace Coverage.Views.Changes;

/// <summary>What an item's facts say, by kind: the techniques that it names, where it applies, and which facts are told when they differ.</summary>
internal static class ItemFacts
{
    private const int MostListed = 12;

    /// <summary>Techniques as written.</summary>
    public static IReadOnlyList<string> Techniques(CatalogItem? item) => item switch
    {
        Technique or OffensiveTechnique => [item.ExternalId],
        DetectionRule rule => rule.Techniques,
        AtomicTest test => [test.Technique],
        DefensiveTechnique control => [.. control.Counters.Select(countered => countered.Technique)],
        Actor actor => actor.Uses,
        Mitigation mitigation => mitigation.Techniques,
        DataComponent component => component.Techniques,
        DetectionStrategy strategy => strategy.Techniques,
        _ => [],
    };

    /// <summary>Whether it says which techniques it is about; an actor only says what it uses, of which no more than the difference is news.</summary>
    public static bool IsTagged(ItemKind kind) => kind is ItemKind.Rule or ItemKind.Test or ItemKind.DefensiveTechnique;

    /// <summary>Whether it is advised against.</summary>
    public static bool IsDeprecated(CatalogItem? item) => item switch
    {
        DetectionRule rule => rule.Status is "deprecated" or "unsupported",
        AttackItem attack => attack.Deprecated,
        OffensiveTechnique offensive => offensive.Deprecated,
        _ => false,
    };

    /// <summary>Sigma's status, or what became of an item of ATT&amp;CK or D3FEND.</summary>
    public static string Status(CatalogItem? item) => item switch
    {
        DetectionRule rule => rule.Status,
        AttackItem { Revoked: true } => "revoked",
        AttackItem { Deprecated: true } or OffensiveTechnique { Deprecated: true } => "deprecated",
        _ => "",
    };

    /// <summary>The facts that differ, without title and technique tags.</summary>
    public static IReadOnlyList<FactChange> Differences(CatalogItem before, CatalogItem now)
    {
        var named = Told(now).ToList();
        return [.. Told(before).Zip(named).Select(pair => Difference(pair.First.Name, pair.First.Values, pair.Second.Values)).OfType<FactChange>()];
    }

    private static FactChange? Difference(string name, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        if (before.Count <= 1 && now.Count <= 1) return string.Join("", before) == string.Join("", now) ? null : new FactChange(name, string.Join("", before), string.Join("", now));
        var (gone, came) = (before.Except(now).ToList(), now.Except(before).ToList());
        return gone.Count + came.Count == 0 ? null : new FactChange(name, List(gone), List(came));
    }

    private static string List(List<string> values) => values.Count <= MostListed ? string.Join(", ", values) : $"{string.Join(", ", values.Take(MostListed))} and {values.Count - MostListed} more";

    /// <summary>The same names in the same order for every item of a kind.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Values)> Told(CatalogItem item)
    {
        if (item is AttackItem { Kind: not ItemKind.Analytic } attack) yield return ("version", One(attack.Version));
        switch (item)
        {
            case DetectionRule rule:
                yield return ("status", One(rule.Status));
                yield return ("level", One(rule.Level));
                yield return ("log source", One(rule.LogSource));
                yield return ("other tags", rule.Tags);
                yield return ("author", One(rule.Author));
                break;
            case AtomicTest test:
                yield return ("platforms", test.Platforms);
                yield return ("executor", One(test.Executor));
                yield return ("elevation", One(test.Elevated ? "required" : "not required"));
                yield return ("arguments", test.Arguments);
                break;
            case Technique technique:
                yield return ("tactics", technique.Tactics);
                yield return ("platforms", technique.Platforms);
                yield return ("parent", One(technique.ParentId ?? ""));
                yield return ("revoked by", technique.RevokedBy);
                break;
            case Tactic tactic:
                yield return ("short name", One(tactic.ShortName));
                yield return ("place in the matrix", One((tactic.Position + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case Actor actor:
                yield return ("uses", actor.Uses);
                yield return ("software", actor.Software);
                yield return ("other names", actor.Aliases);
                yield return ("replaced by", actor.RevokedBy);
                break;
            case Mitigation mitigation:
                yield return ("mitigates", mitigation.Techniques);
                break;
            case DataComponent component:
                yield return ("detects", component.Techniques);
                break;
            case DetectionStrategy strategy:
                yield return ("detects", strategy.Techniques);
                break;
            case OffensiveTechnique offensive:
                yield return ("parents", offensive.Parents);
                yield return ("see also", offensive.SeeAlso);
                break;
            case DefensiveTechnique control:
                yield return ("tactics", control.Tactics);
                yield return ("parents", control.Parents);
                break;
        }
    }

    private static string[] One(string value) => value.Length > 0 ? [value] : [];
}
