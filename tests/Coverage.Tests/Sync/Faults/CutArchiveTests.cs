using Coverage.Data;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Http;

namespace Coverage.Tests.Sync.Faults;

/// <summary>The network goes away in the middle of an archive, at every 64 KiB of it.</summary>
public sealed class CutArchiveTests : SyncFixture
{
    private const int Step = 64 << 10;
    private const string Archive = "/acme/rules/legacy.tar.gz/*";

    [Fact]
    public async Task Cut_once_at_every_64_KiB_the_archive_is_fetched_again_and_applied()
    {
        var (repository, length) = await StartAsync();
        for (long cut = 0; cut < length; cut += Step)
        {
            Server.Faults.Clear();
            var rule = Server.Faults.On("GET", Archive, 1, Fault.Cut(cut));
            repository.Commit($"Cut once at {cut}", Many(40, "attack.t1059", 16 << 10));

            var result = await SyncAsync();

            Assert.Equal((SyncOutcome.Applied, 40, 1), (result.Run.Outcome, result.Run.Changed, rule.Hits));
            Assert.Empty(Site.Spooled);
        }
    }

    [Fact]
    public async Task Cut_always_at_every_64_KiB_the_sync_fails_and_the_old_data_is_kept()
    {
        var (repository, length) = await StartAsync();
        repository.Commit("Never whole", Many(40, "attack.t1003", 16 << 10));
        var before = Db.Dump(Records);
        for (long cut = 0; cut < length; cut += Step)
        {
            Server.Faults.Clear();
            Server.Faults.On("GET", Archive, Fault.Cut(cut));

            var result = await SyncAsync();

            Assert.Equal((SyncOutcome.Failed, cut == 0 ? "Unreachable" : result.Run.Fault), (result.Run.Outcome, result.Run.Fault));
            Assert.Contains(result.Run.Fault, new[] { "Unreachable", "Integrity" });
            Assert.Contains("127.0.0.1", result.Run.Message, StringComparison.Ordinal);
            Assert.Equal(before, Db.Dump(Records));
            Assert.Empty(Site.Spooled);
        }

        Server.Faults.Clear();
        await AppliedAsync();
    }

    private async Task<(Coverage.GitHub.Histories.HostedRepository Repository, long Length)> StartAsync()
    {
        Server.RateLimits.Enabled = false;
        var repository = Rules();
        Site.Add("rules", "acme/rules");
        repository.Commit("First", Many(40, "attack.t1001", 16 << 10));
        await AppliedAsync();
        return (repository, Server.Requests.Of(ServerRole.Codeload)[^1].BytesSent);
    }
}
