using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Tests.Posture;

/// <summary>What may not enter, and what is said about it.</summary>
public sealed class ProblemTests
{
    private static readonly DateTime Now = new(2026, 8, 20, 12, 0, 0, DateTimeKind.Utc);
    private static readonly ItemKey Key = new("sigma", "a");

    [Fact]
    public void An_exception_needs_owner_reason_and_expiry()
    {
        var problems = new CoverageException(new ExceptionKey("T1003"), ExceptionKind.RiskAccepted, " ", "", null).Problems(DateOnly.FromDateTime(Now));

        Assert.Equal(["The owner of the exception is missing.", "The reason of the exception is missing.", "The day on which the exception expires is missing."], problems);
        Assert.Equal(["The exception expired on 2026-08-19."], new CoverageException(new ExceptionKey("T1003"), ExceptionKind.OutOfScope, "Ada", "Reason", new DateOnly(2026, 8, 19)).Problems(new DateOnly(2026, 8, 20)));
    }

    [Fact]
    public void Nothing_happens_in_the_future()
    {
        Assert.Equal(["The day of the deployment, 2026-08-21 12:00 UTC, is in the future."], new Deployment(Key, DeploymentState.Deployed, Since: Now.AddDays(1)).Problems(Now));
        Assert.Empty(new Deployment(Key, DeploymentState.Planned, Since: Now.AddDays(1)).Problems(Now));
        Assert.Equal(["The time of the result, 2026-08-20 13:00 UTC, is in the future."], Ran(Now.AddHours(1)).Problems(Now));
        Assert.Equal(["The time of the result has to be in UTC."], Ran(DateTime.SpecifyKind(Now.AddDays(-1), DateTimeKind.Local)).Problems(Now));
    }

    [Theory]
    [InlineData(-1.0, "The environment's weight has to be above 0, not -1.")]
    [InlineData(0.0, "The environment's weight has to be above 0, not 0.")]
    [InlineData(double.PositiveInfinity, "The environment's weight has to be a finite number.")]
    [InlineData(double.NaN, "The environment's weight has to be a finite number.")]
    [InlineData(1e9, "The environment's weight has to be at most 1000000.")]
    public void Weights_are_finite_and_positive(double weight, string problem)
    {
        Assert.Equal([problem], new CoverageEnvironment("win", "Windows", ["Windows"], weight).Problems());
    }

    [Fact]
    public void A_profile_names_techniques_with_weights_of_0_or_more()
    {
        var weights = ImmutableSortedDictionary<string, double>.Empty.Add("T1003", -2).Add("T1055", 0).Add("windows", 1);

        Assert.Equal(["windows is no technique's identifier.", "The weight of T1003 has to be 0 or more, not -2."], new ThreatProfile("p", "P", [], weights).Problems());
        Assert.Equal(["A profile needs an actor or a technique."], new ThreatProfile("p", "P", [], ImmutableSortedDictionary<string, double>.Empty).Problems());
    }

    [Fact]
    public void A_result_is_of_one_piece()
    {
        Assert.Empty(Ran(Now).Problems(Now));
        Assert.Equal(["Only a test that ran has an outcome."], (Ran(Now) with { State = ResultState.Error }).Problems(Now));
        Assert.Equal(["A test that ran without a known outcome is pending."], (Ran(Now) with { Seen = Seen.Unknown, Stopped = Stopped.Unknown }).Problems(Now));
        Assert.Equal(["Something is named that stopped the test, but it was not stopped."], (Ran(Now) with { StoppedBy = [new NamedItem(ItemKind.Rule, Key)] }).Problems(Now));
    }

    [Fact]
    public void A_comment_of_a_megabyte_is_refused_and_a_link_needs_a_reason_and_one_end()
    {
        Assert.Equal(["The note has 1000000 characters; at most 4000 are kept."], new Deployment(Key, DeploymentState.Deployed, Note: new string('x', 1_000_000)).Problems(Now));
        Assert.Equal(["A link leads to a technique or to a test.", "The reason of the link is missing."], new ManualLink(new LinkEnds(ItemKind.Rule, Key, ""), "").Problems());
        Assert.Equal(["An own rule is of the source own, not sigma.", "The title is missing."], new OwnRule(Key, "", LogSource.Any).Problems());
        Assert.Equal(["The share of assets has to be above 0 % and at most 100 %."], new Deployment(Key, DeploymentState.Deployed, Share: double.NaN).Problems(Now));
    }

    [Fact]
    public void Figures_of_the_model_rise_with_the_evidence()
    {
        Assert.Empty(ScoringModel.Version1.Problems());
        Assert.Equal(["Collecting and proving never lower a claim: in place, collected, proven rise in this order."], (ScoringModel.Version1 with { RuleCollected = 80 }).Problems());
        Assert.Equal(["Every claim and threshold lies between 0 and 100."], (ScoringModel.Version1 with { ControlFull = double.NaN }).Problems());
        Assert.Equal(["Every effort is a number above 0."], (ScoringModel.Version1 with { EffortCollect = 0 }).Problems());
    }

    [Fact]
    public void An_edit_shares_what_it_does_not_touch()
    {
        var before = OrganisationPosture.Empty.Apply(new PutEnvironment(new CoverageEnvironment("a", "A", ["Windows"])), new PutEnvironment(new CoverageEnvironment("b", "B", ["Linux"])));
        var after = before.Apply(new PutDeployment("a", new Deployment(Key, DeploymentState.Deployed)));

        Assert.Same(before.Environments["b"], after.Environments["b"]);
        Assert.Empty(before.Environments["a"].Deployments);
        Assert.Single(after.Environments["a"].Deployments);
        Assert.Same(before, before.Apply(new RemoveDeployment("nowhere", Key)));
    }

    private static TestResult Ran(DateTime time) => new("r", new ItemKey("atomic", "t"), time, ResultState.Ran, Seen.Alerted, Stopped.No);
}
