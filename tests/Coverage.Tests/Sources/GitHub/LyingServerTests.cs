using Coverage.GitHub.Faults;
using Coverage.GitHub.Http;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>A server that fails, lies or wants to lead elsewhere.</summary>
public sealed class LyingServerTests : FeedFixture
{
    private const string Commits = "/repos/acme/rules/commits";
    private const string Archive = "/acme/rules/legacy.tar.gz/*";

    private GitHubPlace place = null!;

    private void Start(int rules = 10)
    {
        var repository = Rules();
        repository.Commit("First", Many(rules));
        place = Place(repository);
        Credential = new GitHubCredential.Token(Server.AddToken("github_pat_CANARY").Value);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://localhost:1/")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("gopher://127.0.0.1/x")]
    public async Task A_redirect_to_where_nobody_may_go_is_refused_before_anything_is_connected_to(string location)
    {
        Start();
        Server.Faults.On("GET", Commits, Fault.Redirect(location));
        Server.Faults.On("GET", Archive, Fault.Redirect(location));

        Assert.Contains(" redirects to ", await FailsAsync(FeedFault.RefusedAddress, () => LookAsync(place)), StringComparison.Ordinal);
        Assert.Single(Server.Requests);
        Server.Faults.Clear();
        Server.Faults.On("GET", Archive, Fault.Redirect(location));
        await FailsAsync(FeedFault.RefusedAddress, () => SyncAsync(place));
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task A_redirect_to_itself_for_ever_ends_at_once()
    {
        Start();
        Server.Faults.On("GET", "/**", Fault.RedirectToItself());

        Assert.Contains("circle", await FailsAsync(FeedFault.WrongContent, () => LookAsync(place)), StringComparison.Ordinal);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_redirect_to_another_host_gets_no_token()
    {
        Start();
        Server.Faults.On("GET", Commits, Fault.Redirect(new Uri(Server.CodeloadUri, "collect?x=1").AbsoluteUri));
        Server.Faults.On("GET", "/collect", Fault.Status(200, "[]"));

        await FailsAsync(FeedFault.Empty, () => LookAsync(place));
        Assert.Null(Assert.Single(Server.Requests.Of(ServerRole.Codeload)).Authorization);
        Assert.Empty(Server.Complaints);
    }

    [Fact]
    public async Task Unchanged_is_not_believed_of_what_was_not_asked_so()
    {
        Start();
        Server.Faults.On("GET", Commits, Fault.Status(304, ""));

        await FailsAsync(FeedFault.WrongContent, () => LookAsync(place));
    }

    [Fact]
    public async Task A_server_that_fails_and_then_does_not_is_asked_again()
    {
        Start();
        Server.Faults.On("GET", "/**", 3, Fault.Status(502, "<html>Bad gateway</html>", "text/html"));
        Server.Faults.On("GET", "/**", 2, Fault.NoAnswer());

        var look = await LookAsync(place);

        Assert.Equal((false, 6, 5), (look.Look.Unchanged, look.Meter.Requests, Clock.Waits.Count));
    }

    [Fact]
    public async Task Json_that_breaks_in_the_middle_is_asked_for_again()
    {
        Start();
        Server.Faults.On("GET", Commits, 1, Fault.Cut(100));

        Assert.Equal(2, (await LookAsync(place)).Meter.Requests);
    }

    [Fact]
    public async Task Json_that_ends_early_though_all_seems_well_is_no_JSON()
    {
        Start();
        Server.Faults.On("GET", Commits, Fault.Truncate(100));

        await FailsAsync(FeedFault.WrongContent, () => LookAsync(place));
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_seven_times_and_then_said_to_be_unreachable()
    {
        Start();
        var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        Asking = options => options with { Hosts = new AllowedHosts([$"http://127.0.0.1:{port}"]) };
        var meter = new FeedMeter();

        Assert.Contains("cannot be reached", await FailsAsync(FeedFault.Unreachable, () => new GitHubFeed(place with { Api = new Uri($"http://127.0.0.1:{port}/") }, Credential, Network).LookAsync(FeedMemory.None, meter, Cancelled)), StringComparison.Ordinal);
        Assert.Equal((7, 6), (meter.Requests, Clock.Waits.Count));
    }

    [Theory]
    [InlineData(Commits)]
    [InlineData("/repos/acme/rules/git/trees/*")]
    public async Task Endless_JSON_is_cut_off(string path)
    {
        Start();
        Asking = options => options with { JsonBytes = 1 << 20 };
        Server.Faults.On("GET", path, Fault.Endless());
        var meter = new FeedMeter();

        await FailsAsync(FeedFault.TooLarge, async () =>
        {
            var look = await new GitHubFeed(place, Credential, Network).LookAsync(FeedMemory.None, meter, Cancelled);
            await FetchAsync(place, look, meter: meter);
        });
        Assert.InRange(meter.Bytes, 1 << 20, 2 << 20);
    }

    [Fact]
    public async Task A_gzip_bomb_of_JSON_is_cut_off()
    {
        Start();
        Asking = options => options with { JsonBytes = 1 << 20 };
        Server.Faults.On("GET", Commits, Fault.GzipBomb(1L << 30));

        await FailsAsync(FeedFault.TooLarge, () => LookAsync(place));
    }

    [Fact]
    public async Task JSON_that_is_nested_without_end_does_not_end_the_process()
    {
        Start();
        Server.Faults.On("GET", Commits, Fault.Status(200, new string('[', 2_000_000)));

        await FailsAsync(FeedFault.WrongContent, () => LookAsync(place));
    }

    [Fact]
    public async Task An_endless_blob_is_cut_off_at_its_size()
    {
        Start(rules: 1);
        Server.Faults.On("GET", "/repos/acme/rules/git/blobs/*", Fault.Endless("application/vnd.github.raw"));

        await FailsAsync(FeedFault.Integrity, () => SyncAsync(place));
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task An_endless_archive_is_cut_off()
    {
        Start();
        Asking = options => options with { Limits = options.Limits with { ArchiveBytes = 2 << 20 } };
        Server.Faults.On("GET", Archive, Fault.Endless("application/x-gzip", "\u001f"));

        await FailsAsync(FeedFault.TooLarge, () => SyncAsync(place));
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task A_bomb_in_place_of_an_archive_is_refused()
    {
        Start();
        Asking = options => options with { Limits = options.Limits with { ArchiveBytes = 8 << 20 } };
        Server.Faults.On("GET", Archive, Fault.TarBomb(1L << 30));

        await FailsAsync(FeedFault.TooLarge, () => SyncAsync(place));
        Assert.Single(Server.Requests.Of(ServerRole.Codeload));
        Assert.Empty(Spooled);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("html")]
    [InlineData("nothing")]
    public async Task Something_else_in_place_of_an_archive_is_refused(string what)
    {
        Start();
        Server.Faults.On("GET", Archive, what switch
        {
            "zip" => Fault.ZipBomb(10 << 20),
            "html" => Fault.Status(200, "<html>Sign in</html>", "text/html"),
            _ => Fault.Status(200, "", "application/x-gzip"),
        });

        await FailsAsync(FeedFault.WrongContent, () => SyncAsync(place));
    }

    [Fact]
    public async Task An_archive_of_too_many_entries_is_refused()
    {
        Start();
        Asking = options => options with { Limits = options.Limits with { Entries = 100 } };
        Server.Faults.On("GET", Archive, Fault.TarOfEntries(101));

        await FailsAsync(FeedFault.TooLarge, () => SyncAsync(place));
    }

    [Fact]
    public async Task A_wrong_hash_in_the_tree_is_found()
    {
        Start();
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", Fault.WrongTreeHash("rules/0003.yml"));

        // No such blob is there: neither the archive nor a single file can be what the tree says.
        await FailsAsync(FeedFault.NotFound, () => SyncAsync(place));
    }

    [Fact]
    public async Task A_file_that_the_archive_has_otherwise_is_taken_from_its_blob()
    {
        Start();
        Server.Faults.On("GET", Archive, Fault.ReplacedInArchive("rules/0003.yml", "title: Evil\n"));

        var taken = await SyncAsync(place);

        Assert.DoesNotContain(taken.Read, file => System.Text.Encoding.UTF8.GetString(file.Bytes.Span).Contains("Evil", StringComparison.Ordinal));
        Assert.Equal(10, taken.Read.Count);
    }

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("acme-rules-0000000/rules/extra.yml")]
    public async Task What_an_archive_has_beyond_its_tree_is_not_taken(string name)
    {
        Start();
        Server.Faults.On("GET", Archive, Fault.ExtraInArchive(name, "title: Evil\n"));

        Assert.Equal(10, (await SyncAsync(place)).Files.Count);
    }

    [Fact]
    public async Task A_tree_with_two_of_one_path_is_refused()
    {
        Start();
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", Fault.RewriteJson(json => json["tree"]!.AsArray().Add(json["tree"]!.AsArray()[^1]!.DeepClone())));

        await FailsAsync(FeedFault.WrongContent, () => SyncAsync(place));
    }

    [Theory]
    [InlineData(Archive)]
    [InlineData("/repos/acme/rules/git/trees/*")]
    public async Task A_cancel_is_heard_within_a_second_and_leaves_nothing_behind(string path)
    {
        Start(rules: 200);
        var look = (await LookAsync(place)).Look;
        using var stop = new CancellationTokenSource();
        var cancelled = new System.Diagnostics.Stopwatch();
        Server.Faults.On("GET", path, Fault.Trickle(2000));
        var meter = new FeedMeter(meter =>
        {
            if (!cancelled.IsRunning && meter.Bytes > 0 && Server.Requests[^1].Path.StartsWith(path.TrimEnd('*'), StringComparison.Ordinal))
            {
                cancelled.Start();
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(place, look, meter: meter, cancellationToken: stop.Token));

        Assert.True(cancelled.IsRunning && cancelled.Elapsed < TimeSpan.FromSeconds(1));
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task A_spool_folder_that_cannot_be_written_to_is_said()
    {
        Start();
        var look = (await LookAsync(place)).Look;
        Asking = options => options with { SpoolFolder = "/dev/null/spool" };
        using var network = new GitHubNetwork(Asking(Defaults()), Clock);

        Assert.Contains("cannot be stored", (await FailsAsync(() => new GitHubFeed(place, Credential, network).FetchAsync(look, NothingKnown, new FeedMeter(), Cancelled))).Message, StringComparison.Ordinal);
    }
}
