using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Tests.Recording;

/// <summary>Steps are whole or not at all, leave their history, and can be taken back.</summary>
public sealed class PostureRecorderTests : IDisposable
{
    private readonly PostureBench bench = new();

    [Fact]
    public void A_step_is_stored_with_its_history_its_audit_entry_and_its_score()
    {
        var step = bench.Recorder.Record(PostureBench.Erin, new PostureStep("Rule 5 deployed", [Deploy(5)], "Ticket 7"));

        Assert.Equal(1, step.EditId);
        Assert.Equal([1L], bench.Db.Query("SELECT EditId FROM Posture WHERE Kind = 2").Select(long.Parse));
        Assert.Equal(["1|erin|Rule 5 deployed|Ticket 7|1|"], bench.Db.Query("SELECT Id, Who, Title, Reason, Entries, Undoes FROM PostureEdits"));
        Assert.Equal(["erin|record posture|Rule 5 deployed|step 1: 1 entry; Ticket 7"], bench.Db.Query("SELECT Who, Action, Subject, Details FROM Audit WHERE Action = 'record posture'"));
        Assert.Equal(40, bench.Coverage("T5000"));
        Assert.Equal(1, bench.View.EditId);
    }

    [Fact]
    public void A_preview_says_what_recording_does_and_records_nothing()
    {
        var before = bench.Db.Dump();
        var preview = bench.Recorder.Preview(new PostureStep("Two", [Deploy(5), Deploy(2)]));

        Assert.Equal(before, bench.Db.Dump());
        Assert.Equal(0, preview.EditId);
        var recorded = bench.Record("Two", Deploy(5), Deploy(2));
        Assert.Equal(preview.After.Totals, recorded.After.Totals);
        Assert.Equal(preview.Entries.Select(entry => (entry.Key, entry.Before, entry.After)), recorded.Entries.Select(entry => (entry.Key, entry.Before, entry.After)));
        Assert.NotEqual(preview.Before.Totals.Overall, preview.After.Totals.Overall);
    }

    [Fact]
    public void What_is_so_already_leaves_no_step()
    {
        bench.Record("Once", Deploy(5));

        Assert.Equal(0, bench.Record("Twice", Deploy(5)).EditId);
        Assert.Equal(["1"], bench.Db.Query("SELECT count(*) FROM PostureEdits"));
    }

    [Fact]
    public void A_step_that_is_refused_leaves_nothing()
    {
        var before = bench.Db.Dump();
        var refused = Assert.Throws<PostureRefusedException>(() => bench.Record(
            "Mixed",
            Deploy(5),
            Deploy(99),
            new PutDeployment("nowhere", Deploy(5).Deployment),
            new PutResult("default", MadeCatalogue.Ran("r", 11, new DateOnly(2026, 8, 22), ReportedOutcome.Alerted).Result)));

        Assert.Equal(before, bench.Db.Dump());
        Assert.Equal(3, refused.Problems.Count);
        Assert.Contains($"No rule {MadeCatalogue.Rule(99)} is known.", refused.Problems);
        Assert.Contains("There is no environment nowhere.", refused.Problems);
        Assert.Equal(0, bench.View.EditId);
    }

    [Fact]
    public void A_note_is_about_something_that_is_known()
    {
        var refused = Assert.Throws<PostureRefusedException>(() => bench.Record("Note", new PutNote(new Note("n", "T9999", "x", "", []))));

        Assert.Equal(["No technique, rule, test, control or group T9999 is known."], refused.Problems);
        bench.Record("Notes", new PutNote(new Note("n", "T5000", "x", "", [])), new PutNote(new Note("m", MadeCatalogue.Rule(1).Id, "y", "", [])));
        Assert.Equal(2, bench.View.Posture.Notes.Count);
    }

    [Fact]
    public void The_last_environment_stays()
    {
        var refused = Assert.Throws<PostureRefusedException>(() => bench.Record("Gone", new RemoveEnvironment("default")));

        Assert.Contains("The last environment cannot be removed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_records_nothing_and_an_engineer_leaves_the_model_alone()
    {
        var before = bench.Db.Dump();

        Assert.Throws<NotAllowedException>(() => bench.Recorder.Record(new Person("rob", Role.Viewer), new PostureStep("No", [Deploy(5)])));
        Assert.Throws<NotAllowedException>(() => bench.Record("No", new PutModel(new ModelFigures(ModelFigures.Published.Figures.Add("covered", 60)))));
        Assert.Equal(before, bench.Db.Dump());
    }

    [Fact]
    public void An_engineer_does_not_take_back_what_an_administrator_did_to_the_model()
    {
        var step = bench.Recorder.Record(TestDb.Ada, new PostureStep("Model", [new PutModel(new ModelFigures(ModelFigures.Published.Figures.Add("RuleInPlace", 30)))]));
        var before = bench.Db.Dump();

        Assert.Throws<NotAllowedException>(() => bench.Recorder.Undo(PostureBench.Erin, step.EditId));
        Assert.Equal(before, bench.Db.Dump());
        bench.Recorder.Undo(TestDb.Ada, step.EditId);
        Assert.Equal(40, bench.View.Table.Model.RuleInPlace);
    }

    [Fact]
    public void Whoever_saw_an_older_state_is_told_what_the_other_did_and_overwrites_nothing()
    {
        var seen = bench.View.EditId;
        bench.Record("Ada was first", Deploy(5));
        var before = bench.Stored();
        var second = new PostureStep("Erin is second", [new PutDeployment("default", Deploy(5).Deployment with { State = DeploymentState.Disabled })]) { Seen = seen };

        var refused = Assert.Throws<PostureRefusedException>(() => bench.Recorder.Record(PostureBench.Erin, second));
        Assert.Contains("erin changed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Ada was first", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Stored());

        // Another entry than the one that was changed is no conflict, and who has looked again may decide.
        Assert.Equal(2, bench.Recorder.Record(PostureBench.Erin, new PostureStep("Another", [Deploy(2)]) { Seen = seen }).EditId);
        Assert.Equal(3, bench.Recorder.Record(PostureBench.Erin, second with { Seen = bench.View.EditId }).EditId);
    }

    [Fact]
    public void Undo_restores_every_entry_and_the_score()
    {
        var (stored, overall) = (bench.Stored(), bench.View.Table.Totals.Overall);
        var step = bench.Record("Three", Deploy(5), Deploy(2), MadeCatalogueResult("r1"));

        bench.Recorder.Undo(PostureBench.Erin, step.EditId);

        Assert.Equal(stored, bench.Stored());
        Assert.Equal(overall, bench.View.Table.Totals.Overall);
        Assert.Null(bench.Recorder.LastOf("erin"));
    }

    [Fact]
    public void Undoing_the_removal_of_an_environment_brings_back_what_was_in_it()
    {
        bench.Record("Linux", new PutEnvironment(new CoverageEnvironment("lin", "Linux", ["Linux"])), new PutDeployment("lin", Deploy(5).Deployment), new PutTelemetry("lin", new Telemetry(new LogSource("linux", "", ""), true)));
        var stored = bench.Stored();
        var removal = bench.Record("No Linux", new RemoveEnvironment("lin"));
        Assert.Equal(3, removal.Entries.Count);

        bench.Recorder.Undo(PostureBench.Erin, removal.EditId);

        Assert.Equal(stored, bench.Stored());
        Assert.Equal(PostureBench.Entries(bench.View.Posture), PostureBench.Entries(PostureContent.Read(bench.Db.Database).Posture));
    }

    [Fact]
    public void Undoing_the_removal_of_the_chosen_profile_chooses_it_again()
    {
        var profile = new ThreatProfile("p", "P", [], System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("T5000", 2));
        bench.Record("Chosen", new PutProfile(profile), new ChooseProfile("p"));
        var stored = bench.Stored();
        var removal = bench.Record("Gone", new ChooseProfile(null), new RemoveProfile("p"));

        bench.Recorder.Undo(PostureBench.Erin, removal.EditId);
        Assert.Equal(stored, bench.Stored());
        Assert.Equal("P", bench.View.Posture.Profile?.Name);
    }

    /// <summary>What was there can be there again, though by now it could not be recorded anew.</summary>
    [Fact]
    public void Undo_restores_what_names_something_that_is_gone_and_what_has_expired()
    {
        var own = ItemKey.Own("x");
        bench.Record("Own rule", new PutOwnRule(new OwnRule(own, "Own", LogSource.Any)), new PutDeployment("default", new Deployment(own, DeploymentState.Deployed)));
        bench.Record("Gone", new RemoveOwnRule(own));
        bench.Record("Accepted", new PutException(new CoverageException(new ExceptionKey("T5000", ""), ExceptionKind.RiskAccepted, "Ada", "Reason", new DateOnly(2026, 8, 25))));
        bench.Clock.Now = bench.Clock.Now.AddDays(10);
        var before = bench.Stored();

        var step = bench.Record("Cleared", new RemoveDeployment("default", own), new RemoveException(new ExceptionKey("T5000", "")));
        bench.Recorder.Undo(PostureBench.Erin, step.EditId);

        Assert.Equal(2, step.Entries.Count);
        Assert.Equal(before, bench.Stored());
    }

    [Fact]
    public void What_was_changed_again_since_cannot_be_taken_back_as_a_whole()
    {
        var step = bench.Record("Two", Deploy(5), Deploy(2));
        bench.Record("One again", new RemoveDeployment("default", MadeCatalogue.Rule(5)));
        var before = bench.Db.Dump();

        var refused = Assert.Throws<PostureRefusedException>(() => bench.Recorder.Undo(PostureBench.Erin, step.EditId));
        Assert.Contains("1 of the 2 entries", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, bench.Db.Dump());
        Assert.Throws<PostureRefusedException>(() => bench.Recorder.Undo(PostureBench.Erin, 77));
    }

    [Fact]
    public void What_another_process_records_is_seen_and_built_upon()
    {
        var other = new PostureViews(bench.Db.Database, new CoverageViews(bench.Db.Database), bench.Clock);
        _ = (other.Current, bench.View);
        new PostureRecorder(bench.Ledger, bench.Db.Database, other, bench.Clock).Record(PostureBench.Erin, new PostureStep("There", [Deploy(5)]));
        Assert.Equal(0, bench.View.EditId);

        var step = bench.Record("Here", Deploy(2));
        Assert.Equal(40, step.Before.Technique(step.Before.Input.TechniqueOf("T5000")).Coverage);
        Assert.Equal((40, 2), (bench.Coverage("T5000"), bench.View.EditId));
        var told = 0;
        other.Changed += _ => told++;
        other.Refresh();
        other.Refresh();
        Assert.Equal(1, told);
        Assert.Equal(PostureBench.Entries(bench.View.Posture), PostureBench.Entries(other.Current.Posture));
    }

    [Fact]
    public void Four_thousand_entries_are_one_step_and_one_undo()
    {
        var stored = bench.Stored();
        var edits = Enumerable.Range(0, 4000).Select(number => (PostureEdit)new PutOwnRule(new OwnRule(ItemKey.Own($"r{number}"), $"Rule {number}", LogSource.Any))).ToArray();
        var step = bench.Record("Many", edits);

        Assert.Equal(4000, step.Entries.Count);
        Assert.Equal(["4000"], bench.Db.Query("SELECT Entries FROM PostureEdits"));
        bench.Recorder.Undo(PostureBench.Erin, step.EditId);
        Assert.Equal(stored, bench.Stored());
    }

    [Fact]
    public void A_deployed_rule_that_is_gone_upstream_goes_on_counting_and_is_said_to_be_gone()
    {
        bench.Record("Deployed", Deploy(5));
        var stored = bench.Stored();
        bench.Import("attack.t1000", without: 5);
        bench.Catalogues.Refresh();

        Assert.Equal(stored, bench.Stored());
        Assert.Equal(40, bench.Coverage("T5000"));
        Assert.False(bench.View.Rule(MadeCatalogue.Rule(5))!.Counted);
        Assert.DoesNotContain(bench.View.Catalogue.Rules, rule => rule.ExternalId == MadeCatalogue.Rule(5).Id);

        // What was recorded of it can still be changed.
        bench.Record("Off", new PutDeployment("default", Deploy(5).Deployment with { State = DeploymentState.Disabled }));
        Assert.Equal(0, bench.Coverage("T5000"));
    }

    public void Dispose() => bench.Dispose();

    private static PutDeployment Deploy(int rule) => MadeCatalogue.Deploy(rule, "default");

    private static PutResult MadeCatalogueResult(string id) => MadeCatalogue.Ran(id, 11, new DateOnly(2026, 8, 19), ReportedOutcome.Alerted) with { Environment = "default" };
}
