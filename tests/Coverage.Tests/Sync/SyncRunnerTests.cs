using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync;

public sealed class SyncRunnerTests : IDisposable
{
    private readonly SyncBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_first_sync_applies_everything_and_a_second_does_nothing()
    {
        bench.Feed.Push(1, Rules(1, 2, 3));

        var first = await bench.SyncAsync();
        var second = await bench.SyncAsync();

        Assert.Equal((SyncOutcome.Applied, 3), (first.Run.Outcome, first.Run.Added));
        Assert.Equal((SyncOutcome.Unchanged, 1), (second.Run.Outcome, second.Run.Requests));
        Assert.Equal(1, bench.Feed.Fetches);
        Assert.Equal(HealthState.Current, bench.Status.Health);
        Assert.Equal(first.Run.Commit, bench.Status.Holds!.Commit);
    }

    [Fact]
    public async Task Only_what_differs_is_read()
    {
        bench.Feed.Push(1, Rules(1, 2, 3));
        await bench.SyncAsync();
        bench.Feed.Push(2, [.. Rules(1, 3, 4), ("rules/r2.yml", Make.Rule(2, "attack.t1059"))]);

        var result = await bench.SyncAsync();

        Assert.Equal((1, 1, 0, 0), (result.Run.Added, result.Run.Changed, result.Run.Removed, result.Run.Moved));
        Assert.Equal(2, result.Imported!.Change.Unchanged);
        Assert.Equal(result.Imported.Change.Id, result.Run.ChangeSetId);
    }

    [Fact]
    public async Task A_rehearsal_tells_the_same_figures_and_changes_nothing()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4, 5, 6));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(2, 3, 4, 5, 6, 7));

        var rehearsed = await bench.SyncAsync(rehearse: true);
        var titles = bench.Titles();
        var applied = await bench.SyncAsync();

        Assert.Equal((SyncOutcome.Rehearsed, 1, 1), (rehearsed.Run.Outcome, rehearsed.Run.Added, rehearsed.Run.Removed));
        Assert.Equal(["Rule 1", "Rule 2", "Rule 3", "Rule 4", "Rule 5", "Rule 6"], titles);
        Assert.Equal((1, 1), (applied.Run.Added, applied.Run.Removed));
        Assert.Equal(2, bench.Db.Query("SELECT Id FROM ChangeSets").Length);
        Assert.False(rehearsed.WouldBeHeld);
        Assert.Equal([(ItemChange.Removed, "Rule 1"), (ItemChange.Added, "Rule 7")], rehearsed.Would.First.Select(item => (item.Change, item.Title)));
    }

    [Fact]
    public async Task A_rehearsal_of_what_would_be_held_says_so_and_what_would_go()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));

        var rehearsed = await bench.SyncAsync(rehearse: true);

        Assert.True(rehearsed.WouldBeHeld);
        Assert.Equal(["Rule 3", "Rule 4"], rehearsed.Would.First.Select(item => item.Title));
        Assert.StartsWith("The input would remove 2 of 4 rules", rehearsed.Run.Message, StringComparison.Ordinal);
        Assert.NotEqual(HealthState.Held, bench.Status.Health);
    }

    [Fact]
    public async Task What_would_remove_much_is_held_until_a_person_approves_it()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));

        var held = await bench.SyncAsync();
        var again = await bench.SyncAsync(trigger: SyncRequest.BySchedule);

        Assert.Equal((SyncOutcome.Held, 2), (held.Run.Outcome, held.Run.Removed));
        Assert.Contains("2 of 4 rules", held.Run.Message, StringComparison.Ordinal);
        Assert.Equal(SyncOutcome.Held, again.Run.Outcome);
        Assert.Equal(2, bench.Feed.Fetches);
        Assert.Equal(HealthState.Held, bench.Status.Health);
        Assert.Equal(["Rule 3", "Rule 4"], bench.Held.Items(held.Run.Id, 0, 10).Select(item => item.Title));

        var approved = await bench.SyncAsync(approves: bench.Held.Of(bench.Name));

        Assert.Equal((SyncOutcome.Approved, 2), (approved.Run.Outcome, approved.Run.Removed));
        Assert.Equal(["Rule 1", "Rule 2"], bench.Titles());
        Assert.Equal(HealthState.Current, bench.Status.Health);
        Assert.Null(bench.Held.Of(bench.Name));
    }

    [Fact]
    public async Task What_was_rejected_does_not_come_again_and_the_next_commit_does()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1));
        var held = await bench.SyncAsync();
        bench.Held.Reject(bench.Name, held.Run.Id, TestDb.Ada);

        bench.Clock.Now = bench.Clock.Now.AddMinutes(1);
        var again = await bench.SyncAsync();
        var succeeded = bench.Status.State!.SucceededAt;
        bench.Feed.Push(3, Rules(1, 2, 3, 4, 5));
        var next = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Unchanged, again.Run.Outcome);
        Assert.Contains("rejected", again.Run.Message, StringComparison.Ordinal);
        Assert.Equal(again.Run.StartedAt, succeeded);
        Assert.Equal((SyncOutcome.Applied, 1), (next.Run.Outcome, next.Run.Added));
        Assert.Equal(["Rejected"], bench.Db.Query($"SELECT Outcome FROM SyncRuns WHERE Id = {held.Run.Id}"));
    }

    [Fact]
    public async Task An_approval_holds_for_the_commit_that_the_person_saw()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));
        await bench.SyncAsync();
        var held = bench.Held.Of(bench.Name);
        bench.Feed.Push(3, Rules(1));

        var result = await bench.SyncAsync(approves: held);

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Equal(4, bench.Titles().Length);
        Assert.Null(bench.Status.State!.FailingSince);
    }

    [Fact]
    public async Task What_was_held_is_dropped_once_its_place_holds_what_is_loaded_again()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));
        await bench.SyncAsync();
        bench.Feed.Push(1, Rules(1, 2, 3, 4));

        await bench.SyncAsync(rehearse: true);
        var rehearsed = bench.Status.Health;
        var back = await bench.SyncAsync();

        Assert.Equal(HealthState.Held, rehearsed);
        Assert.Equal(SyncOutcome.Unchanged, back.Run.Outcome);
        Assert.Contains("what was held is dropped", back.Run.Message, StringComparison.Ordinal);
        Assert.Equal(HealthState.Current, bench.Status.Health);
        Assert.Null(bench.Held.Of(bench.Name));
        Assert.Empty(bench.Db.Query("SELECT Id FROM HeldItems"));
    }

    [Fact]
    public async Task What_somebody_rejected_in_the_meantime_is_not_approved()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));
        await bench.SyncAsync();
        var seen = bench.Held.Of(bench.Name)!;
        bench.Feed.WhileFetching = _ =>
        {
            bench.Held.Reject(bench.Name, seen.Id, TestDb.Ada);
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync(approves: seen);

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Contains("not held any more", result.Run.Message, StringComparison.Ordinal);
        Assert.Equal(4, bench.Titles().Length);
    }

    [Fact]
    public async Task A_decision_leaves_nothing_of_what_was_held()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2));
        await bench.SyncAsync();
        Assert.Equal(2, bench.Db.Query("SELECT Id FROM HeldItems").Length);

        await bench.SyncAsync(approves: bench.Held.Of(bench.Name));

        Assert.Empty(bench.Db.Query("SELECT Id FROM HeldItems"));
    }

    [Fact]
    public async Task A_source_that_is_removed_in_the_middle_of_its_sync_does_not_come_back()
    {
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = _ =>
        {
            bench.Sources.Remove(bench.Name, TestDb.Ada);
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Contains("edited or removed", result.Run.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Titles());
        Assert.Empty(bench.Db.Query("SELECT Name FROM SourceStates"));
    }

    [Fact]
    public async Task What_was_read_of_one_place_is_not_kept_as_another_s()
    {
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = _ =>
        {
            var settings = bench.Sources.Find(bench.Name)!;
            settings.Repository = "other/name";
            bench.Sources.Edit(settings, null, TestDb.Ada);
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Empty(bench.Titles());
        Assert.Empty(bench.Db.Query("SELECT ETag FROM SourceStates WHERE ETag <> ''"));
    }

    [Fact]
    public async Task A_turn_that_the_end_of_the_process_cuts_short_is_made_up()
    {
        using var leaving = new CancellationTokenSource();
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = cancellationToken =>
        {
            leaving.Cancel();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        };
        var settings = bench.Sources.Find(bench.Name)!;
        settings.Cron = "0 * * * *";
        bench.Sources.Edit(settings, null, TestDb.Ada);
        bench.Db.Execute("UPDATE SourceSettings SET CreatedAt = '2026-01-01 00:00:00'");

        var result = await bench.Runner.RunAsync(new SyncRequest { Source = bench.Name, Trigger = SyncRequest.BySchedule, Leaving = leaving.Token }, TestDb.Ada, null, leaving.Token);

        Assert.Equal(SyncOutcome.Cancelled, result.Run.Outcome);
        Assert.Null(bench.Status.State!.ScheduledAt);
        Assert.Single(bench.Health.Due());
    }

    [Fact]
    public async Task An_older_commit_is_held_too()
    {
        bench.Feed.Date = new DateTime(2026, 8, 5, 0, 0, 0, DateTimeKind.Utc);
        bench.Feed.Push(2, Rules(1, 2));
        await bench.SyncAsync();
        bench.Feed.Date = new DateTime(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc);
        bench.Feed.Push(1, Rules(1, 2, 3));

        var result = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Held, result.Run.Outcome);
        Assert.Contains("older", result.Run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_keeps_the_old_data_and_says_since_when_and_why()
    {
        bench.Feed.Push(1, Rules(1));
        await bench.SyncAsync();
        bench.Feed.Fails = new FeedException(FeedFault.ServerError, "It answers 503.");

        var failed = await bench.SyncAsync();
        var since = bench.Status.State!.FailingSince;
        await bench.SyncAsync();

        Assert.Equal((SyncOutcome.Failed, "ServerError", "It answers 503."), (failed.Run.Outcome, failed.Run.Fault, failed.Run.Message));
        Assert.Equal((HealthState.Failing, since), (bench.Status.Health, bench.Status.State!.FailingSince));
        Assert.Equal(["Rule 1"], bench.Titles());

        bench.Feed.Fails = null;
        await bench.SyncAsync();

        Assert.Equal(HealthState.Current, bench.Status.Health);
        Assert.Null(bench.Status.State!.FailingSince);
    }

    [Fact]
    public async Task A_place_that_asked_to_be_left_alone_is_not_asked()
    {
        bench.Feed.Fails = new FeedException(FeedFault.RateLimited, "Later.") { NotBefore = bench.Clock.Now.UtcDateTime.AddMinutes(40) };
        await bench.SyncAsync();
        bench.Feed.Fails = null;
        bench.Feed.Push(1, Rules(1));

        var tooEarly = await bench.SyncAsync();
        bench.Clock.Now = bench.Clock.Now.AddMinutes(41);
        var later = await bench.SyncAsync();

        Assert.Equal((SyncOutcome.Failed, 0), (tooEarly.Run.Outcome, tooEarly.Run.Requests));
        Assert.Equal(SyncOutcome.Applied, later.Run.Outcome);
    }

    [Fact]
    public async Task A_time_far_in_the_future_does_not_keep_a_source_waiting_when_the_clock_is_set_right()
    {
        bench.Clock.Now = bench.Clock.Now.AddDays(3);
        bench.Feed.Fails = new FeedException(FeedFault.RateLimited, "Later.") { NotBefore = bench.Clock.Now.UtcDateTime.AddMinutes(40) };
        await bench.SyncAsync();
        bench.Feed.Fails = null;
        bench.Feed.Push(1, Rules(1));
        bench.Clock.Now = bench.Clock.Now.AddDays(-3);

        Assert.Equal(SyncOutcome.Applied, (await bench.SyncAsync()).Run.Outcome);
    }

    [Fact]
    public async Task Of_two_syncs_of_one_source_the_second_is_told_to_wait()
    {
        using var stop = new CancellationTokenSource();
        var fetching = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = async cancellationToken =>
        {
            fetching.TrySetResult();
            await release.Task.WaitAsync(cancellationToken);
        };

        var first = bench.SyncAsync();
        await fetching.Task;
        await Assert.ThrowsAsync<SyncBusyException>(() => bench.SyncAsync());
        Assert.NotNull(bench.Status.RunningSince);
        release.SetResult();

        Assert.Equal(SyncOutcome.Applied, (await first).Run.Outcome);
        Assert.Null(bench.Status.RunningSince);
    }

    [Fact]
    public async Task Who_lost_the_lease_writes_nothing()
    {
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = _ =>
        {
            // Another process finds the lease run out, takes it, and is done before this one wakes up.
            bench.Db.Execute("UPDATE Leases SET Fence = Fence + 1, Owner = 'another process'");
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Contains("taken over", result.Run.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Titles());
        Assert.Empty(bench.Db.Query("SELECT Id FROM SyncRuns"));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_told_and_taken_over()
    {
        bench.Feed.Push(1, Rules(1));
        bench.Db.Execute("INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ('sync rules', 'gone:1', '2026-01-02 03:00:00', '2026-01-02 03:01:00', 7)");

        await bench.SyncAsync();

        Assert.Equal(["Interrupted", "Applied"], bench.Db.Query("SELECT Outcome FROM SyncRuns ORDER BY Id"));
        Assert.Equal(["8"], bench.Db.Query("SELECT Fence FROM Leases"));
    }

    [Fact]
    public async Task A_lease_of_a_clock_that_was_a_day_ahead_holds_nobody()
    {
        bench.Feed.Push(1, Rules(1));
        bench.Db.Execute("INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ('sync rules', 'gone:1', '2026-01-03 03:04:00', '2026-01-03 03:05:00', 7)");

        Assert.Equal(SyncOutcome.Applied, (await bench.SyncAsync()).Run.Outcome);
    }

    [Fact]
    public async Task A_cancelled_sync_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        bench.Feed.Push(1, Rules(1));
        bench.Feed.WhileFetching = cancellationToken =>
        {
            stop.Cancel();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        };

        var result = await bench.SyncAsync(cancellationToken: stop.Token);

        Assert.Equal(SyncOutcome.Cancelled, result.Run.Outcome);
        Assert.Empty(bench.Titles());
        Assert.Null(bench.Status.RunningSince);
    }

    [Fact]
    public async Task After_an_import_by_hand_the_place_is_asked_without_condition_and_its_content_comes_back()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4, 5, 6));
        await bench.SyncAsync();
        bench.Db.Run(TestDb.Request(Rules(1, 2, 3, 4, 5)) with { Source = bench.Name });

        var result = await bench.SyncAsync();

        Assert.Equal("", bench.Feed.Asked!.ETag);
        Assert.Equal((SyncOutcome.Applied, 1), (result.Run.Outcome, result.Run.Added));
    }

    [Fact]
    public async Task An_import_by_hand_in_the_middle_of_a_sync_is_not_overwritten()
    {
        bench.Feed.Push(1, Rules(1, 2, 3, 4, 5, 6));
        await bench.SyncAsync();
        bench.Feed.Push(2, Rules(1, 2, 3, 4, 5, 6, 7));
        bench.Feed.WhileFetching = _ =>
        {
            bench.Db.Run(TestDb.Request(Rules(1, 2, 3, 4, 5)) with { Source = bench.Name });
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync();

        Assert.Equal(SyncOutcome.Failed, result.Run.Outcome);
        Assert.Equal(5, bench.Titles().Length);
    }

    [Fact]
    public async Task A_commit_that_touches_nothing_of_the_source_is_only_remembered()
    {
        using var ontology = new SyncBench("ontology", SourceKind.D3fend);
        ontology.Feed.Push(1, ("d3fend.ttl", Ontology));
        await ontology.SyncAsync();
        ontology.Feed.Push(2, ("d3fend.ttl", Ontology));

        var result = await ontology.SyncAsync();

        Assert.Equal(SyncOutcome.Unchanged, result.Run.Outcome);
        Assert.Equal($"{2:d40}", ontology.Status.Holds!.Commit);
        Assert.Single(ontology.Db.Query("SELECT Id FROM ChangeSets"));
    }

    [Fact]
    public async Task A_viewer_may_not_sync_and_nobody_syncs_what_is_uploaded()
    {
        await Assert.ThrowsAsync<NotAllowedException>(() => bench.SyncAsync(who: new Person("eve", Role.Viewer)));
        bench.Sources.Add(new SourceSettingsRow { Name = "mine", Kind = SourceKind.Sigma, Place = SourcePlace.Upload }, Coverage.Sources.GitHub.GitHubCredential.None, TestDb.Ada);
        await Assert.ThrowsAsync<ImportUsageException>(() => bench.Runner.RunAsync(new SyncRequest { Source = "mine", Trigger = SyncRequest.ByCommand }, TestDb.Ada, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_sync_leaves_an_audit_entry_with_its_person()
    {
        bench.Feed.Push(1, Rules(1));
        await bench.SyncAsync(who: new Person("erin", Role.Engineer));
        await bench.SyncAsync(who: new Person("schedule", Role.Engineer), trigger: SyncRequest.BySchedule);

        Assert.Equal(["erin|sync|1 added, 0 changed, 0 removed, 0 moved, 0 filled; from a test's place", "erin|sync|Applied", "schedule|sync|Unchanged"], bench.Db.Query("SELECT Who, Action, Details FROM Audit WHERE Action = 'sync' ORDER BY Id"));
        Assert.NotNull(bench.Status.State!.ScheduledAt);
    }

    private const string Ontology = """
        @prefix d3f: <http://d3fend.mitre.org/ontologies/d3fend.owl#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        d3f:FileAnalysis a owl:Class ; rdfs:label "File Analysis" ; d3f:d3fend-id "D3-FA" ; d3f:enables d3f:Detect .
        """;

    private static (string Path, string Content)[] Rules(params int[] numbers) => [.. numbers.Select(number => ($"rules/r{number}.yml", Make.Rule(number)))];
}
