using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Tests.Support;

/// <summary>Postures over catalogues that no database holds.</summary>
internal static class Scored
{
    public static readonly DateOnly Today = new(2026, 8, 20);

    private static readonly Lazy<PostureView> SeedView = new(() => Over([.. SeedCatalogue.Of<CatalogItem>()], OrganisationPosture.Initial));

    /// <summary>The seed data, before anybody recorded anything.</summary>
    public static PostureView Seed => SeedView.Value;

    /// <summary>The seed data in two environments, the first weighing 3, with 1,200 rules, 300 results and more in each.</summary>
    public static PostureView Realistic => With(Seed, RealisticPosture.Of(Seed.Table.Input, 2, Today));

    public static PostureView Over(IReadOnlyList<CatalogItem> items, OrganisationPosture posture) =>
        Over(ViewBuilder.Build(new CatalogContent(1, [.. items.GroupBy(item => item.Source).Select(Source)], items, new Dictionary<string, IReadOnlyList<Diagnostic>>())), posture);

    public static PostureView Over(CoverageView view, OrganisationPosture posture)
    {
        var input = ScoringInput.Build(new ScoringCatalogue([.. view.Items.OfType<Technique>()], view.Links, view.Pairs, view.Rules, view.Tests, view.Controls, view.Actors));
        return new PostureView(view, 0, Scorer.Score(input, posture, ScoringModel.Version1, Today));
    }

    public static PostureView With(PostureView view, OrganisationPosture posture) => view with { Table = Scorer.Score(view.Table.Input, posture, ScoringModel.Version1, Today) };

    public static PostureView Apply(PostureView view, params IReadOnlyList<PostureEdit> edits) => view with { Table = view.Table.Apply(edits) };

    private static SourceRow Source(IGrouping<string, CatalogItem> items) => new()
    {
        Name = items.Key,
        Kind = items.First() switch { DetectionRule => SourceKind.Sigma, AtomicTest => SourceKind.Atomic, DefensiveTechnique or OffensiveTechnique => SourceKind.D3fend, _ => SourceKind.Attack },
        Domain = items.OfType<Technique>().FirstOrDefault()?.Domain,
    };
}
