using System.Globalization;
using System.Security.Cryptography;
using Coverage.Data;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sync;
using Coverage.Tests.GitHub;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Faults;

/// <summary>The engine's syncs of a repository of rules at the emulated GitHub, on a clock that does not wait.</summary>
public abstract class SyncFixture : GitHubFixture, IDisposable
{
    /// <summary>What a sync that changes no catalogue may write to.</summary>
    private protected static readonly string[] Records = ["SyncRuns", "SourceStates", "Audit", "Leases"];

    private SyncSite? site;

    private protected TestDb Db { get; } = new();

    private protected HurriedClock Clock { get; } = new();

    private protected ListLogs Logs { get; } = new();

    protected override GitHubServerOptions Options => new() { Clock = Clock };

    private protected SyncSite Site => site ??= new SyncSite(Db, Server, Clock, Logs);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        site?.Dispose();
        Logs.Dispose();
        Db.Dispose();
    }

    private protected Task<SyncResult> SyncAsync(CancellationToken? cancellationToken = null) => Site.SyncAsync("rules", cancellationToken);

    private protected async Task<SyncResult> AppliedAsync()
    {
        var result = await SyncAsync();
        Assert.Equal((SyncOutcome.Applied, ""), (result.Run.Outcome, result.Run.Message));
        return result;
    }

    /// <summary>Rules as the whole of a commit, each with so much text that cannot be packed to less than three quarters.</summary>
    private protected static Files Many(int count, string tag, int padding = 0)
    {
        var files = new Files { Whole = true };
        for (var i = 1; i <= count; i++)
        {
            var text = padding == 0 ? "" : $"\ndescription: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(padding * 3 / 4))}";
            files[string.Create(CultureInfo.InvariantCulture, $"rules/{i:d4}.yml")] = Make.Rule(i, tag) + text;
        }

        return files;
    }
}
