using System.Collections.Immutable;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Gaps;
using Coverage.Views.Planning;

namespace Coverage.Tests.Recording;

/// <summary>What is recorded once something is done, and profiles as steps.</summary>
public sealed class DoneEditsTests
{
    private static readonly DateTime Now = new(2026, 8, 20, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Person Ada = new("Ada", Role.Engineer);
    private static readonly string Default = Scored.Seed.Table.Environments[0];

    [Fact]
    public void The_next_action_as_done_closes_some_of_the_gap()
    {
        var gap = GapList.Of(Scored.Seed).Gaps.First(gap => gap.Next.Kind == ActionKind.Deploy);

        var edit = Assert.IsType<PutDeployment>(Assert.Single(DoneEdits.Of(Scored.Seed, gap.Environment, gap.Next, Ada, Now)));

        Assert.Equal((DeploymentState.Deployed, Scored.Seed.Rule(edit.Deployment.Rule)!.Hash, "Ada", Now), (edit.Deployment.State, edit.Deployment.Hash, edit.Deployment.By, edit.Deployment.Since));
        Assert.True(Scored.Apply(Scored.Seed, edit).Table.Technique(gap.Place).Gap < gap.Points);
    }

    [Fact]
    public void What_is_deployed_at_the_present_content_keeps_its_day_and_other_content_gets_a_new_one()
    {
        var rule = PlanView.Of(Scored.Seed, new PlanRequest(1)).Actions[0].Subject!.Value;
        var there = new Deployment(rule, DeploymentState.Deployed, Scored.Seed.Rule(rule)!.Hash, Now.AddDays(-100), "Sentinel");
        var same = Scored.Apply(Scored.Seed, new PutDeployment(Default, there));
        var older = Scored.Apply(Scored.Seed, new PutDeployment(Default, there with { Hash = "older" }));

        var item = new WorkItem("w", WorkKind.Deploy, Default, "Deploy", rule, null, [], 10, 1);

        Assert.Empty(DoneEdits.Of(same, item, Ada, Now));
        Assert.Equal(there with { Since = Now, By = "Ada" }, Assert.IsType<PutDeployment>(Assert.Single(DoneEdits.Of(older, item, Ada, Now))).Deployment);
    }

    [Fact]
    public void A_bundle_records_its_log_source_and_its_rules_and_a_test_nothing()
    {
        var source = new LogSource("windows", "process_creation", "");
        var rule = PlanView.Of(Scored.Seed, new PlanRequest(1)).Actions[0].Subject!.Value;
        var item = new WorkItem("w", WorkKind.Collect, Default, "Collect", null, source, [rule], 10, 1);

        var edits = DoneEdits.Of(Scored.Seed, item, Ada, Now);

        Assert.Equal([typeof(PutTelemetry), typeof(PutDeployment)], edits.Select(edit => edit.GetType()));
        Assert.True(((PutTelemetry)edits[0]).Telemetry.Collected);
        Assert.Empty(DoneEdits.Of(Scored.Seed, item with { Kind = WorkKind.RunTest, Subject = new ItemKey("atomic", "x") }, Ada, Now));
    }

    [Fact]
    public void Since_when_a_control_is_in_place_is_now_unless_a_day_is_stated_and_a_plan_has_none()
    {
        var control = new ItemKey("d3fend", Scored.Seed.Catalogue.Controls[0].ExternalId);
        var states = new StateEdits(Scored.Seed, Default, Ada, Now);
        var march = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime? Since(ImplementationState state, StatedDay? day) => Assert.IsType<PutImplementation>(Assert.Single(states.Implement(control, state, new EntryDetails { Since = day }))).Implementation.Since;

        Assert.Equal((Now, march, null, null), (Since(ImplementationState.Full, null), Since(ImplementationState.Partial, new StatedDay(march)), Since(ImplementationState.Full, new StatedDay(null)), Since(ImplementationState.Planned, null)));
        Assert.Contains("What is planned has no day", Assert.Throws<PostureRefusedException>(() => Since(ImplementationState.Planned, new StatedDay(march))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Our threats, 2026", "our-threats-2026")]
    [InlineData("  New ", "new-profile")]
    [InlineData("Über", "ber")]
    [InlineData("???", "")]
    [InlineData(null, "")]
    public void A_key_is_made_of_the_name(string? name, string key)
    {
        Assert.Equal(key, ProfileSteps.KeyOf(name));
    }

    [Fact]
    public void Removing_the_chosen_profile_chooses_none()
    {
        var weights = ImmutableSortedDictionary<string, double>.Empty;
        var built = Scored.Apply(Scored.Seed, ProfileSteps.Created(Scored.Seed, "P", ["G0016"], weights).Edits);
        var chosen = Scored.Apply(built, ProfileSteps.Chosen(built, "p").Edits);

        Assert.NotNull(chosen.Posture.Profile);
        Assert.Equal(Scored.Seed.Table.Totals, Scored.Apply(chosen, ProfileSteps.Removed(chosen, "p").Edits).Table.Totals);
        Assert.Throws<PostureRefusedException>(() => ProfileSteps.Created(chosen, "p!", ["G0016"], weights));
        Assert.Throws<PostureRefusedException>(() => ProfileSteps.Created(chosen, "Q", ["G9999"], weights));
        Assert.Throws<PostureRefusedException>(() => ProfileSteps.Chosen(chosen, "q"));
    }
}
