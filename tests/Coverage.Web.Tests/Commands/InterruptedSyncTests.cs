using System.Diagnostics;
using System.Globalization;
using Coverage.Data;
using Coverage.GitHub.Faults;

namespace Coverage.Web.Tests.Commands;

/// <summary>A sync whose process is killed, or has no room, leaves the old catalogue or the new one, whole, and nothing else.</summary>
public sealed class InterruptedSyncTests
{
    private const int Rules = 250;

    /// <summary>20 moments in a usual run; COVERAGE_KILLS says how many otherwise.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("COVERAGE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 20;

    [Fact]
    public async Task Killed_at_any_moment_of_a_sync_the_catalogue_is_the_old_or_the_new_one_and_the_next_sync_is_clean_at_once()
    {
        await using var synced = await SyncedCli.StartAsync();
        synced.Commit("attack.t1000", Rules);
        await synced.SyncHereAsync();
        var whole = await WholeAsync(synced);
        var random = new Random();
        var (old, interrupted) = (0, 0);
        for (var round = 1; round <= Kills; round++)
        {
            var before = (Commit: synced.Query("SELECT \"Commit\" FROM Sources WHERE Name = 'rules'"), Runs: Number(synced, "SELECT count(*) FROM SyncRuns"));
            var commit = synced.Commit($"attack.t{2000 + round}", Rules);
            synced.Server.Requests.Clear();
            using var process = synced.Cli.Start(["--no-seed", "--quiet", "sync", "rules"]);

            // Before the first request the process only starts, which takes longer than all that may be broken off.
            while (synced.Server.Requests.Count == 0 && !process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
            var moment = whole * random.NextDouble();
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            var isNew = synced.Query("SELECT \"Commit\" FROM Sources WHERE Name = 'rules'") == commit;
            if (!isNew) old++;
            Assert.Equal(State(round, isNew, isNew ? commit : before.Commit), StateOf(synced));
            Assert.Equal(before.Runs + (isNew ? 1 : 0), Number(synced, "SELECT count(*) FROM SyncRuns"));

            var next = await synced.SyncHereAsync();

            Assert.Equal(isNew ? SyncOutcome.Unchanged : SyncOutcome.Applied, next.Run.Outcome);
            Assert.Equal(State(round, true, commit), StateOf(synced));
            Assert.Empty(Directory.Exists(synced.Spool) ? Directory.GetFileSystemEntries(synced.Spool) : []);
            interrupted += (int)(Number(synced, "SELECT count(*) FROM SyncRuns") - before.Runs - (isNew ? 2 : 1));
        }

        // Who applied it has told so in the same transaction; of the others, the next sync tells.
        Assert.InRange(old, 1, Kills);
        Assert.Equal(old, interrupted);
        Assert.Equal(0, synced.Cli.Run("sync", "rules").Code);
        TestContext.Current.SendDiagnosticMessage($"{Kills} kills within {whole.TotalMilliseconds:0} ms: {old} before the commit, {interrupted} leases taken over.");
    }

    [Theory]
    [InlineData(1500, 0, "The disk (is full|reports an error)", "Database")]
    [InlineData(150, 8000, "A download cannot be stored", "TooLarge")]
    public async Task Without_room_on_the_disk_the_sync_fails_says_so_and_the_next_one_is_fine(int rules, int padding, string said, string fault)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The limit is set by ulimit.");
        await using var synced = await SyncedCli.StartAsync();
        synced.Commit("attack.t1001", rules);
        await synced.SyncHereAsync();
        var before = StateOf(synced);
        synced.Query("PRAGMA wal_checkpoint(TRUNCATE)");
        synced.Commit("attack.t1003", rules, padding);

        var result = Cli.Finish(synced.Cli.Start(["--no-seed", "--quiet", "sync", "rules"], "trap '' XFSZ; ulimit -f 900; export DOTNET_EnableWriteXorExecute=0; exec \"$@\""));

        Assert.Equal((4, "", result.Err), (result.Code, result.Out, result.Err));
        Assert.Matches(said, result.Err);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
        Assert.Equal(before, StateOf(synced));
        Assert.Equal($"Failed|{fault}", synced.Query("SELECT Outcome, Fault FROM SyncRuns ORDER BY Id DESC LIMIT 1"));
        Assert.Empty(Directory.GetFileSystemEntries(synced.Spool));
        Assert.Equal((SyncOutcome.Applied, rules), await AppliedAsync(synced));
    }

    [Fact]
    public async Task Two_processes_that_watch_one_schedule_take_a_turn_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        await using var synced = await SyncedCli.StartAsync("0 0 1 * *");
        synced.Commit("attack.t1001", Rules);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(synced.Cli.Data, "coverage.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE SourceSettings SET CreatedAt = '2025-01-01 00:00:00'; UPDATE Generation SET SourcesSettled = 1";
            command.ExecuteNonQuery();
        }

        synced.Cli.Environment["COVERAGE_SCHEDULE"] = "on";
        synced.Server.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", Fault.Slow(TimeSpan.FromSeconds(1)));

        var watching = new[] { 1, 2 }.Select(_ => synced.Cli.Start(["--no-seed", "sync", "--watch"])).ToList();
        while (synced.Query("SELECT count(*) FROM SyncRuns") == "0") await Task.Delay(50, TestContext.Current.CancellationToken);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        foreach (var process in watching)
        {
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(watching.ConvertAll(Cli.Finish), result => Assert.Equal(0, result.Code));
        Assert.Equal("1|Applied|schedule", synced.Query("SELECT count(*), min(Outcome), min(\"Trigger\") FROM SyncRuns"));
    }

    private static async Task<(SyncOutcome, int)> AppliedAsync(SyncedCli synced)
    {
        var next = await synced.SyncHereAsync();
        return (next.Run.Outcome, next.Run.Changed);
    }

    /// <summary>How long a sync takes from its first request to the end of its process.</summary>
    private static async Task<TimeSpan> WholeAsync(SyncedCli synced)
    {
        synced.Commit("attack.t2000", Rules);
        synced.Server.Requests.Clear();
        using var process = synced.Cli.Start(["--no-seed", "--quiet", "sync", "rules"]);
        while (synced.Server.Requests.Count == 0 && !process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return clock.Elapsed;
    }

    private static string State(int round, bool isNew, string commit) => $"ok|{Rules}|T{(isNew ? 2000 + round : 1999 + round)}|{commit}|{commit}|{commit}";

    /// <summary>Whether the file is whole, which rules there are, and of which commit source, memory and change set say that they are.</summary>
    private static string StateOf(SyncedCli synced) => synced.Query("""
        SELECT (SELECT integrity_check FROM pragma_integrity_check), count(*), group_concat(DISTINCT json_extract(Facts, '$.techniques[0]')),
            (SELECT "Commit" FROM Sources WHERE Name = 'rules'), (SELECT "Commit" FROM SourceStates WHERE Name = 'rules'), (SELECT "Commit" FROM ChangeSets ORDER BY Id DESC LIMIT 1)
        FROM Items
        """);

    private static long Number(SyncedCli synced, string sql) => long.Parse(synced.Query(sql), CultureInfo.InvariantCulture);
}
