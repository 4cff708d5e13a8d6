using Coverage.Catalog;

namespace Coverage.Views.Changes;

/// <summary>Finds what takes the place of what is deprecated, revoked or gone, by what the sources themselves say.</summary>
internal sealed class Replacements
{
    private static readonly string[] Takes = ["obsolete", "obsoletes", "merged", "renamed"];

    private readonly CoverageView view;
    private readonly ILookup<string, (DetectionRule Rule, string Type)> successors;

    public Replacements(CoverageView view)
    {
        this.view = view;
        successors = view.Rules.SelectMany(rule => rule.Related.Where(related => Takes.Contains(related.Type)).Select(related => (related.Id, Rule: rule, related.Type)))
            .ToLookup(one => one.Id, one => (one.Rule, one.Type), StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Replacement> Of(ItemKind kind, string id, CatalogItem? item) => item switch
    {
        DetectionRule rule => [.. successors[id].Where(next => next.Rule.ExternalId != id).DistinctBy(next => next.Rule.ExternalId).OrderByDescending(next => next.Rule.Counted).Select(next => Named(next.Rule, next.Type)), .. Own(rule)],
        Technique technique => [.. technique.RevokedBy.Select(next => Technique(next, "revoked-by"))],
        Actor actor => [.. actor.RevokedBy.Select(next => view.Actors.FirstOrDefault(other => other.ExternalId == next) is { } found ? Named(found, "revoked-by") : new Replacement(kind, "", next, "", "revoked-by"))],
        OffensiveTechnique offensive => [.. offensive.SeeAlso.Select(next => Technique(next, "seeAlso"))],
        _ => [],
    };

    /// <summary>A rule that is put away may say itself what it was merged into; live rules only.</summary>
    private IEnumerable<Replacement> Own(DetectionRule rule) =>
        from related in rule.Related
        where related.Type is "similar" or "derived"
        let found = view.Rules.FirstOrDefault(other => other.Counted && other.ExternalId == related.Id)
        where found is not null && found.ExternalId != rule.ExternalId && !successors[rule.ExternalId].Any(next => next.Rule == found)
        select Named(found, related.Type);

    private Replacement Technique(string id, string why) => view.Find(id) is { } entry ? Named(entry.Technique, why) : new Replacement(ItemKind.Technique, "", id, "", why);

    private static Replacement Named(CatalogItem item, string why) => new(item.Kind, item.Source, item.ExternalId, item.Title, why);
}
