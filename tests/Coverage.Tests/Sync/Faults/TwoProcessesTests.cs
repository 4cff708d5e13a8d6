using Coverage.Data.Sqlite;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Faults;

/// <summary>Two engines over one database with the same schedule, as two app processes have it.</summary>
public sealed class TwoProcessesTests : IDisposable
{
    private const int Rounds = 60;
    private readonly SyncBench bench = new(cron: "0 * * * *");

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Each_turn_is_taken_once_and_never_are_two_of_one_source_on_their_way()
    {
        var (inside, most) = (0, 0);
        bench.Feed.WhileFetching = async cancellationToken =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(3, cancellationToken);
            Interlocked.Decrement(ref inside);
        };
        SqliteDatabase[] databases = [new(bench.Db.Database.Folder), new(bench.Db.Database.Folder)];
        var overtaken = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            bench.Clock.Now += TimeSpan.FromHours(1);
            bench.Feed.Push(round, ("rules/r1.yml", Make.Rule(1, $"attack.t{round + 1000}")));
            using var start = new Barrier(2);
            var done = await Task.WhenAll(databases.Select((database, i) => Task.Run(() => TakeAsync(database, start, late: i == 1 && round % 2 == 0))));
            overtaken += done.Count(took => !took);
            Assert.Equal(1, done.Count(took => took));
        }

        Assert.Equal(1, most);
        Assert.Equal(Rounds, overtaken);
        Assert.Equal([$"{Rounds}"], bench.Db.Query("SELECT count(*) FROM SyncRuns WHERE Outcome = 'Applied'"));
        Assert.Equal([$"{Rounds}"], bench.Db.Query("SELECT count(*) FROM SyncRuns"));
        Assert.Equal([$"{Rounds}"], bench.Db.Query("SELECT count(*) FROM ChangeSets"));
    }

    /// <summary>Both have seen that it is due before either begins; whether this one took the turn.</summary>
    private async Task<bool> TakeAsync(SqliteDatabase database, Barrier start, bool late)
    {
        var due = Assert.Single(bench.HealthOver(database).Due());
        start.SignalAndWait(TestContext.Current.CancellationToken);
        if (late) await Task.Delay(40);
        try
        {
            await bench.RunnerOver(database).RunAsync(new SyncRequest { Source = due.Settings.Name, Trigger = SyncRequest.BySchedule }, TestDb.Ada, null, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SyncBusyException)
        {
            return false;
        }
    }
}
