using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Scoring;

/// <summary>What of the catalogue scoring needs, as the view has it.</summary>
/// <param name="Techniques">Every technique, revoked and deprecated ones too, by which old identifiers are followed; live ones are scored.</param>
/// <param name="Links">Links of rules, tests and direct controls. Derived controls may be among them and count nothing.</param>
/// <param name="Pairs">Rules that name the tests that fire them.</param>
/// <param name="Rules">Every rule and correlation. One that is gone upstream and still deployed is kept among them, not <c>Counted</c>, with its links.</param>
/// <param name="Tests">Every test.</param>
/// <param name="Controls">Every D3FEND technique.</param>
/// <param name="Actors">Every group, software and campaign.</param>
public sealed record ScoringCatalogue(
    IReadOnlyList<Technique> Techniques,
    IReadOnlyList<CatalogLink> Links,
    IReadOnlyList<CatalogLink> Pairs,
    IReadOnlyList<DetectionRule> Rules,
    IReadOnlyList<AtomicTest> Tests,
    IReadOnlyList<DefensiveTechnique> Controls,
    IReadOnlyList<Actor> Actors);
