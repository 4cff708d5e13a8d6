using System.Security.Cryptography;
using System.Text;
using Coverage.Catalog;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>How many requests each case takes, and which.</summary>
public sealed class RequestTests : FeedFixture
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(50, 4)]
    public async Task A_change_of_so_many_files_takes_so_many_requests(int changed, int requests)
    {
        var repository = Rules();
        repository.Commit("First", Many(60));
        var place = Place(repository);
        var first = await SyncAsync(place);
        var files = new Files { ["README.md"] = "New\n" };
        for (var i = 0; i < changed; i++) files[$"rules/{i:D4}.yml"] = $"title: Changed {i}\n";
        repository.Commit("Second", files);

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal((60, changed, requests), (second.Files.Count, second.Read.Count, second.Meter.Requests));
        Assert.All(second.Read, file => Assert.StartsWith("title: Changed", Encoding.UTF8.GetString(file.Bytes.Span), StringComparison.Ordinal));
        Assert.All(second.Files, file => Assert.Equal(40, file.BlobHash.Length));
        Assert.Equal(second.Files.Select(file => file.Path).Order(StringComparer.Ordinal), second.Files.Select(file => file.Path));
        Assert.Empty(Server.Complaints);
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task Everything_that_is_known_of_a_tree_is_on_it()
    {
        var repository = Rules();
        var commit = repository.Commit("First", Many(3));

        var taken = await SyncAsync(Place(repository));

        Assert.Equal(("acme/rules", commit, new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc)), (taken.Tree.Repository, taken.Tree.Commit, taken.Tree.Date));
        Assert.Equal($"{Server.ApiUri.Authority}/acme/rules", taken.Tree.Origin);
        Assert.Equal("fetching", taken.Meter.Phase);
        Assert.Equal(Server.Requests.BytesSent, taken.Meter.Bytes);
        Assert.Equal((60 - 3, 3), (taken.Meter.QuotaLeft, taken.Meter.QuotaUsed));
    }

    [Fact]
    public async Task A_pinned_commit_is_asked_for_once_and_then_never()
    {
        var repository = Rules();
        var commit = repository.Commit("First", Many(3));
        repository.Commit("Second", Many(4));
        var place = Place(repository) with { RefKind = GitHubRefKind.Commit, Ref = commit };

        var first = await SyncAsync(place);
        var second = await LookAsync(place, first.Look.Memory);

        Assert.Equal((3, 4), (first.Files.Count, first.Meter.Requests));
        Assert.Equal((true, 0), (second.Look.Unchanged, second.Meter.Requests));
    }

    private HostedRepository Released(int rules)
    {
        var repository = Rules();
        repository.Commit("First", Many(rules));
        repository.Release("r1");
        return repository;
    }

    private GitHubOptions WithKnownArchives(GitHubOptions options) => options with { Archives = new Dictionary<Uri, Uri> { [Server.ApiUri] = Server.CodeloadUri } };

    [Fact]
    public async Task A_new_latest_release_costs_at_most_four_requests()
    {
        Asking = WithKnownArchives;
        var repository = Rules();
        repository.Commit("First", Many(3));
        repository.Release("r2026-08-05");
        repository.Commit("Not released", Many(9));
        repository.Release("r2026-09-01", prerelease: true);
        var place = Place(repository) with { RefKind = GitHubRefKind.LatestRelease };

        var first = await SyncAsync(place);
        var second = await LookAsync(place, first.Look.Memory);
        repository.Release("r2027-01-01");
        var third = await SyncAsync(place, second.Look.Memory, first.Hashes);

        Assert.Equal((3, 4, "r2026-08-05"), (first.Files.Count, first.Meter.Requests, first.Look.Memory.Release));
        Assert.Equal((true, 1), (second.Look.Unchanged, second.Meter.Requests));
        Assert.Equal((9, 6, 4, "r2027-01-01"), (third.Files.Count, third.Read.Count, third.Meter.Requests, third.Look.Memory.Release));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Few_changes_of_a_new_release_cost_no_more(int changed)
    {
        Asking = WithKnownArchives;
        var repository = Released(3);
        var place = Place(repository) with { RefKind = GitHubRefKind.LatestRelease };
        var first = await SyncAsync(place);
        repository.Commit("Second", Many(3 + changed));
        repository.Release("r2");

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal((changed, 4), (second.Read.Count, second.Meter.Requests));
    }

    /// <summary>What is private shows that only by not being there, and its archive then comes by the API as that of any other ref.</summary>
    [Fact]
    public async Task The_archive_of_a_release_comes_by_the_API_where_it_cannot_be_had_without()
    {
        Asking = WithKnownArchives;
        var repository = Released(3);
        var token = Server.AddToken();
        repository.MakePrivate(token);
        Credential = new GitHubCredential.Token(token.Value);

        var taken = await SyncAsync(Place(repository) with { RefKind = GitHubRefKind.LatestRelease });

        Assert.Equal((3, 6), (taken.Read.Count, taken.Meter.Requests));
        Assert.DoesNotContain(Server.Requests.Of(ServerRole.Codeload), request => request.Headers.Values.Any(value => value.Contains(token.Value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public async Task Without_a_known_place_of_archives_a_new_release_costs_one_request_more(int rules, int archives)
    {
        var repository = Released(rules);

        Assert.Equal(5, (await SyncAsync(Place(repository) with { RefKind = GitHubRefKind.LatestRelease })).Meter.Requests);
        Assert.Equal(archives, Server.Requests.Of(ServerRole.Codeload).Count);
    }

    [Fact]
    public async Task A_tag_is_followed()
    {
        var repository = Rules();
        var commit = repository.Commit("First", Many(3));
        repository.Tag("v1", annotated: true);
        repository.Commit("Second", Many(4));

        var taken = await SyncAsync(Place(repository) with { RefKind = GitHubRefKind.Tag, Ref = "v1" });

        Assert.Equal((commit, 3), (taken.Tree.Commit, taken.Files.Count));
    }

    [Fact]
    public async Task An_enterprise_server_is_asked_below_its_own_path()
    {
        var repository = Rules();
        repository.Commit("First", Many(5));
        var place = Place(repository) with { Api = Server.EnterpriseUri };

        var first = await SyncAsync(place);
        var second = await LookAsync(place, first.Look.Memory);

        Assert.Equal((5, 4, true), (first.Read.Count, first.Meter.Requests, second.Look.Unchanged));
        Assert.Empty(Server.Complaints);
    }

    [Theory]
    [InlineData("", true, "enterprise-attack/enterprise-attack-19.1.json", 4)]
    [InlineData("18.1", true, "enterprise-attack/enterprise-attack-18.1.json", 3)]
    [InlineData("", false, "enterprise-attack/enterprise-attack-20.0.json", 3)]
    public async Task Of_ATTACK_one_release_file_comes_the_newest_by_the_index_or_the_pinned_one(string release, bool indexed, string path, int requests)
    {
        var repository = Rules("acme/stix");
        var files = new Files { ["ics-attack/ics-attack-99.0.json"] = "{}", ["enterprise-attack/enterprise-attack.json"] = "{}" };
        foreach (var version in new[] { "9.0", "18.1", "19.1", "20.0" }) files[$"enterprise-attack/enterprise-attack-{version}.json"] = $$"""{"type":"bundle","x":"{{version}}"}""";
        if (indexed) files["index.json"] = """{"collections":[{"versions":[{"version":"19.1","url":"https://example.org/x/enterprise-attack/enterprise-attack-19.1.json"},{"version":"9.0","url":"enterprise-attack/enterprise-attack-9.0.json"}]}]}""";
        repository.Commit("Releases", files);
        var place = Place(repository, SourceKind.Attack) with { Domain = AttackDomain.Enterprise, Release = release };

        var first = await SyncAsync(place);
        repository.Commit("Elsewhere", new Files { ["README.md"] = "x" });
        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal((path, requests), (Assert.Single(first.Read).Path, first.Meter.Requests));
        Assert.Empty(second.Read);
        Assert.Single(second.Files);
    }

    [Fact]
    public async Task An_unnumbered_bundle_is_taken_only_where_there_is_no_other_and_a_missing_release_is_said()
    {
        var repository = Rules("acme/cti");
        repository.Commit("First", new Files { ["enterprise-attack/enterprise-attack.json"] = """{"type":"bundle"}""", ["index.json"] = "no index" });
        var place = Place(repository, SourceKind.Attack);

        Assert.Equal("enterprise-attack/enterprise-attack.json", Assert.Single((await SyncAsync(place)).Files).Path);
        Assert.Contains("enterprise-attack-7.0.json", await FailsAsync(FeedFault.NothingMatches, () => SyncAsync(place with { Release = "7.0" })), StringComparison.Ordinal);
        Assert.Contains("ics-attack", await FailsAsync(FeedFault.NothingMatches, () => SyncAsync(place with { Domain = AttackDomain.Ics })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_make_one_whole_come_all_if_one_changed_or_went()
    {
        var repository = Rules("acme/ontology");
        repository.Commit("First", new Files { ["src/a.ttl"] = "# a\n", ["src/b.ttl"] = "# b\n", ["src/c.ttl"] = "# c\n" });
        var place = Place(repository, SourceKind.D3fend);
        var first = await SyncAsync(place);
        repository.Commit("Second", new Files { ["src/c.ttl"] = null });

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal((3, 2), (first.Read.Count, second.Read.Count));
    }

    [Fact]
    public async Task Patterns_and_the_kind_say_what_is_wanted()
    {
        var repository = Rules();
        repository.Commit("First", Many(3, ("rules-extra/a.yml", "title: A\n"), ("rules/.hidden/b.yml", "title: B\n"), ("tests/c.yml", "title: C\n"), ("rules/d.txt", "D")));

        var taken = await SyncAsync(Place(repository) with { Include = ["rules*/**/*.yml"], Exclude = ["rules/0001.yml"] });

        Assert.Equal(["rules-extra/a.yml", "rules/0000.yml", "rules/0002.yml"], taken.Files.Select(file => file.Path));
        Assert.Contains("None of the", await FailsAsync(FeedFault.NothingMatches, () => SyncAsync(Place(repository) with { Include = ["nowhere/**"] })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_archive_leaves_out_or_alters_is_fetched_one_by_one()
    {
        var repository = Rules();
        repository.Commit("First", Many(10,
            (".gitattributes", "rules/0001.yml export-ignore\nrules/0002.yml text eol=crlf\n"),
            ("rules/0003.yml", "title: Three\n")));

        var taken = await SyncAsync(Place(repository));

        Assert.Equal((10, 6), (taken.Read.Count, taken.Meter.Requests));
        Assert.All(taken.Read, file => Assert.Equal(file.BlobHash, ContentHash.GitBlob(file.Bytes.Span)));
    }

    [Fact]
    public async Task An_archive_that_is_not_its_commits_is_refused()
    {
        var repository = Rules();
        repository.Commit("First", Many(30, (".gitattributes", "*.yml export-ignore\n")));

        Assert.Contains("30 files", await FailsAsync(FeedFault.Integrity, () => SyncAsync(Place(repository))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_was_kept_can_be_fetched_without_what_it_found_in_passing()
    {
        var repository = Rules();
        repository.Commit("First", Many(3));
        var look = (await LookAsync(Place(repository))).Look;

        var taken = await FetchAsync(Place(repository), look with { Scratch = null, Unchanged = true });

        Assert.Equal(3, taken.Read.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task No_credential_goes_where_it_does_not_belong(int rules)
    {
        var repository = Rules();
        repository.Commit("First", Many(rules));
        var token = Server.AddToken();
        repository.MakePrivate(token);
        Credential = new GitHubCredential.Token(token.Value);

        var taken = await SyncAsync(Place(repository));

        Assert.Equal(rules, taken.Read.Count);
        Assert.All(Server.Requests.Of(ServerRole.Api), request => Assert.Equal($"Bearer {token.Value}", request.Authorization));
        Assert.DoesNotContain(Server.Requests.Of(ServerRole.Codeload), request => request.Headers.Values.Any(value => value.Contains(token.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reading_the_tree_again_touches_no_network()
    {
        var repository = Rules();
        repository.Commit("First", Many(5));
        var place = Place(repository);
        var look = (await LookAsync(place)).Look;
        using var tree = await new GitHubFeed(place, Credential, Network).FetchAsync(look, NothingKnown, new FeedMeter(), Cancelled);
        Server.Requests.Clear();

        var once = tree.Files([".yml"], Cancelled).Select(file => file.BlobHash).ToList();
        var twice = tree.Files([".yml"], Cancelled).Select(file => ContentHash.GitBlob(file.Bytes.Span)).ToList();

        Assert.Equal(once, twice);
        Assert.Empty(tree.Files([".json"], Cancelled));
        Assert.Empty(Server.Requests);
        Assert.Null(tree.Fingerprint(Cancelled));
    }

    [Fact]
    public async Task An_archive_that_is_cut_at_any_64_KiB_is_fetched_once_more_and_then_given_up()
    {
        var repository = Rules();
        var files = new Files();
        for (var i = 0; i < 10; i++) files[$"rules/{i}.yml"] = $"title: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(60_000))}\n";
        repository.Commit("First", files);
        var place = Place(repository);
        var look = (await LookAsync(place)).Look;
        Server.RateLimits.Enabled = false;
        await FetchAsync(place, look);
        var size = Server.Requests[^1].BytesSent;
        Assert.True(size > 500_000);

        for (var at = 0L; at < size; at += 64 << 10)
        {
            var once = Server.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", 1, Fault.Cut(at));
            Assert.Equal(10, (await FetchAsync(place, look)).Read.Count);
            Assert.Equal(1, once.Hits);
            Server.Faults.Clear();

            Server.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", Fault.Cut(at));
            await FailsAsync(FeedFault.Unreachable, () => FetchAsync(place, look));
            Server.Faults.Clear();
            Assert.Empty(Spooled);
        }
    }
}
