using System.Globalization;
using System.Security.Cryptography;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sources.GitHub;
using Coverage.Sync;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Tests.Commands;

/// <summary>The command line over a data folder with one source of rules, from an emulated GitHub.</summary>
internal sealed class SyncedCli : IAsyncDisposable
{
    private static readonly Person Ada = new("ada", Role.Admin);

    private readonly Feeds feeds;
    private readonly SyncRunner runner;

    private SyncedCli(GitHubServer server, string cron)
    {
        Server = server;
        Repository = server.AddRepository("acme/rules");
        server.RateLimits.Enabled = false;
        Cli.Environment["COVERAGE_GITHUB"] = server.ApiUri.AbsoluteUri;
        Cli.Environment["COVERAGE_HOSTS"] = server.CodeloadUri.GetLeftPart(UriPartial.Authority);
        var database = new SqliteDatabase(Cli.Data);
        database.Prepare();
        var ledger = new Ledger(database, TimeProvider.System);
        var secrets = new Secrets(text => text, text => text);
        var sources = new SourceSettings(database, ledger, secrets);
        sources.Add(new SourceSettingsRow { Name = "rules", Kind = SourceKind.Sigma, Place = SourcePlace.GitHub, Repository = "acme/rules", RefKind = nameof(GitHubRefKind.DefaultBranch), Cron = cron }, GitHubCredential.None, Ada);
        feeds = new Feeds(sources, secrets, SyncOptions.From(name => Cli.Environment.GetValueOrDefault(name)), TimeProvider.System) { SpoolFolder = Spool };
        runner = new SyncRunner(database, ledger, new ImportRunner(database, ledger), sources, feeds.Of, TimeProvider.System);
    }

    public GitHubServer Server { get; }

    public HostedRepository Repository { get; }

    public Cli Cli { get; } = new();

    /// <summary>Where downloads lie while they are read.</summary>
    public string Spool => Path.Combine(Cli.Data, "spool");

    public static async Task<SyncedCli> StartAsync(string cron = "") => new(await GitHubServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken), cron);

    /// <summary>Commits rules that all have one tag, each with so much text that cannot be packed to much less.</summary>
    public string Commit(string tag, int rules, int padding = 0)
    {
        var files = new Files { Whole = true };
        for (var i = 1; i <= rules; i++) files[string.Create(CultureInfo.InvariantCulture, $"rules/{i:d5}.yml")] = $"{Make.Rule(i, tag)}\ndescription: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(padding * 3 / 4))} {tag}\n";
        return Repository.Commit($"All {tag}", files);
    }

    /// <summary>Syncs in this process, as another one would.</summary>
    public Task<SyncResult> SyncHereAsync() => runner.RunAsync(new SyncRequest { Source = "rules", Trigger = SyncRequest.ByCommand }, Ada, null, TestContext.Current.CancellationToken);

    public string Query(string sql) => Cli.Query(sql);

    public async ValueTask DisposeAsync()
    {
        feeds.Dispose();
        await Server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Cli.Dispose();
    }
}
