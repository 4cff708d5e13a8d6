using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.GitHub;
using Coverage.GitHub.Histories;
using Coverage.Sync;

namespace Coverage.Benchmarks;

/// <summary>
/// What syncs cost in a process that runs, against an emulated GitHub in the same process: what is unchanged beside the one
/// request, and fifty changed rules beside the first sync of all sources.
/// </summary>
internal sealed class SyncCosts : IDisposable
{
    private const int Rounds = 60;
    private const int ChangedRules = 50;
    private const int ChangedRounds = 13;
    private static readonly Person Operator = new("benchmark", Role.Admin);

    private readonly string folder = Directory.CreateTempSubdirectory("coverage-sync-").FullName;
    private readonly GitHubServer server;
    private readonly string shared;

    private SyncCosts(GitHubServer server, string shared) => (this.server, this.shared) = (server, shared);

    public static async Task PrintAsync(string shared)
    {
        await using var server = await GitHubServer.StartAsync();
        using var costs = new SyncCosts(server, shared);
        await costs.PrintAsync();
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrintAsync()
    {
        server.RateLimits.Enabled = false;
        var real = new RealHistories(server, Path.Combine(shared, "data"));
        foreach (var history in real.All) history.Last();

        // The first one warms the server's archives and this process's code; of the others the median counts.
        await Site.SyncAllAsync(server, Path.Combine(folder, "warm"));
        var firsts = new List<double>();
        for (var i = 0; i < 3; i++) firsts.Add(await Site.SyncAllAsync(server, Path.Combine(folder, $"first-{i}")));

        using var site = new Site(server, Path.Combine(folder, "first-0"));
        await UnchangedAsync(site);
        await ChangedAsync(site, real.Sigma.Repository, Median(firsts));
    }

    private async Task UnchangedAsync(Site site)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var (asked, synced) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            asked.Add(await TimeAsync(() => AskAsync(client, site.ETag("sigma"))));
            synced.Add(await TimeAsync(async () => Expect(await site.SyncAsync("sigma"), SyncOutcome.Unchanged, 0)));
        }

        // The first ones still compile.
        var (request, sync) = (Median(asked[10..]), Median(synced[10..]));
        Print("unchanged: beyond the one request", $"{sync - request:0.0} ms", $"at most 10 ms; {sync:0.0} ms, of which the request {request:0.0} ms");
    }

    private async Task ChangedAsync(Site site, HostedRepository sigma, double first)
    {
        var files = Files.FromArchive(Directory.GetFiles(Path.Combine(shared, "data", "sigma"), "*.tar.gz").Order(StringComparer.Ordinal).Last())
            .Where(file => file.Key.StartsWith("rules/", StringComparison.Ordinal) && file.Key.EndsWith(".yml", StringComparison.Ordinal)).ToList();
        var (times, listing) = (new List<double>(), new List<double>());
        for (var round = 0; round < ChangedRounds; round++)
        {
            var changed = new Files();
            foreach (var (path, content) in files.Where((_, i) => i % (files.Count / ChangedRules) == round).Take(ChangedRules))
            {
                changed[path] = Encoding.UTF8.GetString(content!.Bytes).Replace("title: ", $"title: Changed {round} ", StringComparison.Ordinal);
            }

            sigma.Commit(string.Create(CultureInfo.InvariantCulture, $"Fifty changed, {round}"), changed);
            var listed = round % 2 == 0;
            await WarmAsync(sigma, listed);
            (listed ? times : listing).Add(await TimeAsync(async () => Expect(await site.SyncAsync("sigma"), SyncOutcome.Applied, ChangedRules)));
        }

        var (time, withListing) = (Median(times[1..]), Median(listing));
        Print("50 changed rules beside the first sync", $"{time / first:0.000}", $"at most 0.05; {time:0} ms of {first:0} ms, {ChangedRules} rules read");
        Print("the same, the server making its list", $"{withListing / first:0.000}", $"{withListing:0} ms");
    }

    /// <summary>Has the server make its archive and lists, which GitHub has at once for most; those of the first sync are made before, too.</summary>
    private async Task WarmAsync(HostedRepository repository, bool listed)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("benchmark", "1"));
        foreach (var made in listed ? new[] { "commits?per_page=100", $"git/trees/{repository.Head}?recursive=1", $"tarball/{repository.Head}" } : [$"tarball/{repository.Head}"])
        {
            await client.GetByteArrayAsync(new Uri(server.ApiUri, $"repos/{repository.FullName}/{made}"));
        }
    }

    private async Task AskAsync(HttpClient client, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.ApiUri, "repos/SigmaHQ/sigma/commits?per_page=100"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("benchmark", "1"));
        request.Headers.Accept.ParseAdd("application/vnd.github+json"); // An entity tag is of one form of the answer.
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        using var answer = await client.SendAsync(request);
        if ((int)answer.StatusCode != 304) throw new InvalidOperationException($"{answer.StatusCode} in place of unchanged.");
    }

    private static void Expect(SyncResult result, SyncOutcome outcome, int changed)
    {
        if (result.Run.Outcome != outcome || result.Run.Changed != changed) throw new InvalidOperationException($"{result.Run.Outcome}, {result.Run.Changed} changed: {result.Run.Message}");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void Print(string what, string value, string target) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {value,10}   {target}"));

    /// <summary>An engine over a data folder.</summary>
    private sealed class Site : IDisposable
    {
        private readonly SqliteDatabase database;
        private readonly SourceSettings sources;
        private readonly Feeds feeds;
        private readonly SyncRunner runner;

        public Site(GitHubServer server, string folder)
        {
            database = new SqliteDatabase(folder);
            database.Prepare();
            var ledger = new Ledger(database, TimeProvider.System);
            var secrets = new Secrets(text => text, text => text);
            sources = new SourceSettings(database, ledger, secrets);
            sources.Settle();
            var options = new SyncOptions { GitHub = server.ApiUri, Hosts = [server.CodeloadUri.GetLeftPart(UriPartial.Authority)] };
            feeds = new Feeds(sources, secrets, options, TimeProvider.System) { SpoolFolder = Path.Combine(folder, "spool") };
            runner = new SyncRunner(database, ledger, new ImportRunner(database, ledger), sources, feeds.Of, TimeProvider.System);
        }

        /// <summary>The first sync of all sources into a new folder, two at a time as the command line does it.</summary>
        public static Task<double> SyncAllAsync(GitHubServer server, string folder) => TimeAsync(async () =>
        {
            using var site = new Site(server, folder);
            await Parallel.ForEachAsync(site.sources.All(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (source, _) => Expect(await site.SyncAsync(source.Name), SyncOutcome.Applied, 0));
        });

        public Task<SyncResult> SyncAsync(string source) => runner.RunAsync(new SyncRequest { Source = source, Trigger = SyncRequest.ByCommand }, Operator);

        public string ETag(string source)
        {
            using var connection = database.Open();
            return StoredSyncs.State(connection, source)!.ETag;
        }

        public void Dispose() => feeds.Dispose();
    }
}
