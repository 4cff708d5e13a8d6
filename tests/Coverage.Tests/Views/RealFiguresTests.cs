using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Views;

/// <summary>The published check figures, on the real snapshots.</summary>
public sealed class RealFiguresTests(RealCatalogue real)
{
    [Fact]
    public void ATT_and_CK_19_1_has_697_live_techniques_in_15_tactics() => Assert.Equal((697, 222, 15), Matrix(real.Newest.View, AttackDomain.Enterprise));

    [Fact]
    public void ATT_and_CK_18_1_has_691_live_techniques_in_14_tactics() => Assert.Equal((691, 216, 14), Matrix(real.Eighteen.View, AttackDomain.Enterprise));

    [Fact]
    public void ICS_and_mobile_stand_beside_it()
    {
        Assert.Equal((83, 12), (real.Newest.View.Domain(AttackDomain.Ics)!.Techniques.Count, real.Newest.View.Domain(AttackDomain.Ics)!.Columns.Count));
        Assert.Equal((121, 12), (real.Newest.View.Domain(AttackDomain.Mobile)!.Techniques.Count, real.Newest.View.Domain(AttackDomain.Mobile)!.Columns.Count));
    }

    [Fact]
    public void ATT_and_CK_19_split_defense_evasion_in_two()
    {
        Assert.Equal(["TA0043", "TA0042", "TA0001"], real.Newest.View.Domain(AttackDomain.Enterprise)!.Columns.Take(3).Select(column => column.Tactic.ExternalId));
        Assert.Contains(real.Newest.View.Domain(AttackDomain.Enterprise)!.Columns, column => (column.Tactic.ShortName, column.Tactic.ExternalId) == ("stealth", "TA0005"));
        Assert.Contains(real.Newest.View.Domain(AttackDomain.Enterprise)!.Columns, column => (column.Tactic.ShortName, column.Tactic.ExternalId) == ("defense-impairment", "TA0112"));
        Assert.Contains(real.Eighteen.View.Domain(AttackDomain.Enterprise)!.Columns, column => (column.Tactic.ShortName, column.Tactic.ExternalId) == ("defense-evasion", "TA0005"));
    }

    [Fact]
    public void ATT_and_CK_18_1_has_its_detection_strategies_with_analytics_and_log_sources()
    {
        var items = real.Eighteen.View.Items;
        Assert.Equal((691, 1739, 109), (items.OfType<DetectionStrategy>().Count(), items.OfType<Analytic>().Count(), items.OfType<DataComponent>().Count()));
        Assert.All(real.Eighteen.View.Domain(AttackDomain.Enterprise)!.Techniques, entry => Assert.NotEmpty(entry.Strategies));
        Assert.All(items.OfType<Analytic>().SelectMany(analytic => analytic.LogSources), source => Assert.StartsWith("DC", source.Component, StringComparison.Ordinal));
    }

    [Fact]
    public void Sigma_of_August_has_3780_counted_rules_and_4509_links()
    {
        var rules = real.Newest.View.Rules;
        var counted = rules.Where(rule => rule.Counted).ToList();

        Assert.Equal((4039, 3780, 4509), (rules.Count, counted.Count, counted.Sum(rule => rule.Techniques.Length)));
        Assert.All(counted, rule => Assert.StartsWith("rules", rule.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_the_three_main_folders_468_rules_name_no_technique_and_398_are_named()
    {
        var rules = real.Newest.View.Rules.Where(RealCatalogue.State.IsMain).ToList();

        Assert.Equal((3754, 4472, 468, 398), (rules.Count, rules.Sum(rule => rule.Techniques.Length), rules.Count(rule => rule.Techniques.Length == 0), rules.SelectMany(rule => rule.Techniques).Distinct().Count()));
    }

    [Fact]
    public void With_19_1_every_identifier_of_the_main_folders_is_exact_and_over_all_folders_407_are()
    {
        Assert.Equal((398, 0, 0, 0), RealCatalogue.State.Outcomes(real.Newest.MainRules));
        Assert.Equal((407, 6, 1, 0), RealCatalogue.State.Outcomes(real.Newest.View.Links.Where(link => link.Item is DetectionRule)));
        Assert.Equal("T1043", real.Newest.View.Links.First(link => link.Item is DetectionRule && link.Reference.Resolution == Resolution.Retired).Reference.Written);
    }

    [Fact]
    public void With_18_1_twelve_identifiers_of_the_main_folders_are_unresolved()
    {
        Assert.Equal((386, 0, 0, 12), RealCatalogue.State.Outcomes(real.Eighteen.MainRules));
        Assert.Equal(244, real.Eighteen.MainRules.Count(link => link.Reference.Resolution == Resolution.Unresolved));
    }

    [Fact]
    public void Atomic_of_August_has_1819_tests_of_341_techniques_all_exact_with_19_1()
    {
        var links = real.Newest.View.Links.Where(link => link.Item is AtomicTest).ToList();

        Assert.Equal((1819, 341), (links.Count, links.Select(link => link.Reference.Written).Distinct().Count()));
        Assert.All(links, link => Assert.Equal(Resolution.Exact, link.Reference.Resolution));
    }

    [Fact]
    public void With_18_1_167_tests_name_a_technique_that_it_does_not_have()
    {
        var outcomes = real.Eighteen.View.Links.Where(link => link.Item is AtomicTest).CountBy(link => link.Reference.Resolution).ToDictionary();

        Assert.Equal((1652, 167), (outcomes[Resolution.Exact], outcomes[Resolution.Unresolved]));
    }

    [Fact]
    public void Sixty_five_rules_name_sixty_four_tests_that_fire_them_and_202_have_test_data()
    {
        var view = real.Newest.View;

        Assert.Equal((65, 64, 202), (view.Pairs.Select(pair => pair.Item.ExternalId).Distinct().Count(), view.Pairs.Select(pair => pair.TestGuid).Distinct().Count(), view.Rules.Count(rule => rule.RegressionTested)));
        Assert.All(view.Pairs, pair => Assert.NotNull(pair.Test));
    }

    [Fact]
    public void T1219_has_6_rules_of_its_own_52_with_its_sub_techniques_and_10_direct_controls()
    {
        var entry = real.Newest.View.Find("T1219")!;

        Assert.Equal((new ItemCount(6, 52), 10), (entry.RuleCount, entry.ControlCount.Own));
        Assert.Equal(
            ["D3-CSPP", "D3-NTCD", "D3-NTF", "D3-NTSA", "D3-OTF", "D3-PHDURA", "D3-PMAD", "D3-RPA", "D3-RTSD", "D3-UGLPA"],
            entry.DirectControls.Select(control => control.Control.ExternalId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void D3FEND_counters_303_active_techniques_directly_in_2967_pairs_and_more_by_the_tree()
    {
        var active = real.Newest.View.Items.OfType<OffensiveTechnique>().Where(technique => !technique.Deprecated).Select(technique => technique.ExternalId).ToHashSet();
        var all = real.Newest.View.ControlLinks;

        Assert.Equal(3009, all.Count(link => link.Control!.Derivation == ControlDerivation.Direct));
        Assert.Equal((2967, 303), Pairs(ControlDerivation.Direct));
        Assert.Equal((3992, 377), Pairs(ControlDerivation.Parent));
        Assert.Equal((4843, 414), Pairs(ControlDerivation.Subtechnique));

        (int, int) Pairs(ControlDerivation upTo)
        {
            var links = all.Where(link => link.Control!.Derivation <= upTo && active.Contains(link.Reference.Written)).ToList();
            return (links.Count, links.Select(link => link.Reference.Written).Distinct().Count());
        }
    }

    [Fact]
    public void No_identifier_that_any_source_names_is_lost()
    {
        foreach (var state in new[] { real.Newest, real.Eighteen })
        {
            foreach (var figures in state.View.Figures)
            {
                var written = state.View.Items.Where(item => item.Source == figures.Source).SelectMany(item => item switch
                {
                    DetectionRule rule => rule.Techniques,
                    AtomicTest test => [test.Technique],
                    DefensiveTechnique control => control.Counters.Select(counter => counter.Technique),
                    _ => [],
                }).ToList();

                Assert.Equal((written.Count, written.Distinct().Count()), (figures.Links, figures.Identifiers));
                Assert.Equal(figures.Identifiers, figures.Exact + figures.Migrated + figures.Retired + figures.Unresolved);
            }
        }
    }

    [Fact]
    public void From_July_to_August_Sigma_has_25_added_39_changed_0_removed_and_18_moved()
    {
        var change = real.Eighteen.Changes.Single(set => set.Source == "sigma" && set.Date?.Month == 8);

        Assert.Equal((25, 39, 0, 18), (change.Added, change.Changed, change.Removed, change.Moved));
        Assert.Equal(("8eaafff1f2845a696050e05e72ba1140ee190698", 25 + 39), (change.Commit, real.Eighteen.Db.Query($"SELECT Id FROM Changes WHERE ChangeSetId = {change.Id}").Length));
    }

    [Fact]
    public void Every_snapshot_is_read_without_a_single_problem()
    {
        Assert.All(real.Eighteen.Changes.Concat(real.Newest.Changes), change => Assert.Equal(0, change.Problems));
        using var db = new TestDb();
        Assert.Empty(db.Import(SourceTrees.Open(SharedData.File("d3fend/d3fend-protege-1.0.0.ttl.gz"))).Single().Problems);
    }

    [Fact]
    public void Whatever_came_before_and_in_whatever_order_the_view_is_the_same()
    {
        var state = real.Eighteen;
        using var copy = new TestDb();
        foreach (var file in new[] { "atomics/atomics-2026-08-17.tar.gz", "sigma/sigma-2026-06-11.tar.gz", "sigma/sigma-2026-08-05.tar.gz", "d3fend/d3fend-protege-2025-08-25.ttl.gz", "attack/enterprise-attack-18.1.json.gz", "attack/ics-attack-18.1.json.gz", "attack/mobile-attack-17.1.json.gz" })
        {
            copy.Import(SourceTrees.Open(SharedData.File(file)));
        }

        Assert.Equal(state.Db.Links(), copy.Links());
        copy.Import(SourceTrees.Open(SharedData.File("attack/enterprise-attack-19.1.json.gz")));

        Assert.Equal(real.Newest.Db.Links(), copy.Links());
        Assert.Equal(real.Newest.Db.Links(LinkKind.Control), copy.Links(LinkKind.Control));
        Assert.Equal(real.Newest.Db.Links(LinkKind.Pair), copy.Links(LinkKind.Pair));
        Assert.Equal(Counts(real.Newest.View), Counts(copy.View));

        static List<(string, ItemCount, ItemCount, ItemCount)> Counts(CoverageView view) => [.. view.Domains.SelectMany(domain => domain.Techniques).Select(entry => (entry.Id, entry.RuleCount, entry.TestCount, entry.ControlCount))];
    }

    [Fact]
    public void The_very_same_snapshots_again_are_no_change()
    {
        var again = real.Newest.Db.Import(SourceTrees.Open(SharedData.File("sigma/sigma-2026-08-05.tar.gz")), SourceTrees.Open(SharedData.File("attack/enterprise-attack-19.1.json.gz")));

        Assert.All(again, imported => Assert.Equal("The same input as before.", imported.Change.Notes));
    }

    private static (int Techniques, int TopLevel, int Tactics) Matrix(CoverageView view, AttackDomain domain)
    {
        var matrix = view.Domain(domain)!;
        return (matrix.Techniques.Count, matrix.Techniques.Count(entry => entry.Technique.ParentId is null), matrix.Columns.Count);
    }
}
