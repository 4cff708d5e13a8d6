using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Gaps;
using Coverage.Views.Planning;

namespace Coverage.Tests.Views.Gaps;

/// <summary>The real snapshots: what is counted there is counted here in another way.</summary>
public sealed class RealGapTests(RealCatalogue real)
{
    [Fact]
    public void On_the_real_snapshots_gaps_and_covered_ones_are_all_that_is_in_scope()
    {
        var untouched = Scored.Over(real.Newest.View, OrganisationPosture.Initial);
        var used = Scored.With(untouched, RealisticPosture.Of(untouched.Table.Input, 3, Scored.Today));

        var (first, list) = (GapList.Of(untouched), GapList.Of(used));

        // Without anything recorded a technique is available if a counted rule, or a direct control that stops, is its own.
        Assert.Equal(first.Gaps.Count(gap => gap.Technique.Rules.Count > 0 || gap.Technique.DirectControls.Any(control => control.Stands == "prevent")), first.Funnel.Available, 6);
        Assert.Equal(first.Gaps.Count, first.Funnel.InScope);
        Assert.Equal(list.Funnel.InScope, list.Gaps.Count + list.Covered);
        Assert.True(list.Covered > 0 && list.Gaps.All(gap => gap.Reason != GapReason.Covered));
        Assert.Equal(100, PlanView.Of(used, new PlanRequest(100)).Actions.Count);
    }
}
