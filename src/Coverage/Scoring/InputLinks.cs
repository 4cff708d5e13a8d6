using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Scoring;

/// <summary>What the catalogue links, by indices, in both directions. Only links that resolve to the technique itself.</summary>
internal sealed class InputLinks
{
    public InputLinks(ScoringInput input, ScoringCatalogue catalogue)
    {
        var rules = new HashSet<(int Technique, LinkedRule)>();
        var tests = new HashSet<(int Technique, int Test)>();
        var controls = new HashSet<(int Technique, int Control)>();
        foreach (var link in catalogue.Links)
        {
            var technique = link.Reference.Technique is { } live ? input.TechniqueOf(live.ExternalId) : -1;
            if (technique < 0) continue;
            if (link.Item is DetectionRule rule && input.RuleIndex.TryGetValue(ScoringInput.KeyOf(rule), out var r)) rules.Add((technique, new LinkedRule(r, StandingOf(rule))));
            else if (link.Item is AtomicTest test && input.TestIndex.TryGetValue(test.ExternalId, out var k)) tests.Add((technique, k));
            else if (link is { Item: DefensiveTechnique control, Control: null or { Derivation: ControlDerivation.Direct } } && ScoringInput.Prevents(control)) controls.Add((technique, input.ControlIndex[control.ExternalId]));
        }

        var pairs = catalogue.Pairs.Where(pair => pair.Item is DetectionRule && pair.Test is not null)
            .Select(pair => (Rule: input.RuleIndex.GetValueOrDefault(ScoringInput.KeyOf(pair.Item), -1), Test: input.TestIndex.GetValueOrDefault(pair.Test!.ExternalId, -1)))
            .Where(pair => pair is { Rule: >= 0, Test: >= 0 }).Distinct().ToList();

        var (r2, t2, c2) = (rules.ToLookup(pair => pair.Technique, pair => pair.Item2), tests.ToLookup(pair => pair.Technique, pair => pair.Test), controls.ToLookup(pair => pair.Technique, pair => new LinkedControl(pair.Control, Inferred: true)));
        Techniques = [.. Enumerable.Range(0, input.Techniques.Length).Select(i => new TechniqueLinks([.. r2[i].OrderBy(rule => rule.Rule)], [.. t2[i].Order()], [.. c2[i].OrderBy(control => control.Control)]))];
        RuleTechniques = Group(input.Rules.Length, rules.Select(pair => (pair.Item2.Rule, pair.Technique)));
        TestTechniques = Group(input.Tests.Length, tests.Select(pair => (pair.Test, pair.Technique)));
        ControlTechniques = Group(input.Controls.Length, controls.Select(pair => (pair.Control, pair.Technique)));
        RuleTests = Group(input.Rules.Length, pairs);
        TestRules = Group(input.Tests.Length, pairs.Select(pair => (pair.Test, pair.Rule)));
    }

    public TechniqueLinks[] Techniques { get; }

    public int[][] RuleTechniques { get; }

    public int[][] TestTechniques { get; }

    public int[][] ControlTechniques { get; }

    public int[][] RuleTests { get; }

    public int[][] TestRules { get; }

    public static RuleStanding StandingOf(DetectionRule rule) => rule.Counted ? RuleStanding.Public : RuleStanding.Listed;

    private static int[][] Group(int count, IEnumerable<(int From, int To)> links)
    {
        var lookup = links.ToLookup(link => link.From, link => link.To);
        return [.. Enumerable.Range(0, count).Select(i => lookup[i].Order().ToArray())];
    }
}
