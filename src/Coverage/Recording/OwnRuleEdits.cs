using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>The edits that write an own rule with the links to its techniques, and that remove it with all that hangs on it.</summary>
public static class OwnRuleEdits
{
    /// <summary>Writes or changes a rule; links that stay keep their reason and whoever made them.</summary>
    /// <param name="posture">What there is.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="techniques">The identifiers of the techniques that it detects: all of them.</param>
    /// <param name="reason">Why it counts for those that are new.</param>
    /// <param name="by">Who says so.</param>
    public static IEnumerable<PostureEdit> Put(OrganisationPosture posture, OwnRule rule, IReadOnlyCollection<string> techniques, string reason, string by)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var linked = LinksOf(posture, rule.Key).ToList();
        return
        [
            new PutOwnRule(rule),
            .. linked.Where(ends => !techniques.Contains(ends.Technique)).Select(ends => new RemoveLink(ends)),
            .. techniques.Except(linked.Select(ends => ends.Technique)).Select(technique => new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, rule.Key, technique), reason, by))),
        ];
    }

    /// <summary>Removes a rule with its links and what environments say of it: left behind, they would name what nobody knows.</summary>
    public static IEnumerable<PostureEdit> Remove(PostureView view, ItemKey rule)
    {
        ArgumentNullException.ThrowIfNull(view);
        return
        [
            .. view.Posture.Environments.Values.Where(environment => environment.Deployments.ContainsKey(rule)).Select(environment => new RemoveDeployment(environment.Environment.Key, rule)),
            .. view.Posture.Links.Keys.Where(ends => ends.Kind == ItemKind.Rule && ends.Item == rule).Select(ends => new RemoveLink(ends)),
            new RemoveOwnRule(rule),
        ];
    }

    /// <summary>The links of a rule to techniques, by the identifiers that they name.</summary>
    public static IEnumerable<LinkEnds> LinksOf(OrganisationPosture posture, ItemKey rule)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Links.Keys.Where(ends => ends is { Kind: ItemKind.Rule, Technique.Length: > 0 } && ends.Item == rule).OrderBy(ends => ends.Technique, StringComparer.Ordinal);
    }
}
