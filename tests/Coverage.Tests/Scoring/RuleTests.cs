using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>Single rules of the model, each on the smallest catalogue that shows it.</summary>
public sealed class RuleTests
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    private static readonly ScoringInput Input = new MadeCatalogue()
        .With("T1000", "Windows").With("T2000", "Windows").With("T2000.001", "Windows").With("T3000", "Linux").With("T4000", "PRE")
        .WithRule(1, ["T1000"], fires: [11]).WithRule(2, ["T2000.001"], "network_connection").WithRule(3, ["T1000"], counted: false).WithRule(4, ["T2000.001"], correlates: [1, 2])
        .WithTest(11, "T1000").WithTest(12, "T2000.001").WithTest(13, "T1000", "linux")
        .WithControl("D3-DET", "Detect", "T1000").WithControl("D3-ISO", "Isolate", "T2000.001")
        .WithActor(ItemKind.Group, "G1", "T2000", "T1000").WithActor(ItemKind.Software, "S1", "T1000").WithActor(ItemKind.Campaign, "C1", "T2000.001")
        .Build();

    [Fact]
    public void A_rule_claims_40_in_place_and_55_collected_and_nothing_uncollected_or_planned()
    {
        Assert.Equal(40, Cell("T1000", MadeCatalogue.Deploy(1)).Detect);
        Assert.Equal(55, Cell("T1000", MadeCatalogue.Deploy(1), MadeCatalogue.Collect()).Detect);
        Assert.Equal((0.0, 0), (Cell("T1000", MadeCatalogue.Deploy(1), MadeCatalogue.Collect(false)).Detect, Cell("T1000", MadeCatalogue.Deploy(1), MadeCatalogue.Collect(false)).Rules));
        Assert.Equal(0, Cell("T1000", new PutDeployment("win", new Deployment(MadeCatalogue.Rule(1), DeploymentState.Planned))).Detect);
    }

    [Fact]
    public void The_most_specific_telemetry_wins()
    {
        var windows = new PutTelemetry("win", new Telemetry(new LogSource("windows", "", ""), Collected: false));

        Assert.Equal(GapReason.NoTelemetry, Cell("T1000", windows).Reason);
        Assert.Equal(55, Cell("T1000", MadeCatalogue.Deploy(1), windows, MadeCatalogue.Collect()).Detect);
    }

    [Fact]
    public void A_correlation_needs_the_sources_of_all_its_rules()
    {
        PostureEdit[] one = [MadeCatalogue.Deploy(4), MadeCatalogue.Collect()];

        Assert.Equal(40, Cell("T2000.001", one).RuleClaim);
        Assert.Equal(55, Cell("T2000.001", [.. one, MadeCatalogue.Collect(category: "network_connection")]).RuleClaim);
        Assert.Equal(0, Cell("T2000.001", [.. one, MadeCatalogue.Collect(false, "network_connection")]).RuleClaim);
    }

    [Fact]
    public void An_alert_that_names_the_rule_proves_it_for_every_technique_until_its_content_changes()
    {
        var named = new NamedItem(ItemKind.Rule, MadeCatalogue.Rule(1), "hash-1");
        PostureEdit[] proof = [MadeCatalogue.Deploy(1), MadeCatalogue.Collect(), MadeCatalogue.Ran("r", 12, Today.AddDays(-90), ReportedOutcome.Alerted, named)];

        Assert.Equal(75, Cell("T1000", proof).RuleClaim);
        Assert.Equal(100, Cell("T2000.001", proof).Detect);
        PostureEdit[] changed = [.. proof, new PutDeployment("win", new Deployment(MadeCatalogue.Rule(1), DeploymentState.Deployed, "hash-1b"))];
        Assert.Equal((55.0, 0.0), (Cell("T1000", changed).RuleClaim, Cell("T2000.001", changed).Detect));
    }

    [Fact]
    public void A_rule_whose_paired_test_gave_no_alert_since_it_was_deployed_is_refuted()
    {
        PostureEdit deployed = new PutDeployment("win", new Deployment(MadeCatalogue.Rule(1), DeploymentState.Deployed, "hash-1", Today.AddDays(-3).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));

        Assert.Equal(25, Cell("T1000", deployed, MadeCatalogue.Ran("r", 11, Today, ReportedOutcome.Logged)).RuleClaim);
        Assert.Equal(0, Cell("T1000", deployed, MadeCatalogue.Ran("r", 11, Today, ReportedOutcome.Missed)).RuleClaim);
        Assert.Equal(40, Cell("T1000", deployed, MadeCatalogue.Ran("r", 11, Today.AddDays(-4), ReportedOutcome.Missed)).RuleClaim);
    }

    [Fact]
    public void Of_a_day_the_worst_counts_and_of_the_days_the_last_that_has_a_value()
    {
        PostureEdit[] day = [MadeCatalogue.Ran("a", 11, Today.AddDays(-1), ReportedOutcome.Alerted), MadeCatalogue.Ran("b", 11, Today.AddDays(-1), ReportedOutcome.Missed)];
        var pending = new PutResult("win", new TestResult("p", MadeCatalogue.Test(11), Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ResultState.Pending));

        Assert.Equal(0, Cell("T1000", [.. day, pending]).Detect);
        Assert.Equal(100, Cell("T1000", [.. day, pending, MadeCatalogue.Ran("c", 11, Today, ReportedOutcome.Alerted)]).Detect);
        Assert.Equal((0.0, 100.0), (Cell("T1000", MadeCatalogue.Ran("a", 11, Today, ReportedOutcome.Blocked)).Detect, Cell("T1000", MadeCatalogue.Ran("a", 11, Today, ReportedOutcome.Blocked)).Prevent));
    }

    [Fact]
    public void A_persons_link_of_a_control_is_worth_twice_an_inferred_one_and_Detect_controls_never_prevent()
    {
        var link = new PutLink(new ManualLink(new LinkEnds(ItemKind.DefensiveTechnique, MadeCatalogue.Control("D3-ISO"), "T2000.001"), "seen in the product"));

        Assert.Equal(25, Cell("T2000.001", Implement("D3-ISO")).ControlClaim);
        Assert.Equal(50, Cell("T2000.001", Implement("D3-ISO"), link).ControlClaim);
        Assert.Equal((0.0, 0), (Cell("T1000", Implement("D3-DET")).ControlClaim, Cell("T1000", Implement("D3-DET")).Controls));
    }

    [Fact]
    public void A_Detect_control_that_an_alert_names_holds_while_it_is_implemented()
    {
        var result = MadeCatalogue.Ran("r", 11, Today, ReportedOutcome.Alerted, new NamedItem(ItemKind.DefensiveTechnique, MadeCatalogue.Control("D3-DET")));

        Assert.Equal(0, Cell("T1000", result).Detect);
        Assert.Equal(100, Cell("T1000", result, Implement("D3-DET")).Detect);
    }

    [Fact]
    public void A_deprecated_rule_is_no_content_but_counts_where_it_runs()
    {
        var input = new MadeCatalogue().With("T1000").WithRule(3, ["T1000"], counted: false).Build();

        Assert.Equal(GapReason.NoContent, Scorer.Score(input, MadeCatalogue.Windows, ScoringModel.Version1, Today).Cell(0, 0).Reason);
        Assert.Equal((40.0, true), (Score(input, MadeCatalogue.Deploy(3)).Detect, Score(input, MadeCatalogue.Deploy(3)).Available));

        static CellScore Score(ScoringInput input, PostureEdit edit) => Scorer.Score(input, MadeCatalogue.Windows.Apply(edit), ScoringModel.Version1, Today).Cell(0, 0);
    }

    [Fact]
    public void A_test_marked_as_not_applicable_leaves_the_means()
    {
        var mark = new PutResult("win", new TestResult("na", MadeCatalogue.Test(11), Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ResultState.NotApplicable));

        Assert.Equal((0, 40.0, GapReason.Untestable), (Cell("T1000", MadeCatalogue.Deploy(1), mark).Tests, Cell("T1000", MadeCatalogue.Deploy(1), mark).Detect, Cell("T1000", MadeCatalogue.Deploy(1), mark).Reason));
    }

    [Fact]
    public void Techniques_and_tests_apply_where_a_platform_is_shared_and_PRE_where_it_is_listed()
    {
        var table = Table(new PutEnvironment(new CoverageEnvironment("all", "All", ["PRE", "Linux", "Windows"])));

        Assert.Equal((GapReason.NotApplicable, GapReason.NotApplicable), (table.Reason(Input.TechniqueOf("T3000"), 1), table.Reason(Input.TechniqueOf("T4000"), 1)));
        Assert.Equal((GapReason.NoContent, GapReason.NoContent), (table.Reason(Input.TechniqueOf("T3000"), 0), table.Reason(Input.TechniqueOf("T4000"), 0)));
        Assert.Equal((2, 1), (table.Cell(Input.TechniqueOf("T1000"), 0).Tests, table.Cell(Input.TechniqueOf("T1000"), 1).Tests));
    }

    [Fact]
    public void Weights_count_the_chosen_actors_and_a_parents_are_split_over_its_sub_techniques()
    {
        var profile = new ThreatProfile("p", "P", ["G1", "S1", "C1"], System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("T3000", 7));
        var table = Table(new PutProfile(profile), new ChooseProfile("p"));

        Assert.Equal([2.0, 2.0, 7.0, 0.0], new[] { "T1000", "T2000.001", "T3000", "T4000" }.Select(id => table.Technique(Input.TechniqueOf(id)).Weight));
        Assert.False(table.Technique(Input.TechniqueOf("T2000")).Counted);
    }

    [Fact]
    public void Out_of_scope_leaves_overall_until_it_expires_and_accepted_risk_stays()
    {
        PostureEdit[] covered = [MadeCatalogue.Ran("a", 11, Today, ReportedOutcome.Alerted)];
        var key = new ExceptionKey("T2000.001");
        var plain = Table(covered).Totals;
        var outOfScope = Table([.. covered, new PutException(new CoverageException(key, ExceptionKind.OutOfScope, "Ada", "no such hosts", Today))]);
        var accepted = Table([.. covered, new PutException(new CoverageException(key, ExceptionKind.RiskAccepted, "Ada", "too dear", Today))]).Totals;

        Assert.Equal((50.0, 100.0, 50.0), (plain.Overall, outOfScope.Totals.Overall, accepted.Overall));
        Assert.Equal((1, 1, 100.0), (outOfScope.Totals.OutOfScope, accepted.RiskAccepted, accepted.AcceptedGap));
        Assert.Equal(50, outOfScope.On(Today.AddDays(1)).Totals.Overall);
    }

    private static CellScore Cell(string technique, params PostureEdit[] edits)
    {
        var table = Table(edits);
        return table.Cell(Input.TechniqueOf(technique), table.Environments.Count - 1);
    }

    private static ScoreTable Table(params PostureEdit[] edits) => Scorer.Score(Input, MadeCatalogue.Windows.Apply(edits), ScoringModel.Version1, Today);

    private static PutImplementation Implement(string control) => new("win", new Implementation(MadeCatalogue.Control(control), ImplementationState.Full));
}
