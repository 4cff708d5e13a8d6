using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>Links items as the view does: by what they name.</summary>
internal static class CatalogueLinks
{
    public static ScoringCatalogue Of(List<Technique> techniques, List<DetectionRule> rules, List<AtomicTest> tests, List<DefensiveTechnique> controls, List<Actor> actors)
    {
        var resolver = new TechniqueResolver(techniques);
        var links = rules.SelectMany(rule => rule.Techniques.Select(id => new CatalogLink(resolver.Resolve(id), rule, LinkOrigin.Tag)))
            .Concat(tests.Select(test => new CatalogLink(resolver.Resolve(test.Technique), test, LinkOrigin.Tag)))
            .Concat(controls.SelectMany(control => control.Counters.Select(counter => new CatalogLink(resolver.Resolve(counter.Technique), control, LinkOrigin.Inferred))));
        var byGuid = tests.ToDictionary(test => test.ExternalId);
        var pairs = rules.SelectMany(rule => rule.SimulatedBy.Where(byGuid.ContainsKey).Select(guid => new CatalogLink(resolver.Resolve(byGuid[guid].Technique), rule, LinkOrigin.Simulation, Test: byGuid[guid], TestGuid: guid)));
        return new ScoringCatalogue(techniques, [.. links], [.. pairs], rules, tests, controls, actors);
    }
}
