using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Web.Features.Recording.Links;

/// <summary>How a rule stands to a test: whether the test fires it, by the rule itself and by what people say.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="RuleTitle">What it is called.</param>
/// <param name="Test">The test.</param>
/// <param name="IsStated">The rule itself names the test.</param>
internal sealed record PairStanding(ItemKey Rule, string RuleTitle, AtomicTest Test, bool IsStated)
{
    /// <summary>The two ends.</summary>
    public LinkEnds Ends => new(ItemKind.Rule, Rule, "", Test.ExternalId);

    /// <summary>The pair that a person made; null for none.</summary>
    public ManualLink? Made { get; init; }

    /// <summary>The test with its name.</summary>
    public string TestTitle => Test.FullTitle;

    /// <summary>A test by its GUID; null for none.</summary>
    public static AtomicTest? Find(PostureView view, string? guid) => view.Catalogue.Tests.FirstOrDefault(test => string.Equals(test.ExternalId, guid?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a rule is known: of the catalogue, gone upstream and still recorded, or of one's own.</summary>
    public static bool Knows(PostureView view, ItemKey rule) => view.Rule(rule) is not null || view.Posture.OwnRules.ContainsKey(rule);

    /// <summary>Looks it up.</summary>
    public static PairStanding Of(PostureView view, ItemKey rule, AtomicTest test)
    {
        var named = view.Catalogue.Pairs.Any(pair => pair.Item is DetectionRule known && KeyOf(known) == rule && pair.Test == test);
        var standing = new PairStanding(rule, view.TitleOf(rule), test, named && !view.Posture.Suppressions.Keys.Any(ends => Same(ends, rule, test)));
        return standing with { Made = view.Posture.Links.Values.FirstOrDefault(link => Same(link.Ends, rule, test)) };
    }

    /// <summary>Rules or tests that could be paired: of the same techniques, or what fits a text; what is paired already is left out.</summary>
    /// <param name="view">What there is.</param>
    /// <param name="rule">The rule for which a test is looked for; null if a rule is looked for.</param>
    /// <param name="test">The test for which a rule is looked for; null if a test is looked for.</param>
    /// <param name="text">Words that all have to occur; empty for what is near.</param>
    public static IReadOnlyList<LinkCandidate> Candidates(PostureView view, ItemKey? rule, AtomicTest? test, string text)
    {
        if (rule is { } sought)
        {
            var tests = text.Length > 0 ? LinkCandidates.Fitting(view, ItemKind.Test, text) : TechniquesOf(view, sought).SelectMany(id => view.Catalogue.Find(id)?.Tests ?? []).Distinct();
            return [.. tests.OfType<AtomicTest>().Where(other => Of(view, sought, other) is { IsStated: false, Made: null }).Select(LinkCandidates.Candidate)];
        }

        var rules = text.Length > 0 ? LinkCandidates.Fitting(view, ItemKind.Rule, text) : view.OwnRules.Where(own => own.Techniques.Contains(test!.Technique)).Concat(view.Catalogue.Find(test!.Technique)?.Rules ?? []);
        var paired = view.Catalogue.Pairs.Where(pair => pair.Test == test).Select(pair => pair.Item).ToHashSet();
        var made = view.Posture.Links.Keys.Where(ends => string.Equals(ends.Test, test!.ExternalId, StringComparison.OrdinalIgnoreCase)).Select(ends => ends.Item).ToHashSet();
        return [.. rules.Where(other => !paired.Contains(other) && !made.Contains(KeyOf(other))).Select(LinkCandidates.Candidate)];
    }

    private static IEnumerable<string> TechniquesOf(PostureView view, ItemKey rule) =>
        (view.Rule(rule)?.Techniques ?? []).Concat(view.Posture.Links.Keys.Where(ends => ends.Kind == ItemKind.Rule && ends.Item == rule && ends.Technique.Length > 0).Select(ends => ends.Technique)).Distinct();

    private static bool Same(LinkEnds ends, ItemKey rule, AtomicTest test) => ends.Kind == ItemKind.Rule && ends.Item == rule && string.Equals(ends.Test, test.ExternalId, StringComparison.OrdinalIgnoreCase);

    private static ItemKey KeyOf(CatalogItem item) => new(item.Source, item.ExternalId);
}
