using System.Diagnostics;
using Coverage.Sync;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync;

public sealed class LeaseOwnerTests
{
    [Fact]
    public void This_process_and_one_that_runs_are_not_gone()
    {
        using var other = Start();

        Assert.False(LeaseOwner.IsGone(LeaseOwner.This));
        Assert.False(LeaseOwner.IsGone(LeaseOwner.Of(other.Id)));

        Kill(other);
    }

    [Fact]
    public void A_process_that_was_killed_is_gone_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says which kernel and which namespace a process is of.");
        using var other = Start();
        var owner = LeaseOwner.Of(other.Id);

        Kill(other);

        Assert.True(LeaseOwner.IsGone(owner));
    }

    [Fact]
    public void A_number_that_was_given_to_another_process_tells_that_the_first_one_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux says when a process began.");
        var parts = LeaseOwner.This.Split(':');
        parts[2] += "0";

        Assert.True(LeaseOwner.IsGone(string.Join(':', parts)));
    }

    [Theory]
    [InlineData(3, "another-boot")]
    [InlineData(4, "1")]
    [InlineData(2, "")]
    [InlineData(1, "x")]
    public void Of_a_process_that_cannot_be_seen_from_here_nothing_is_said(int part, string value)
    {
        using var other = Start();
        var parts = LeaseOwner.Of(other.Id).Split(':');
        parts[part] = value;
        Kill(other);

        Assert.False(LeaseOwner.IsGone(string.Join(':', parts)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gone:1")]
    [InlineData("machine:1:0123456789abcdef")]
    public void What_is_written_otherwise_is_left_to_the_time(string owner)
    {
        Assert.False(LeaseOwner.IsGone(owner));
    }

    [Fact]
    public async Task A_source_whose_sync_was_killed_is_synced_at_once_and_the_interruption_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the lease has to run out.");
        using var bench = new SyncBench();
        using var other = Start();
        bench.Feed.Push(1, ("rules/r1.yml", Make.Rule(1)));
        var now = bench.Clock.Now.UtcDateTime;
        bench.Db.Execute($"INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ('sync rules', '{LeaseOwner.Of(other.Id)}', '{now.AddSeconds(-5):yyyy-MM-dd HH:mm:ss}', '{now.AddSeconds(55):yyyy-MM-dd HH:mm:ss}', 7)");
        await Assert.ThrowsAsync<SyncBusyException>(() => bench.SyncAsync());
        Assert.NotNull(bench.Status.RunningSince);

        Kill(other);

        Assert.Null(bench.Status.RunningSince);
        await bench.SyncAsync();
        Assert.Equal(["Interrupted", "Applied"], bench.Db.Query("SELECT Outcome FROM SyncRuns ORDER BY Id"));
        Assert.Equal(["8"], bench.Db.Query("SELECT Fence FROM Leases"));
    }

    [Fact]
    public async Task A_sync_that_was_killed_once_it_had_applied_everything_is_not_told_to_have_been_interrupted()
    {
        using var bench = new SyncBench();
        bench.Feed.Push(1, ("rules/r1.yml", Make.Rule(1)));
        await bench.SyncAsync();
        var began = bench.Clock.Now.UtcDateTime;
        bench.Db.Execute($"UPDATE Leases SET Owner = 'gone:1', Since = '{began:yyyy-MM-dd HH:mm:ss}', Until = '{began.AddSeconds(60):yyyy-MM-dd HH:mm:ss}'");
        bench.Clock.Now += TimeSpan.FromSeconds(61);

        await bench.SyncAsync();

        Assert.Equal(["Applied", "Unchanged"], bench.Db.Query("SELECT Outcome FROM SyncRuns ORDER BY Id"));
    }

    private static Process Start() => Process.Start(OperatingSystem.IsWindows() ? new ProcessStartInfo("timeout", "60") : new ProcessStartInfo("sleep", "60"))!;

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }
}
