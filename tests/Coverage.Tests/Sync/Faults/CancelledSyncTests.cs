using System.Diagnostics;
using Coverage.Data;
using Coverage.GitHub.Faults;
using Coverage.Sync;
using Coverage.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coverage.Tests.Sync.Faults;

public sealed class CancelledSyncTests : SyncFixture
{
    [Theory]
    [InlineData("/repos/acme/rules/commits")]
    [InlineData("/repos/acme/rules/git/trees/*")]
    [InlineData("/acme/rules/legacy.tar.gz/*")]
    public async Task A_cancel_is_heard_within_a_second_wherever_it_comes_and_leaves_nothing_behind(string path)
    {
        var repository = Rules();
        Site.Add("rules", "acme/rules");
        repository.Commit("First", Many(50, "attack.t1001"));
        await AppliedAsync();
        repository.Commit("Second", Many(50, "attack.t1003"));
        var before = Db.Dump(Records);
        using var jobs = new SyncJobs(Site.Runner, NullLogger<SyncJobs>.Instance);
        Server.Requests.Clear();
        Server.Faults.On("GET", path, Fault.Stall(100));

        var job = jobs.Start(new SyncRequest { Source = "rules", Trigger = SyncRequest.ByPerson }, TestDb.Ada);
        while (!Server.Requests.Any(request => request.Path.StartsWith(path.TrimEnd('*'), StringComparison.Ordinal) && request.BytesSent >= 100)) await Task.Delay(5, Cancelled);
        var clock = Stopwatch.StartNew();
        Assert.True(jobs.Cancel("rules", TestDb.Ada));
        var result = await job.Done;

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"It took {clock.Elapsed}.");
        Assert.Equal((SyncOutcome.Cancelled, "Cancelled; nothing has changed."), (result!.Run.Outcome, result.Run.Message));
        Assert.Equal(before, Db.Dump(Records));
        Assert.Equal([""], Db.Query("SELECT Owner FROM Leases"));
        Assert.Empty(Site.Spooled);
        Assert.Empty(jobs.Running);
        Server.Faults.Clear();
        await AppliedAsync();
    }

    [Fact]
    public async Task What_a_killed_process_left_in_the_spool_folder_goes_with_the_next_fetch()
    {
        Rules().Commit("First", Many(5, "attack.t1001"));
        Site.Add("rules", "acme/rules");
        Directory.CreateDirectory(Site.Spool);
        await File.WriteAllTextAsync(Path.Combine(Site.Spool, "coverage-0123.spool"), "", Cancelled);

        await AppliedAsync();

        Assert.Empty(Site.Spooled);
    }
}
