using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Faults;

/// <summary>
/// Another process holds the database's lock. In the app a sync waits for a minute; here the patience is shorter, or the
/// lock is (COVERAGE_LOCKED_SECONDS holds it for as long as the patience of the app may take).
/// </summary>
public sealed class LockedDatabaseTests : IDisposable
{
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("COVERAGE_LOCKED_SECONDS"), out var seconds) ? seconds : 3);
    private readonly SyncBench bench = new();

    public LockedDatabaseTests()
    {
        bench.Feed.Push(1, ("rules/r1.yml", Make.Rule(1)));
        bench.SyncAsync().GetAwaiter().GetResult();
        bench.Feed.Push(2, ("rules/r1.yml", Make.Rule(1, "attack.t1059")), ("rules/r2.yml", Make.Rule(2)));
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_lock_that_comes_in_the_middle_is_waited_for_and_the_sync_succeeds()
    {
        Task? unlocked = null;
        bench.Feed.WhileFetching = _ =>
        {
            unlocked = LockAsync(Locked);
            return Task.CompletedTask;
        };

        var result = await bench.SyncAsync();

        Assert.True(unlocked!.IsCompleted);
        Assert.Equal((SyncOutcome.Applied, 1, 1), (result.Run.Outcome, result.Run.Added, result.Run.Changed));
    }

    [Fact]
    public async Task Beyond_its_patience_the_sync_fails_tells_so_and_keeps_the_old_data()
    {
        using var impatient = new Impatient(bench);
        var release = new TaskCompletionSource();
        Task? unlocked = null;
        bench.Feed.WhileFetching = _ =>
        {
            unlocked = LockAsync(release.Task);
            return Task.CompletedTask;
        };

        var result = await impatient.SyncAsync(bench.Name);
        release.SetResult();
        await unlocked!;

        Assert.Equal((SyncOutcome.Failed, "Database"), (result.Run.Outcome, result.Run.Fault));
        Assert.Contains("Another process is writing to it. Wait until that is done and try again.", result.Run.Message, StringComparison.Ordinal);
        Assert.Equal(["Rule 1"], bench.Titles());

        bench.Feed.WhileFetching = _ => Task.CompletedTask;
        Assert.Equal(SyncOutcome.Applied, (await bench.SyncAsync()).Run.Outcome);
        Assert.Equal(["Rule 1", "Rule 2"], bench.Titles());
    }

    [Fact]
    public async Task What_cannot_even_begin_says_who_is_in_the_way()
    {
        using var impatient = new Impatient(bench);
        var release = new TaskCompletionSource();
        var unlocked = LockAsync(release.Task);

        var problem = await Assert.ThrowsAsync<DatabaseException>(() => impatient.SyncAsync(bench.Name));
        release.SetResult();
        await unlocked;

        Assert.Contains("Another process is writing to it", problem.Message, StringComparison.Ordinal);
    }

    private Task LockAsync(TimeSpan time) => LockAsync(Task.Delay(time));

    /// <summary>Holds the lock, from before this returns, until then.</summary>
    private async Task LockAsync(Task until)
    {
        using var connection = new SqliteDatabase(bench.Db.Database.Folder).Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        await until.ConfigureAwait(false);
        await transaction.RollbackAsync();
    }

    /// <summary>An engine that waits for a second only.</summary>
    private sealed class Impatient : IDisposable
    {
        private readonly SyncRunner runner;

        public Impatient(SyncBench bench) => runner = bench.RunnerOver(new SqliteDatabase(bench.Db.Database.Folder, secondsToWait: 1));

        public Task<SyncResult> SyncAsync(string source) => runner.RunAsync(new SyncRequest { Source = source, Trigger = SyncRequest.ByCommand }, TestDb.Ada, null, TestContext.Current.CancellationToken);

        public void Dispose() => Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
