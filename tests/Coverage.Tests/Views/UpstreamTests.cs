using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;
using Coverage.Views.Changes;
using Coverage.Views.History;
using Coverage.Views.Upstream;

namespace Coverage.Tests.Views;

/// <summary>Deployed rules that their source changes, the answers of people, and the tests to run again.</summary>
public sealed class UpstreamTests : IDisposable
{
    private static readonly ItemKey Rule = new("sigma", Make.Guid(1));
    private static readonly ItemKey Test = new("atomic", Make.Guid(11));

    private readonly PostureBench bench = new();

    public UpstreamTests() => Deploy();

    private RuleContents Contents => new(bench.Db.Database);

    private RetestQueue Queue => new(Contents);

    private UpstreamChange? Change => UpstreamChange.Of(bench.View, bench.View.Posture.Environments["default"], Rule);

    private Deployment Deployment => bench.View.Posture.Environments["default"].Deployments[Rule];

    public void Dispose() => bench.Dispose();

    [Fact]
    public void What_runs_as_it_is_published_is_no_change_and_asks_for_no_run()
    {
        Alert("r1", 1, Deployment.Hash);

        Assert.Null(Change);
        Assert.Empty(UpstreamChange.Of(bench.View));
        Assert.Empty(Queue.Of(bench.View));
    }

    [Fact]
    public void A_change_upstream_queues_the_test_that_proved_the_rule_until_a_newer_result_is_there()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");

        var retest = Assert.Single(Queue.Of(bench.View));

        Assert.Equal((RetestCause.ChangedUpstream, "r1", Rule, "default"), (retest.Cause, retest.Proof.Id, retest.Rule, retest.Environment.Key));
        Assert.Equal(Make.Guid(11), retest.Test?.ExternalId);
        var told = Assert.Single(Contents.Of(bench.View.Catalogue, Rule));
        Assert.Equal((told.Change, (DateTime?)told.At), (retest.Change, retest.ChangedAt));
        Alert("r2", 3, Deployment.Hash, told.At);
        Assert.Empty(Queue.Of(bench.View));
    }

    [Fact]
    public void Keeping_or_ignoring_the_change_leaves_the_proof_as_it_is()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");

        Do(States.Keep(Rule));
        Assert.Empty(Queue.Of(bench.View));
        Do(States.AskAgain(Rule));
        Assert.Single(Queue.Of(bench.View));
        Do(States.Ignore(Rule));
        Assert.Empty(Queue.Of(bench.View));
    }

    [Fact]
    public void Adopting_queues_the_test_and_a_run_of_the_day_after_takes_it_off()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");
        bench.Clock.Now = bench.Clock.Now.AddDays(2);
        Do(States.Adopt(Rule));

        var retest = Assert.Single(Queue.Of(bench.View));

        Assert.Equal((RetestCause.NewContent, Deployment.Since, "r1"), (retest.Cause, retest.ChangedAt, retest.Proof.Id));
        Assert.True(retest.Change > 0);
        bench.Clock.Now = bench.Clock.Now.AddDays(1);
        bench.Record("missed", new PutResult("default", new TestResult("r2", Test, bench.Clock.Now.UtcDateTime, ResultState.Ran, Seen.Nothing)));
        Assert.Empty(Queue.Of(bench.View));
    }

    [Fact]
    public void A_run_whose_outcome_is_pending_leaves_the_test_queued_and_undo_of_the_adoption_takes_it_off()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");
        bench.Clock.Now = bench.Clock.Now.AddDays(2);
        var adopted = bench.Record("adopted", [.. States.Adopt(Rule)]);
        bench.Clock.Now = bench.Clock.Now.AddDays(1);
        bench.Record("ran", new PutResult("default", new TestResult("r2", Test, bench.Clock.Now.UtcDateTime, ResultState.Pending)));
        Assert.Equal(RetestCause.NewContent, Assert.Single(Queue.Of(bench.View)).Cause);

        bench.Recorder.Undo(PostureBench.Erin, adopted.EditId);

        Assert.Equal(RetestCause.ChangedUpstream, Assert.Single(Queue.Of(bench.View)).Cause);
    }

    [Fact]
    public void Only_a_run_that_decides_takes_the_test_off_and_what_means_nothing_here_comes_back_when_that_is_withdrawn()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");
        bench.Clock.Now = bench.Clock.Now.AddDays(1);
        bool Queued(ResultState state, Seen seen = Seen.Unknown, Stopped stopped = Stopped.Unknown)
        {
            var step = bench.Record("ran", new PutResult("default", new TestResult("r2", Test, bench.Clock.Now.UtcDateTime, state, seen, stopped)));
            var queued = Queue.Of(bench.View).Count > 0;
            bench.Recorder.Undo(PostureBench.Erin, step.EditId);
            return queued;
        }

        Assert.True(Queued(ResultState.Pending) && Queued(ResultState.Error));
        Assert.False(Queued(ResultState.Ran, Seen.Nothing) || Queued(ResultState.Ran, Seen.Unknown, Stopped.Yes));
        Assert.False(Queued(ResultState.NotApplicable));
        Assert.Single(Queue.Of(bench.View));
    }

    [Fact]
    public void A_test_that_means_nothing_here_and_a_rule_that_is_off_are_not_queued()
    {
        Alert("r1", 1, Deployment.Hash);
        Publish("second");
        bench.Record("off", new PutDeployment("default", Deployment with { State = DeploymentState.Disabled }));
        Assert.Empty(Queue.Of(bench.View));

        bench.Record("on", new PutDeployment("default", Deployment with { State = DeploymentState.Deployed }));
        Assert.Single(Queue.Of(bench.View));
        bench.Record("n/a", new PutResult("default", new TestResult("r3", Test, bench.Clock.Now.UtcDateTime, ResultState.NotApplicable)));
        Assert.Empty(Queue.Of(bench.View));
    }

    [Fact]
    public void An_alert_that_names_nothing_speaks_for_the_rules_that_a_person_paired_with_its_test()
    {
        bench.Record("paired", new PutLink(new ManualLink(new LinkEnds(Coverage.Catalog.ItemKind.Rule, Rule, "", Make.Guid(11)), "it fires")));
        bench.Record("alerted", new PutResult("default", new TestResult("r1", Test, bench.Clock.Now.UtcDateTime.AddHours(-1), ResultState.Ran, Seen.Alerted)));
        Assert.Empty(Queue.Of(bench.View));

        Publish("second");

        Assert.Equal(Rule, Assert.Single(Queue.Of(bench.View)).Rule);
    }

    [Fact]
    public void Kept_asks_again_at_the_next_change_and_ignored_does_not_until_somebody_wants_it()
    {
        Publish("second");
        Assert.Equal(UpstreamAnswer.None, Change!.Answer);
        Do(States.Keep(Rule));
        Assert.Equal(UpstreamAnswer.Kept, Change!.Answer);
        Assert.Empty(States.Keep(Rule));

        Publish("third");
        Assert.Equal(UpstreamAnswer.None, Change!.Answer);
        Do(States.Ignore(Rule));
        Publish("fourth");
        Assert.Equal(UpstreamAnswer.Ignored, Change!.Answer);
        Assert.Empty(States.Ignore(Rule));

        Do(States.AskAgain(Rule));
        Assert.Equal(UpstreamAnswer.None, Change!.Answer);
        Assert.Empty(States.AskAgain(Rule));
    }

    [Fact]
    public void An_answer_is_a_step_like_any_other_told_in_the_history_and_taken_back()
    {
        Publish("second");
        var before = bench.Stored();

        var step = bench.Record("kept", [.. States.Keep(Rule)]);

        var line = new EntryWords(bench.View).Of(Assert.Single(step.Entries));
        Assert.Contains($"kept in spite of {Change!.Rule.Hash[..8]} upstream", line.After, StringComparison.Ordinal);
        bench.Recorder.Undo(PostureBench.Erin, step.EditId);
        Assert.Equal(before, bench.Stored());
    }

    [Fact]
    public void Adopting_or_deploying_anew_forgets_what_was_kept()
    {
        Publish("second");
        Do(States.Keep(Rule));
        Do(States.Adopt(Rule));
        Assert.Null(Deployment.Kept);
        Assert.Null(Change);
    }

    [Fact]
    public void Who_may_only_read_may_not_answer()
    {
        Publish("second");

        Assert.Throws<NotAllowedException>(() => bench.Recorder.Record(new Person("vera", Role.Viewer), new PostureStep("kept", [.. States.Keep(Rule)])));
    }

    [Fact]
    public void The_difference_spans_every_change_since_what_is_deployed()
    {
        var deployed = Deployment.Hash;
        Publish("second");
        Publish("third");

        var steps = Contents.Since(bench.View.Catalogue, Rule, deployed);

        Assert.Equal([deployed, steps[0].Now], steps.Select(step => step.Before));
        Assert.Equal(Change!.Rule.Hash, steps[^1].Now);
        var diff = LineDiff.Of(Contents.Text(Rule, deployed), Contents.Text(Rule, Change!.Rule.Hash));
        Assert.Equal((1, 1), (diff.Added, diff.Removed));
        Assert.Contains("invented-1.exe", Contents.Text(Rule, deployed), StringComparison.Ordinal);
        Assert.Contains("third.exe", Contents.Text(Rule, Change!.Rule.Hash), StringComparison.Ordinal);
        Assert.Contains("second.exe", Contents.Text(Rule, steps[0].Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_content_that_nothing_keeps_has_no_text_and_no_changes()
    {
        Assert.Null(Contents.Text(Rule, new string('0', 64)));
        Assert.Empty(Contents.Since(bench.View.Catalogue, Rule, new string('0', 64)));
    }

    [Fact]
    public void Gone_upstream_is_nothing_to_adopt()
    {
        bench.Import("attack.t1000", 1);
        bench.Catalogues.Refresh();

        Assert.Null(Change);
        Assert.False(bench.View.IsPublished(Rule));
    }

    [Fact]
    public void The_inbox_narrows_to_what_is_deployed_here()
    {
        bench.Db.Run(TestDb.Request(new MemoryTree(("rules/1.yml", Make.Rule(1, "attack.t1000").Replace("invented-1", "second", StringComparison.Ordinal)), ("rules/2.yml", Make.Rule(2, "attack.t1000.001").Replace("invented-2", "second", StringComparison.Ordinal)))) with { Force = true });
        var inbox = new ChangeLog(bench.Db.Database).Of(bench.View.Catalogue);
        var deployed = UpstreamChange.Deployed(bench.View.Posture);

        Assert.Equal(Rule.Id, Assert.Single(inbox.Narrow(new InboxFilter { Deployed = true }, deployed).Entries).ExternalId);
        Assert.Empty(inbox.Narrow(new InboxFilter { Deployed = true }).Entries);
        Assert.Equal(1, Assert.Single(inbox.Narrow(new InboxFilter(), deployed).Choices["deployed"]).Count);
    }

    private StateEdits States => new(bench.View, "default", PostureBench.Erin, bench.Clock.Now.UtcDateTime);

    private void Do(IEnumerable<PostureEdit> edits) => bench.Record("answered", [.. edits]);

    private void Deploy() => bench.Record("deployed", [.. new StateEdits(bench.View, "default", PostureBench.Erin, bench.Clock.Now.UtcDateTime.AddDays(-9)).Deploy(Rule, DeploymentState.Deployed)]);

    /// <summary>The source publishes the rule with another text. Change sets are stamped by the machine's clock.</summary>
    private void Publish(string content)
    {
        bench.Db.Run(TestDb.Request(new MemoryTree([.. Enumerable.Range(1, 6).Select(number => ($"rules/{number}.yml", Make.Rule(number, "attack.t1000").Replace(number == 1 ? "invented-1" : "nothing", content, StringComparison.Ordinal)))])) with { Force = true });
        bench.Catalogues.Refresh();
        bench.Clock.Now = TimeProvider.System.GetUtcNow();
        bench.Views.Refresh();
    }

    private void Alert(string id, int day, string hash, DateTime? at = null)
    {
        var time = at?.AddMinutes(1) ?? bench.Clock.Now.UtcDateTime.AddDays(-day);
        if (at is not null) bench.Clock.Now = new DateTimeOffset(time).AddMinutes(1);
        bench.Record("alerted", new PutResult("default", new TestResult(id, Test, time, ResultState.Ran, Seen.Alerted) { AlertedBy = [new NamedItem(Coverage.Catalog.ItemKind.Rule, Rule, hash)] }));
    }
}
