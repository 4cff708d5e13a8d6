using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Faults;

/// <summary>GitHub, or the app, is away for a day and comes back; clocks are a day off. The schedule looks every quarter of an hour.</summary>
public sealed class AwayTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);
    private readonly SyncBench bench = new(cron: "0 * * * *");

    public AwayTests() => bench.Feed.Push(1, ("rules/r1.yml", Make.Rule(1)));

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_day_without_GitHub_is_told_from_its_beginning_and_over_with_the_first_sync_after_it()
    {
        await PassAsync(TimeSpan.FromHours(2));
        Assert.Equal((HealthState.Current, null), (bench.Status.Health, bench.Status.StaleSince));
        bench.Feed.Fails = new FeedException(FeedFault.Unreachable, "github.example cannot be reached.");
        var began = bench.Clock.Now.UtcDateTime;

        var tried = await PassAsync(TimeSpan.FromHours(24));

        var away = bench.Status;
        Assert.Equal(24, tried);
        Assert.Equal(HealthState.Failing, away.Health);
        Assert.InRange(away.State!.FailingSince!.Value, began, began.AddHours(1));
        Assert.InRange(away.StaleSince!.Value, began, began.AddHours(1));
        Assert.Equal(("Unreachable", "github.example cannot be reached."), (away.State.Fault, away.State.Message));
        Assert.Equal(["Rule 1"], bench.Titles());

        bench.Feed.Fails = null;
        bench.Feed.Push(2, ("rules/r1.yml", Make.Rule(1)), ("rules/r2.yml", Make.Rule(2)));
        Assert.Equal(1, await PassAsync(TimeSpan.FromHours(1)));

        var back = bench.Status;
        Assert.Equal((HealthState.Current, null, null, ""), (back.Health, back.StaleSince, back.State!.FailingSince, back.State.Message));
        Assert.Equal(["Rule 1", "Rule 2"], bench.Titles());
    }

    [Fact]
    public async Task The_turns_that_an_app_missed_in_a_day_are_made_up_once()
    {
        await PassAsync(TimeSpan.FromHours(2));
        bench.Clock.Now += TimeSpan.FromHours(24.4);
        Assert.Equal(HealthState.Stale, bench.Status.Health);
        var due = Assert.Single(bench.Health.Due());
        Assert.True(due.Next < bench.Clock.Now.UtcDateTime.AddHours(-23));

        Assert.Single(await bench.TickAsync());
        Assert.Empty(await bench.TickAsync());
        Assert.Equal(HealthState.Current, bench.Status.Health);
        Assert.Equal(3, await PassAsync(TimeSpan.FromHours(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(300)]
    public async Task A_clock_that_is_off_for_some_hours_and_set_right_makes_no_source_wait_nor_go_round_in_a_loop(int days)
    {
        await PassAsync(TimeSpan.FromHours(3));
        bench.Clock.Now += TimeSpan.FromDays(days);
        Assert.InRange(await PassAsync(TimeSpan.FromHours(3)), 3, 4);
        bench.Clock.Now -= TimeSpan.FromDays(days);

        Assert.InRange(await PassAsync(TimeSpan.FromHours(1)), 1, 2);
        Assert.Equal(10, await PassAsync(TimeSpan.FromHours(10)));
        Assert.Equal((HealthState.Current, null), (bench.Status.Health, bench.Status.StaleSince));
    }

    [Fact]
    public async Task A_wish_to_be_left_alone_that_a_clock_a_day_ahead_noted_ends_when_the_clock_is_set_right()
    {
        await PassAsync(TimeSpan.FromHours(2));
        bench.Clock.Now += TimeSpan.FromDays(1);
        bench.Feed.Fails = new FeedException(FeedFault.RateLimited, "Later.") { NotBefore = bench.Clock.Now.UtcDateTime.AddMinutes(40) };
        await bench.SyncAsync();
        bench.Feed.Fails = null;
        bench.Clock.Now -= TimeSpan.FromDays(1);

        Assert.Equal(SyncOutcome.Unchanged, (await bench.SyncAsync()).Run.Outcome);
        Assert.Equal(HealthState.Current, bench.Status.Health);
    }

    [Fact]
    public async Task A_lease_of_a_clock_that_was_a_day_behind_has_run_out()
    {
        bench.Db.Execute("INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ('sync rules', 'gone:1', '2026-01-01 03:04:00', '2026-01-01 03:05:00', 7)");

        Assert.Equal(SyncOutcome.Applied, (await bench.SyncAsync()).Run.Outcome);
    }

    [Fact]
    public async Task A_failure_that_nobody_expected_takes_its_turn_and_is_told_without_its_words()
    {
        bench.Feed.Fails = new InvalidOperationException("CANARY");
        bench.Clock.Now += TimeSpan.FromHours(1);

        var failed = Assert.Single(await bench.TickAsync());

        Assert.Equal(SyncOutcome.Failed, failed.Run.Outcome);
        Assert.Contains("InvalidOperationException in TestFeed.LookAsync", failed.Run.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", bench.Db.Dump(), StringComparison.Ordinal);
        Assert.Empty(bench.Health.Due());
    }

    /// <summary>Lets time pass; how many syncs the schedule made in it.</summary>
    private async Task<int> PassAsync(TimeSpan time)
    {
        var syncs = 0;
        for (var end = bench.Clock.Now + time; bench.Clock.Now < end;)
        {
            bench.Clock.Now += Step;
            syncs += (await bench.TickAsync()).Count;
        }

        return syncs;
    }
}
