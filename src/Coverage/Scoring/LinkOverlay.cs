using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>A link that a person made or took away, by indices; -1 for the end that it does not have.</summary>
internal readonly record struct IndexedEnds(ItemKind Kind, int Item, int Technique, int Test);

/// <summary>
/// Lays people's links and suppressions over the catalogue's. A suppression takes the catalogue's link away, never a
/// person's; a person's link of a control makes it direct. Links to what does not exist count nothing until it does.
/// </summary>
internal sealed class LinkOverlay
{
    private readonly LinkIndex index;
    private readonly List<IndexedEnds> added;
    private readonly List<IndexedEnds> removed;

    public LinkOverlay(LinkIndex index, OrganisationPosture posture)
    {
        this.index = index;
        added = [.. Indexed(index, posture.Links.Keys)];
        removed = [.. Indexed(index, posture.Suppressions.Keys)];
    }

    /// <summary>The ends of links, sorted, without those that lead nowhere.</summary>
    public static IEnumerable<IndexedEnds> Indexed(LinkIndex index, IEnumerable<LinkEnds> links)
    {
        return links.Select(ends => Indexed(index, ends)).Where(end => end.Item >= 0 && (end.Technique >= 0 || end.Test >= 0))
            .Distinct().OrderBy(end => end.Kind).ThenBy(end => end.Item).ThenBy(end => end.Technique).ThenBy(end => end.Test);
    }

    /// <summary>What counts for each technique; those that nobody touched are shared with the catalogue.</summary>
    public TechniqueLinks[] Techniques()
    {
        TechniqueLinks[] techniques = [.. index.Input.Links.Techniques];
        foreach (var technique in added.Concat(removed).Select(end => end.Technique).Where(technique => technique >= 0).Distinct())
        {
            techniques[technique] = Laid(techniques[technique], technique);
        }

        return techniques;
    }

    /// <summary>The items of one kind in one direction, changed in place.</summary>
    public int[][] Merge(int[][] lists, ItemKind kind, Func<IndexedEnds, int> from, Func<IndexedEnds, int> to)
    {
        foreach (var list in added.Concat(removed).Where(end => end.Kind == kind && from(end) >= 0 && to(end) >= 0).Select(from).Distinct())
        {
            lists[list] = [.. lists[list].Except(Of(removed, kind, from, list).Select(to)).Union(Of(added, kind, from, list).Select(to)).Where(place => place >= 0)];
        }

        return lists;
    }

    private TechniqueLinks Laid(TechniqueLinks links, int technique)
    {
        var rules = links.Rules.Where(rule => !removed.Contains(new IndexedEnds(ItemKind.Rule, rule.Rule, technique, -1)))
            .Concat(Of(added, ItemKind.Rule, end => end.Technique, technique).Select(end => new LinkedRule(end.Item, Standing(end.Item)))).DistinctBy(rule => rule.Rule);
        var tests = links.Tests.Where(test => !removed.Contains(new IndexedEnds(ItemKind.Test, test, technique, -1)))
            .Union(Of(added, ItemKind.Test, end => end.Technique, technique).Select(end => end.Item));
        var controls = Of(added, ItemKind.DefensiveTechnique, end => end.Technique, technique).Where(end => ScoringInput.Prevents(index.Input.Controls[end.Item])).Select(end => new LinkedControl(end.Item, Inferred: false))
            .Concat(links.Controls.Where(control => !removed.Contains(new IndexedEnds(ItemKind.DefensiveTechnique, control.Control, technique, -1)))).DistinctBy(control => control.Control);
        return new TechniqueLinks([.. rules], [.. tests], [.. controls]);
    }

    private RuleStanding Standing(int rule) => rule < index.Input.Rules.Length ? InputLinks.StandingOf(index.Input.Rules[rule]) : RuleStanding.Own;

    private static IEnumerable<IndexedEnds> Of(List<IndexedEnds> ends, ItemKind kind, Func<IndexedEnds, int> by, int value) => ends.Where(end => end.Kind == kind && by(end) == value);

    private static IndexedEnds Indexed(LinkIndex index, LinkEnds ends)
    {
        var item = ends.Kind switch
        {
            ItemKind.Rule => index.RuleOf(ends.Item),
            ItemKind.Test => index.TestOf(ends.Item),
            _ => index.ControlOf(ends.Item),
        };
        return new IndexedEnds(ends.Kind, item, ends.Technique.Length > 0 ? index.Input.TechniqueOf(ends.Technique) : -1, ends.Test.Length > 0 ? index.TestOf(new ItemKey("", ends.Test)) : -1);
    }
}
