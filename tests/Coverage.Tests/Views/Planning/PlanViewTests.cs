using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Gaps;
using Coverage.Views.Planning;

namespace Coverage.Tests.Views.Planning;

/// <summary>Plans, what-ifs and gates over the real catalogue.</summary>
public sealed class PlanViewTests
{
    private static readonly string Default = Scored.Seed.Table.Environments[0];

    [Fact]
    public void Doing_a_plan_closes_as_many_points_as_it_says()
    {
        var plan = PlanView.Of(Scored.Seed, new PlanRequest(80));

        var edits = plan.Actions.SelectMany(line => DoneEdits.Of(Scored.Seed, line.ToWork("w", "", null), new Person("Ada", Role.Engineer), new DateTime(2026, 8, 20, 12, 0, 0, DateTimeKind.Utc)));
        var after = Scored.Apply(Scored.Seed, [.. edits]);

        Assert.Equal(80, plan.Actions.Count);
        Assert.Contains(plan.Actions, line => line.Kind == WorkKind.Deploy);
        Assert.Contains(plan.Actions, line => line is { Kind: WorkKind.Collect, Rules.Count: > 0 });
        Assert.Equal(plan.Gain, Scored.Seed.Table.Totals.Gap - after.Table.Totals.Gap, 6);
        Assert.Equal(80, plan.Actions.Select(line => line.Key).Distinct().Count());
    }

    [Fact]
    public void Efforts_and_budget_are_those_that_are_asked_for()
    {
        var plan = PlanView.Of(Scored.Seed, new PlanRequest(50, Budget: 12) { Deploy = 3 });

        Assert.Equal(4, plan.Actions.Count);
        Assert.Equal(12, plan.Effort);
        Assert.False(new PlanRequest(0).IsValid);
        Assert.False((new PlanRequest() with { Collect = double.NaN }).IsValid);
        Assert.False(new PlanRequest(1, Budget: -1).IsValid);
    }

    [Fact]
    public void Tests_stand_apart_and_rest_on_claims()
    {
        Assert.Empty(PlanView.Of(Scored.Seed, new PlanRequest()).Tests);
        var plan = PlanView.Of(Scored.Realistic, new PlanRequest());

        Assert.NotEmpty(plan.Tests);
        Assert.All(plan.Tests, line => Assert.Equal(WorkKind.RunTest, line.Kind));
        Assert.DoesNotContain(plan.Actions, line => line.Kind == WorkKind.RunTest);
    }

    [Fact]
    public void What_is_in_the_work_list_is_known_until_it_is_done()
    {
        var first = PlanView.Of(Scored.Seed, new PlanRequest(1)).Actions[0];
        var item = first.ToWork("w1", "Ada", null);

        var open = Scored.Apply(Scored.Seed, new PutWorkItem(item));
        var done = Scored.Apply(Scored.Seed, new PutWorkItem(item with { State = WorkState.Done }));

        Assert.Equal(item, PlanView.Of(open, new PlanRequest(1)).Actions[0].OnList);
        Assert.Null(PlanView.Of(done, new PlanRequest(1)).Actions[0].OnList);
        Assert.Empty(item.Problems());
    }

    [Fact]
    public void A_supposition_is_read_as_it_was_written()
    {
        Tick[] ticks = [new(TickKind.Drop, "a~b", "EDR ~ of %7E & co"), Tick.Of(TickKind.Deploy, Default, new ItemKey("sigma", "x~y")), Tick.Of(TickKind.Collect, Default, new LogSource("windows", "", "sysmon")), Tick.Of(TickKind.Uncollect, Default, new LogSource("", "", ""))];

        Assert.Equal(ticks[..3], ticks[..3].Select(tick => Tick.Parse(tick.ToString())));
        Assert.All(new[] { null, "", "deploy", "1~a~b", "explode~a~b", "drop~a~b~c~d~e", new string('a', 2000) }, text => Assert.Null(Tick.Parse(text)));
    }

    [Fact]
    public void A_what_if_says_what_opens_and_closes_and_leaves_everything_as_it_is()
    {
        var view = Scored.Realistic;
        var rule = PlanView.Of(Scored.Seed, new PlanRequest(1)).Actions[0].Subject!.Value;
        var deployed = view.Posture.Environments["env-00"].Deployments.Keys.First();

        var tried = WhatIfView.Of(view, [Tick.Of(TickKind.Uncollect, "env-00", new LogSource("windows", "", "")), Tick.Of(TickKind.Undeploy, "env-00", deployed), Tick.Of(TickKind.Undeploy, "env-00", new ItemKey("sigma", "none")), Tick.Of(TickKind.Deploy, "env-01", rule)], (_, _) => []);

        Assert.Equal([1, 1, 0, 1], tried.Ticks.Select(tick => tick.Entries));
        Assert.Same(view.Table, tried.Result.Before);
        Assert.NotEmpty(tried.Result.Moves);
        var now = GapList.Of(view).Gaps.Select(gap => gap.Technique.Id).ToHashSet();
        var then = GapList.Of(view with { Table = tried.Result.After }).Gaps.Select(gap => gap.Technique.Id).ToHashSet();
        Assert.Equal(then.Except(now).Order(), tried.Opened.Select(gap => gap.Technique.Id).Order());
        Assert.Equal(now.Except(then).Order(), tried.Closed.Select(gap => gap.Technique.Id).Order());
        Assert.Equal([WorkKind.Deploy], tried.Work.Select(line => line.Kind));
    }

    [Fact]
    public void Dropping_a_product_takes_its_rules_and_controls()
    {
        var rule = PlanView.Of(Scored.Seed, new PlanRequest(1)).Actions[0].Subject!.Value;
        var control = Scored.Seed.Catalogue.Controls[0];
        var view = Scored.Apply(
            Scored.Seed,
            new PutDeployment(Default, new Deployment(rule, DeploymentState.Deployed, Where: "EDR")),
            new PutImplementation(Default, new Implementation(new ItemKey(control.Source, control.ExternalId), ImplementationState.Full, By: "EDR")));

        var tried = WhatIfView.Of(view, [new Tick(TickKind.Drop, Default, "EDR")], (_, _) => []);

        Assert.Equal(2, tried.Ticks[0].Entries);
        Assert.Equal(Scored.Seed.Table.Totals, tried.Result.After.Totals);
        Assert.Empty(tried.Work);
    }

    [Fact]
    public void A_gap_under_an_identifier_that_was_revoked_since_is_not_new()
    {
        var view = Scored.Seed;
        var gaps = GapList.Of(view).Gaps.Select(gap => gap.Technique.Id).ToHashSet();
        var renamed = view.Catalogue.Items.OfType<Technique>().First(technique => technique.RevokedBy is [var by] && gaps.Contains(by));
        var before = gaps.Where(id => id != renamed.RevokedBy[0]).ToHashSet();

        Assert.Equal(renamed.RevokedBy[0], Assert.Single(Gate.Of(view, null, 0, new EarlierGaps("", before)).NewGaps).Technique.Id);
        Assert.True(Gate.Of(view, null, 0, new EarlierGaps("", before.Append(renamed.ExternalId).ToHashSet())).Passes);
    }

    [Fact]
    public void A_gate_fails_below_the_coverage_and_for_each_new_gap()
    {
        var view = Scored.Realistic;
        var gaps = GapList.Of(view).Gaps.Select(gap => gap.Technique.Id).ToList();
        var overall = view.Table.Totals.Overall!.Value;

        Assert.True(Gate.Of(view, overall, 0, new EarlierGaps("", gaps.ToHashSet())).Passes);
        Assert.Equal([Gate.MinCoverage], Gate.Of(view, overall + 0.01, null, null).Findings.Select(finding => finding.Rule));
        Assert.True(Gate.Of(view, null, 2, new EarlierGaps("", gaps.Skip(2).ToHashSet())).Passes);
        var failed = Gate.Of(view, null, 1, new EarlierGaps("", gaps.Skip(2).ToHashSet()));
        Assert.Equal(gaps.Take(2), failed.Findings.Select(finding => finding.Gap!.Technique.Id));
        using var sarif = new MemoryStream();
        GateFile.WriteSarif(sarif, failed, "1.2.3");
        using var read = System.Text.Json.JsonDocument.Parse(sarif.ToArray());
        var run = read.RootElement.GetProperty("runs")[0];
        Assert.Equal("2.1.0", read.RootElement.GetProperty("version").GetString());
        Assert.All(run.GetProperty("results").EnumerateArray(), result => Assert.Equal(result.GetProperty("ruleId").GetString(), run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        Assert.Equal(gaps.Take(2).Select(id => "coverage/" + id), run.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()));
    }
}
