using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Planning;
using CsCheck;

namespace Coverage.Tests.Scoring;

/// <summary>The planner against the exact optimum on small cases, and its own promises against the scorer.</summary>
public sealed class PlannerTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    [Fact]
    public void Collecting_comes_with_the_rules_that_make_it_worth_it()
    {
        var input = new MadeCatalogue().With("T1000").With("T2000").WithRule(1, ["T1000"]).WithRule(2, ["T2000"]).Build();
        var dark = Scorer.Score(input, MadeCatalogue.Windows.Apply(MadeCatalogue.Collect(false)), ScoringModel.Version1, Today);

        var action = Assert.Single(Planner.Plan(dark, 5));

        Assert.Equal((ActionKind.Collect, 12.0, 110.0, 2), (action.Kind, action.Effort, action.Gain, action.Rules.Count));
        Assert.Equal(["T1000", "T2000"], action.Techniques);
    }

    [Fact]
    public void What_does_not_fit_the_budget_is_passed_over()
    {
        var input = new MadeCatalogue().With("T1000").With("T2000").WithRule(1, ["T1000"]).WithControl("D3-HAR", "Harden", "T2000").Build();

        var plan = Planner.Plan(Scorer.Score(input, MadeCatalogue.Windows, ScoringModel.Version1, Today), 5, budget: 19);

        Assert.Equal([ActionKind.Deploy, ActionKind.Collect], plan.Select(action => action.Kind));
    }

    [Fact]
    public void What_reads_logs_of_other_platforms_is_neither_planned_nor_the_next_action()
    {
        var input = new MadeCatalogue().With("T1000", "Windows", "Linux", "macOS").With("T2000").WithRule(1, ["T1000"], product: "linux").WithRule(2, ["T2000"], product: "zeek").WithRule(3, ["T2000"], product: "macos").Build();
        var table = Scorer.Score(input, MadeCatalogue.Windows, ScoringModel.Version1, Today);

        Assert.Equal([MadeCatalogue.Rule(2)], Planner.Plan(table, 5).SelectMany(action => action.Rules));
        Assert.Equal((ActionKind.WriteRule, ActionKind.Deploy), (table.Next(0, 0).Kind, table.Next(1, 0).Kind));
        Assert.Equal((GapReason.NotDeployed, 100.0), (table.Reason(0, 0), table.Totals.Available));
    }

    [Fact]
    public void A_log_source_that_stands_for_many_is_as_much_work_as_they_are()
    {
        var input = new MadeCatalogue().With("T1000").WithRule(1, ["T1000"]).WithRule(2, ["T1000"], "network_connection").WithRule(3, ["T1000"], "").Build();
        var table = Scorer.Score(input, MadeCatalogue.Windows.Apply(MadeCatalogue.Collect(false, "")), ScoringModel.Version1, Today);
        var windows = new LogSource("windows", "", "");

        var plan = Planner.Plan(table, 5);

        Assert.Equal(11, plan[0].Effort);
        Assert.DoesNotContain(plan, action => action.LogSource == windows);
        Assert.Equal(3, table.LogSourcesBehind("win", windows));
        Assert.Equal(2, table.Apply(MadeCatalogue.Collect()).LogSourcesBehind("win", windows));
    }

    [Fact]
    public void Of_equal_rules_those_of_lasting_use_come_first()
    {
        var input = new MadeCatalogue().With("T1000").WithRule(1, ["T1000"], path: "rules-emerging-threats/2024/1.yml").WithRule(2, ["T1000"], path: "rules/windows/2.yml").Build();

        Assert.Equal(MadeCatalogue.Rule(2), Scorer.Score(input, MadeCatalogue.Windows, ScoringModel.Version1, Today).Next(0, 0).Item);
    }

    [Fact]
    public void What_ran_already_is_decided_and_not_run_again()
    {
        var input = new MadeCatalogue().With("T1000").WithRule(1, ["T1000"]).WithTest(1, "T1000").WithTest(2, "T1000").Build();
        var posture = MadeCatalogue.Windows.Apply(MadeCatalogue.Deploy(1));
        NextAction Next(params PostureEdit[] more) => Scorer.Score(input, posture.Apply(more), ScoringModel.Version1, Today).Next(0, 0);

        var pending = new PutResult("win", new TestResult("run", MadeCatalogue.Test(2), Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ResultState.Pending));

        Assert.Equal((ActionKind.RunTest, MadeCatalogue.Test(1)), (Next().Kind, Next().Item));
        Assert.Equal((ActionKind.Decide, MadeCatalogue.Test(2)), (Next(pending).Kind, Next(pending).Item));
    }

    [Fact]
    public void Each_planned_gain_is_what_the_scorer_finds_when_the_edits_are_made()
    {
        Generated.Inside.Array[0, 25].Sample(edits =>
        {
            // Results that name something would come back to life by what is deployed again: recorded proof, no planned gain.
            var posture = Generated.Start.Apply(edits.Select(edit => edit is PutResult put ? put with { Result = put.Result with { AlertedBy = [], StoppedBy = [] } } : edit));
            var table = Generated.Score(posture);
            foreach (var action in Planner.Plan(table, 50))
            {
                var next = table.Apply(action.Edits);
                Assert.Equal(action.Gain, table.Totals.Gap - next.Totals.Gap, 6);
                table = next;
            }
        }, iter: 1000);
    }

    [Fact]
    public void On_small_cases_greedy_reaches_at_least_half_of_the_exact_optimum()
    {
        var ratios = new List<double>();
        var random = new Random(5);
        for (var n = 0; n < 100; n++)
        {
            var table = Scorer.Score(Small(random), MadeCatalogue.Windows.Apply(MadeCatalogue.Collect(random.Next(2) == 0), MadeCatalogue.Collect(random.Next(2) == 0, "network_connection")), ScoringModel.Version1, Today);
            var budget = random.Next(3, 35);
            var greedy = Planner.Plan(table, 20, budget);
            var optimum = Optimum(table, budget);
            if (optimum > 0) ratios.Add(greedy.Sum(action => action.Gain) / optimum);
        }

        output.WriteLine($"{ratios.Count} cases: worst ratio {ratios.Min():0.000}, mean {ratios.Average():0.000}, optimal in {ratios.Count(ratio => ratio > 0.999)}");
        Assert.True(ratios.Min() is > 0.5 and <= 1.000001, $"worst {ratios.Min():0.000}");
        Assert.True(ratios.Average() > 0.95, $"mean {ratios.Average():0.000}");
    }

    [Fact]
    public void Tests_are_ranked_by_the_points_that_rest_on_claims_and_gain_nothing_by_themselves()
    {
        var input = new MadeCatalogue().With("T1000").With("T2000").WithRule(1, ["T1000"]).WithTest(1, "T1000").WithTest(2, "T1000").WithTest(3, "T2000").Build();
        var table = Scorer.Score(input, MadeCatalogue.Windows.Apply(MadeCatalogue.Deploy(1), MadeCatalogue.Collect(), MadeCatalogue.Ran("r", 2, Today.AddDays(-340), ReportedOutcome.Alerted)), ScoringModel.Version1, Today);

        var ranked = Planner.Tests(table, 10);

        Assert.Equal([MadeCatalogue.Test(1), MadeCatalogue.Test(2)], ranked.Select(test => test.Test));
        Assert.Equal([27.5, 55 * (250.0 / 275) / 2], ranked.Select(test => test.Points), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Empty(Planner.Plan(table, 10));
    }

    [Fact]
    public void Dropping_a_rule_counts_the_results_that_cannot_be_withdrawn()
    {
        var input = new MadeCatalogue().With("T1000").WithRule(1, ["T1000"]).WithTest(1, "T1000").WithTest(2, "T1000").Build();
        var named = new NamedItem(ItemKind.Rule, MadeCatalogue.Rule(1), "hash-1");
        var table = Scorer.Score(input, MadeCatalogue.Windows.Apply(MadeCatalogue.Deploy(1), MadeCatalogue.Ran("named", 1, Today, ReportedOutcome.Alerted, named), MadeCatalogue.Ran("unnamed", 2, Today, ReportedOutcome.Alerted)), ScoringModel.Version1, Today);

        var what = WhatIf.Try(table, [new RemoveDeployment("win", MadeCatalogue.Rule(1))]);

        Assert.Equal([("win", "unnamed")], what.Unattributed);
        Assert.Equal((100.0, 50.0), (what.Moves.Single().Before.Coverage, what.Moves.Single().After.Coverage));
        Assert.Equal(100, table.Totals.Overall);
    }

    private static ScoringInput Small(Random random)
    {
        var made = new MadeCatalogue();
        for (var t = 1; t <= 5; t++) made.With($"T{t}000");
        for (var rule = 1; rule <= 6; rule++) made.WithRule(rule, Techniques(random), random.Next(2) == 0 ? "process_creation" : "network_connection");
        made.WithRule(7, Techniques(random), correlates: [1, 2, 3]);
        return made.WithControl("D3-HAR", "Harden", Techniques(random)).WithControl("D3-ISO", "Isolate", Techniques(random)).Build();
    }

    private static string[] Techniques(Random random) => [.. Enumerable.Range(1, 5).Where(_ => random.Next(3) == 0).Select(t => $"T{t}000")];

    /// <summary>Every subset of the eleven single steps, scored as a whole.</summary>
    private static double Optimum(ScoreTable table, double budget)
    {
        (double Effort, PostureEdit Edit)[] steps =
        [
            .. Enumerable.Range(1, 7).Select(rule => (1.0, (PostureEdit)MadeCatalogue.Deploy(rule))),
            (10, MadeCatalogue.Collect()), (10, MadeCatalogue.Collect(category: "network_connection")),
            .. new[] { "D3-HAR", "D3-ISO" }.Select(id => (20.0, (PostureEdit)new PutImplementation("win", new Implementation(MadeCatalogue.Control(id), ImplementationState.Full)))),
        ];
        var best = 0.0;
        for (var subset = 1; subset < 1 << steps.Length; subset++)
        {
            var chosen = steps.Where((_, i) => (subset & (1 << i)) != 0).ToList();
            if (chosen.Sum(step => step.Effort) <= budget) best = Math.Max(best, table.Totals.Gap - table.Apply([.. chosen.Select(step => step.Edit)]).Totals.Gap);
        }

        return best;
    }
}
