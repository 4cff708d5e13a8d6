using Coverage.Posture;
using Coverage.Tests.Support;

namespace Coverage.Tests.Recording;

public sealed class StateEditsTests
{
    private static readonly ItemKey Control = new("d3fend", "D3-W");

    [Fact]
    public void Deploying_pins_the_catalogues_content_and_the_moment()
    {
        using var bench = new EditingBench();
        var now = DateTime.UtcNow;

        bench.Record("", bench.States(now: now).Deploy(EditingBench.Rule, DeploymentState.Deployed));

        var entry = bench.Inside.Deployments[EditingBench.Rule];
        Assert.Equal((bench.View.Rule(EditingBench.Rule)!.Hash, now, "ada"), (entry.Hash, entry.Since, entry.By));
    }

    [Fact]
    public void What_is_so_already_is_no_edit()
    {
        using var bench = new EditingBench();
        bench.Record("", bench.States().Deploy(EditingBench.Rule, DeploymentState.Deployed));
        bench.Record("", bench.States().Implement(Control, ImplementationState.Full));
        bench.Record("", bench.States().Collect(LogSource.Any, false));

        Assert.Empty(bench.States(EditingBench.Bob).Deploy(EditingBench.Rule, DeploymentState.Deployed));
        Assert.Empty(bench.States().Adopt(EditingBench.Rule));
        Assert.Empty(bench.States().Implement(Control, ImplementationState.Full));
        Assert.Empty(bench.States().Collect(LogSource.Any, false));
        Assert.Empty(bench.States().Deploy(new ItemKey("sigma", Make.Guid(2)), null));
    }

    [Fact]
    public void A_change_of_state_keeps_place_share_and_note()
    {
        using var bench = new EditingBench();
        bench.Record("", new PutDeployment("default", new Deployment(EditingBench.Rule, DeploymentState.Planned, Where: "Sentinel", Share: 0.5, Note: "later")));

        bench.Record("", bench.States().Deploy(EditingBench.Rule, DeploymentState.Deployed));
        bench.Record("", bench.States().Deploy(EditingBench.Rule, DeploymentState.Disabled));

        var entry = bench.Inside.Deployments[EditingBench.Rule];
        Assert.Equal((DeploymentState.Disabled, "Sentinel", 0.5, "later"), (entry.State, entry.Where, entry.Share, entry.Note));
        Assert.NotEqual("", entry.Hash);
    }

    [Fact]
    public void Adopting_takes_the_catalogues_content_from_now_on()
    {
        using var bench = new EditingBench();
        var longAgo = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        bench.Record("", new PutDeployment("default", new Deployment(EditingBench.Rule, DeploymentState.Deployed, "old", longAgo)));

        bench.Record("", bench.States().Adopt(EditingBench.Rule));

        Assert.Equal(bench.View.Rule(EditingBench.Rule)!.Hash, bench.Inside.Deployments[EditingBench.Rule].Hash);
        Assert.True(bench.Inside.Deployments[EditingBench.Rule].Since > longAgo);
    }

    [Fact]
    public void A_control_is_known_by_its_identifier_and_lowered_whichever_source_recorded_it_higher()
    {
        using var bench = new EditingBench();
        bench.Record("", new PutImplementation("default", new Implementation(new ItemKey("imported", "d3-w"), ImplementationState.Full, Evidence: "policy 4")));

        bench.Record("", bench.States().Implement(Control, ImplementationState.Partial));
        var lowered = Assert.Single(bench.Inside.Implementations.Values);
        bench.Record("", bench.States().Implement(Control, null));

        Assert.Equal((ImplementationState.Partial, "policy 4"), (lowered.State, lowered.Evidence));
        Assert.Empty(bench.Inside.Implementations);
    }

    [Fact]
    public void A_control_takes_share_place_and_evidence_and_keeps_them_when_its_state_changes()
    {
        using var bench = new EditingBench();
        var details = new Coverage.Recording.EntryDetails(0.25, "Site 4", "policy 4", "A product", "soon");

        bench.Record("", bench.States().Implement(Control, ImplementationState.Partial, details));
        Assert.Empty(bench.States().Implement(Control, ImplementationState.Partial, details));
        bench.Record("", bench.States().Implement(Control, ImplementationState.Full));

        var entry = Assert.Single(bench.Inside.Implementations.Values);
        Assert.Equal((ImplementationState.Full, 0.25, "Site 4", "policy 4", "A product", "soon"), (entry.State, entry.Share, entry.Where, entry.Evidence, entry.By, entry.Note));
        bench.Record("", bench.States().Implement(Control, ImplementationState.Full, details with { Share = 1, Where = "" }));
        Assert.Equal((null, null), (bench.Inside.Implementations.Values.Single().Share, bench.Inside.Implementations.Values.Single().Where));
        bench.Record("", bench.States().Implement(Control, null, details));
        Assert.Empty(bench.Inside.Implementations);
    }

    /// <summary>A step is taken back only if its entries are still as it left them, to the letter: what is new about them must not change the old.</summary>
    [Fact]
    public void Entries_that_say_nothing_of_place_and_evidence_are_stored_as_they_always_were()
    {
        Assert.Equal("""{"Rule":{"Source":"a","Id":"b","IsOwn":false},"State":"Planned","Hash":"","Where":"","Share":1,"By":"","Note":""}""", Coverage.Data.PostureEntries.Of(Posture(new PutDeployment("default", new Deployment(new ItemKey("a", "b"), DeploymentState.Planned)))).Last().Value);
        Assert.Equal("""{"Control":{"Source":"a","Id":"b","IsOwn":false},"State":"Full","By":"","Evidence":"","Note":""}""", Coverage.Data.PostureEntries.Of(Posture(new PutImplementation("default", new Implementation(new ItemKey("a", "b"), ImplementationState.Full)))).Last().Value);
    }

    [Fact]
    public void A_test_is_said_not_to_apply_once_and_all_that_say_so_are_taken_back()
    {
        using var bench = new EditingBench();
        var test = new ItemKey("atomic", Make.Guid(7));
        bench.Record("", new PutResult("default", new TestResult("decided", test, DateTime.UtcNow, ResultState.NotApplicable)));

        Assert.Empty(bench.States().Apply([(test, false)], "again"));
        bench.Record("", bench.States().Apply([(test, true)], ""));
        Assert.Empty(bench.Inside.Results);
        bench.Record("", bench.States().Apply([(test, false)], "no such host"));

        Assert.Equal("no such host", Assert.Single(bench.Inside.Results.Values).Note);
    }

    private static OrganisationPosture Posture(PostureEdit edit) => OrganisationPosture.Initial.Apply(edit);

    [Fact]
    public void Of_two_sources_that_recorded_a_control_none_stays_higher_than_what_is_set()
    {
        using var bench = new EditingBench();
        bench.Record("", new PutImplementation("default", new Implementation(new ItemKey("a", "D3-W"), ImplementationState.Full)), new PutImplementation("default", new Implementation(new ItemKey("b", "D3-W"), ImplementationState.Full)));

        bench.Record("", bench.States().Implement(Control, ImplementationState.Planned));

        Assert.Equal(ImplementationState.Planned, Coverage.Recording.StateEdits.Recorded(bench.Inside, Control)!.State);
    }
}
