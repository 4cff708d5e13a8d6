using System.Globalization;
using Coverage.Catalog;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>What GitHub does and where Octokit bites, row by row; each test is named after its row.</summary>
public sealed class TableTests : FeedFixture
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_304_costs_no_quota_only_when_authorised_and_is_one_request_a_change_at_most_four(bool authorised)
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        if (authorised) Credential = new GitHubCredential.Token(Server.AddToken().Value);
        var place = Place(repository);

        var first = await SyncAsync(place);
        Server.Requests.Clear();
        var second = await LookAsync(place, first.Look.Memory);
        repository.Commit("Second", Many(20));
        var third = await SyncAsync(place, second.Look.Memory, first.Hashes);

        Assert.True(second.Look.Unchanged);
        Assert.Equal((1, authorised ? 0 : 1), (second.Meter.Requests, second.Meter.QuotaUsed));
        Assert.Equal(304, Server.Requests[0].Status);
        Assert.Equal((4, 4), (first.Meter.Requests, third.Meter.Requests));
        Assert.Equal(Server.Requests.QuotaUsed, second.Meter.QuotaUsed + third.Meter.QuotaUsed);
        Assert.Equal(10, third.Read.Count);
        Assert.Empty(Server.Complaints);
    }

    [Theory]
    [InlineData(403, "30", null, 30)]
    [InlineData(429, "30", null, 30)]
    [InlineData(403, null, "seconds", 61)]
    [InlineData(429, null, "milliseconds", 61)]
    [InlineData(429, null, null, 60)]
    [InlineData(429, null, "nonsense", 60)]
    public async Task Rate_limits_come_as_403_and_as_429_and_go_by_headers(int status, string? retryAfter, string? reset, int seconds)
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        Server.Clock.Offset = TimeSpan.FromDays(-1);
        var at = Server.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();
        var headers = new Dictionary<string, string?>
        {
            ["Retry-After"] = retryAfter,
            ["X-RateLimit-Remaining"] = reset is null ? null : "0",
            ["X-RateLimit-Reset"] = reset switch { "seconds" => (at / 1000).ToString(CultureInfo.InvariantCulture), "milliseconds" => at.ToString(CultureInfo.InvariantCulture), _ => reset },
        };
        Server.Faults.On("GET", "/repos/acme/rules/commits", 1, Fault.Status(status, "{\"message\":\"Nothing of the kind\"}", headers: headers));

        var look = await LookAsync(Place(repository));

        Assert.Equal(2, look.Meter.Requests);
        Assert.InRange(Assert.Single(Clock.Waits).TotalSeconds, seconds, seconds + 1);
    }

    [Fact]
    public async Task A_limit_without_a_time_is_waited_for_60_seconds_then_twice_as_long_and_never_past_the_cap()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        Server.Faults.On("GET", "/**", Fault.Status(429, headers: new Dictionary<string, string?> { ["X-RateLimit-Remaining"] = null, ["X-RateLimit-Reset"] = null }));

        var problem = await FailsAsync(() => LookAsync(Place(repository)));

        Assert.Equal([60, 120], Clock.Waits.Select(wait => (int)wait.TotalSeconds));
        Assert.Equal((FeedFault.RateLimited, Clock.GetUtcNow().UtcDateTime.AddMinutes(4)), (problem.Fault, problem.NotBefore));
    }

    [Fact]
    public async Task A_long_limit_ends_the_sync_with_the_time_to_come_again()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        Server.RateLimits.Exhaust();
        Server.RateLimits.ResetInMilliseconds = true;

        var problem = await FailsAsync(() => LookAsync(Place(repository)));

        Assert.Equal(FeedFault.RateLimited, problem.Fault);
        Assert.InRange(problem.NotBefore!.Value - Clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        Assert.Empty(Clock.Waits);
    }

    [Theory]
    [InlineData("/repos/acme/rules/commits")]
    [InlineData("/repos/acme/rules/git/trees/*")]
    [InlineData("/acme/rules/legacy.tar.gz/*")]
    public async Task A_stalled_body_ends_after_an_idle_timeout(string path)
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        Asking = options => options with { IdleTimeout = TimeSpan.FromSeconds(0.3) };
        Server.Faults.On("GET", path, Fault.Stall(50));

        await FailsAsync(FeedFault.TimedOut, () => SyncAsync(Place(repository)));
        Assert.Empty(Spooled);
    }

    [Fact]
    public async Task The_whole_sync_has_a_deadline()
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        Asking = options => options with { Deadline = TimeSpan.FromSeconds(0.3) };
        Server.Faults.On("GET", "/**", Fault.Trickle(100));

        Assert.Contains("was not done after", await FailsAsync(FeedFault.TimedOut, () => SyncAsync(Place(repository))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_redirect_the_token_stays_behind_at_any_change_of_origin_and_a_relative_location_is_resolved()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        Credential = new GitHubCredential.Token(Server.AddToken().Value);
        var away = new Uri(Server.CodeloadUri, "elsewhere").AbsoluteUri;
        Server.Faults.On("GET", "/repos/acme/rules/commits", 1, Fault.Redirect("/here?x=1", 307));
        Server.Faults.On("GET", "/here", 1, Fault.Redirect(away));
        Server.Faults.On("GET", "/elsewhere", 1, Fault.Redirect(new Uri(Server.ApiUri, "repos/acme/rules/commits?back=1").AbsoluteUri));

        var look = await LookAsync(Place(repository));

        Assert.Equal(4, look.Meter.Requests);
        Assert.Equal([true, true, false, false], Server.Requests.Select(request => request.Authorization is not null));
        Assert.Equal("?x=1", Server.Requests[1].Query);
    }

    [Fact]
    public async Task A_redirect_to_another_scheme_of_the_same_host_takes_no_token_along()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        Credential = new GitHubCredential.Token(Server.AddToken().Value);
        Server.Faults.On("GET", "/**", Fault.Redirect($"https://127.0.0.1:{Server.ApiUri.Port}/repos/acme/rules/commits"));

        await FailsAsync(FeedFault.RefusedAddress, () => LookAsync(Place(repository)));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task At_most_five_hops_are_followed()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        var hop = 0;
        for (var i = 0; i < 10; i++) Server.Faults.On("GET", i == 0 ? "/repos/acme/rules/commits" : $"/hop{i}", Fault.Redirect($"/hop{++hop}"));

        Assert.Contains("more than 5", await FailsAsync(FeedFault.WrongContent, () => LookAsync(Place(repository))), StringComparison.Ordinal);
        Assert.Equal(6, Server.Requests.Count);
    }

    [Theory]
    [InlineData("acme/detections", "renamed")]
    [InlineData("newcomer/rules", "another owner")]
    public async Task A_renamed_repository_answers_301_and_is_followed_remembered_and_warned_of_once(string name, string said)
    {
        var repository = Rules();
        repository.Commit("First", Many(5));
        var place = Place(repository);
        var first = await SyncAsync(place);

        repository.Rename(name);
        repository.Commit("Second", Many(6));
        var second = await LookAsync(place, first.Look.Memory);
        Server.Requests.Clear();
        var third = await LookAsync(place, second.Look.Memory);
        repository.Commit("Third", Many(7));
        var fourth = await LookAsync(place, third.Look.Memory);

        Assert.Contains(said, Assert.Single(second.Look.Notes), StringComparison.Ordinal);
        Assert.Equal((repository.Id, name), (second.Look.Memory.RepositoryId, second.Look.Memory.Name));
        Assert.Equal((true, 1), (third.Look.Unchanged, third.Meter.Requests));
        Assert.Equal($"/repositories/{repository.Id}/commits", Server.Requests[0].Path);
        Assert.Empty(fourth.Look.Notes);
        var taken = await FetchAsync(place, fourth.Look, first.Hashes);
        Assert.Equal((name, 7), (taken.Tree.Repository, taken.Files.Count));
    }

    [Fact]
    public async Task An_archive_is_a_redirect_to_another_host_where_no_token_is_sent_and_a_link_that_died_is_asked_for_once_more()
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        var token = Server.AddToken();
        repository.MakePrivate(token);
        Credential = new GitHubCredential.Token(token.Value);
        Server.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", 1, Fault.Before(() => Clock.Advance(TimeSpan.FromMinutes(6))));

        var taken = await SyncAsync(Place(repository));

        Assert.Equal(10, taken.Read.Count);
        Assert.Equal([404, 200], Server.Requests.Of(ServerRole.Codeload).Select(request => request.Status));
        Assert.All(Server.Requests.Of(ServerRole.Codeload), request => Assert.Null(request.Authorization));
        Assert.Empty(Server.Complaints);
    }

    [Fact]
    public async Task A_link_that_keeps_dying_is_not_asked_for_for_ever()
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        Server.Faults.On("GET", "/acme/rules/legacy.tar.gz/*", Fault.Status(404, "404: Not Found", "text/plain"));

        await FailsAsync(FeedFault.NotFound, () => SyncAsync(Place(repository)));
        Assert.Equal(2, Server.Requests.Of(ServerRole.Codeload).Count);
    }

    [Theory]
    [InlineData("text/html", "<html>Sign in</html>")]
    [InlineData("application/gzip", "[]")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "{\"message\":\"not a list\"}")]
    [InlineData("application/json", "[{\"sha\":\"../../../etc/passwd\"}]")]
    [InlineData("application/json", "[{]")]
    public async Task Application_gzip_and_200_text_html_and_null_bodies_are_failures(string type, string body)
    {
        var repository = Rules();
        repository.Commit("First", Many(10));
        Server.Faults.On("GET", "/repos/acme/rules/commits", Fault.Status(200, body, type));

        await FailsAsync(FeedFault.WrongContent, () => LookAsync(Place(repository)));
    }

    [Fact]
    public async Task Compare_stops_at_300_files_so_the_delta_is_that_of_the_trees()
    {
        var repository = Rules();
        repository.Commit("First", Many(400));
        var place = Place(repository);
        var first = await SyncAsync(place);
        var changes = new Files();
        for (var i = 0; i < 350; i++) changes[$"rules/{i:D4}.yml"] = i < 10 ? null : FileContent.FromString($"title: Changed {i}\n");
        repository.Commit("Second", changes);

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal((390, 340), (second.Files.Count, second.Read.Count));
        Assert.DoesNotContain(Server.Requests, request => request.Path.Contains("compare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tree_that_is_truncated_is_walked_and_nothing_is_deleted_by_it()
    {
        var repository = Rules();
        repository.Commit("First", Many(40, ("docs/a.yml", "a: 1\n"), ("rules-other/deep/er/one.yml", "title: One\n")));
        var place = Place(repository) with { Include = ["rules*/**/*.yml"] };
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", 1, Fault.TruncatedTree(5));

        var taken = await SyncAsync(place);

        Assert.Equal(41, taken.Files.Count);
        Assert.Equal(4, Server.Requests.Count(request => request.Path.Contains("/git/trees/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_truncated_tree_of_Atomic_tests_is_walked_too()
    {
        var repository = Rules();
        repository.Commit("First", new Files { ["atomics/T1003/T1003.yaml"] = "attack_technique: T1003\n", ["atomics/T1059/T1059.yaml"] = "attack_technique: T1059\n", ["z.md"] = "z" });
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", 1, Fault.TruncatedTree(1));

        Assert.Equal(2, (await SyncAsync(Place(repository, SourceKind.Atomic))).Files.Count);
    }

    [Fact]
    public async Task A_tree_that_stays_truncated_is_refused_whole()
    {
        var repository = Rules();
        repository.Commit("First", Many(40));
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", Fault.TruncatedTree(5));

        await FailsAsync(FeedFault.TooLarge, () => SyncAsync(Place(repository)));
    }

    [Fact]
    public async Task A_force_push_is_a_tree_diff_all_the_same_and_is_recorded()
    {
        var repository = Rules();
        var root = repository.Commit("First", Many(5));
        repository.Commit("Second", Many(8));
        var place = Place(repository);
        var first = await SyncAsync(place);
        repository.ForcePush("Other", Many(6, ("rules/0000.yml", "title: Other\n")), root);

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Contains("rewritten", Assert.Single(second.Look.Notes), StringComparison.Ordinal);
        Assert.Equal((6, 1), (second.Files.Count, second.Read.Count));
    }

    [Fact]
    public async Task A_long_history_without_a_force_push_is_not_taken_for_one()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        var place = Place(repository);
        var first = await SyncAsync(place);
        repository.Commit("Second", Many(2));
        repository.Commit("Third", Many(3));

        // As if more than a page of commits had come since: the one that was read is no longer on it.
        Server.Faults.On("GET", "/repos/acme/rules/commits", Fault.RewriteJson(json =>
        {
            var commits = json.AsArray();
            commits.RemoveAt(2);
            while (commits.Count < RepositoryCalls.PageCommits) commits.Add(commits[^1]!.DeepClone());
        }));

        var second = await LookAsync(place, first.Look.Memory);

        Assert.Equal((false, 0), (second.Look.Unchanged, second.Look.Notes.Count));
    }

    [Fact]
    public async Task The_branch_moves_during_a_sync_and_everything_is_read_at_the_pinned_commit()
    {
        var repository = Rules();
        var pinned = repository.Commit("First", Many(5));
        Server.Faults.On("GET", "/repos/acme/rules/git/trees/*", 1, Fault.Before(() => repository.Commit("Second", Many(9))));

        var taken = await SyncAsync(Place(repository));

        Assert.Equal((pinned, 5), (taken.Tree.Commit, taken.Read.Count));
        Assert.Equal(pinned, taken.Look.Memory.Commit);
    }

    [Theory]
    [InlineData(401, FeedFault.NoAccess, 1)]
    [InlineData(403, FeedFault.NoAccess, 1)]
    [InlineData(404, FeedFault.NotFound, 2)]
    [InlineData(409, FeedFault.Empty, 1)]
    [InlineData(451, FeedFault.Blocked, 1)]
    [InlineData(500, FeedFault.ServerError, 7)]
    [InlineData(503, FeedFault.ServerError, 7)]
    public async Task Of_401_404_409_451_and_5xx_only_what_can_help_is_repeated_at_most_6_times(int status, FeedFault fault, int requests)
    {
        var repository = Rules();
        repository.Commit("First", Many(5));
        Server.Faults.On("GET", "/**", Fault.Status(status));

        await FailsAsync(fault, () => LookAsync(Place(repository)));

        Assert.Equal(requests, Server.Requests.Count);
        Assert.All(Clock.Waits.Zip(Clock.Waits.Skip(1)), pair => Assert.True(pair.First < pair.Second || pair.Second > TimeSpan.FromSeconds(14)));
    }

    [Fact]
    public async Task A_file_over_1_MB_comes_whole_and_contents_are_never_asked()
    {
        var repository = Rules();
        var large = "title: Large\n" + new string('#', 1_500_000) + "\n";
        repository.Commit("First", Many(1200, ("rules/large.yml", large)));
        var place = Place(repository);
        var first = await SyncAsync(place);
        repository.Commit("Second", new Files { ["rules/large.yml"] = large + "x: 1\n" });

        var second = await SyncAsync(place, first.Look.Memory, first.Hashes);

        Assert.Equal(1201, first.Read.Count);
        Assert.Equal(large.Length + 5, Assert.Single(second.Read).Bytes.Length);
        Assert.DoesNotContain(Server.Requests, request => request.Path.Contains("/contents", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_symlink_a_submodule_and_a_Git_LFS_pointer_are_skipped_and_listed(int rules)
    {
        var repository = Rules();
        repository.Commit("First", Many(rules,
            ("rules/link.yml", FileContent.Symlink("0000.yml")),
            ("rules/other", FileContent.Submodule(new string('a', 40))),
            ("rules/large.yml", FileContent.LfsPointer(new string('b', 64), 123))));

        var taken = await SyncAsync(Place(repository));

        Assert.Equal(rules, taken.Files.Count);
        Assert.Equal(["rules/large.yml", "rules/link.yml", "rules/other"], taken.Diagnostics.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("..", "rules", "")]
    [InlineData("acme", "..", "")]
    [InlineData("acme/x", "rules", "")]
    [InlineData("acme", "rules?x=1", "")]
    [InlineData("acme", "rules", "main?sha=other")]
    [InlineData("acme", "rules", "a..b")]
    [InlineData("acme", "rules", "main\nx")]
    public async Task Owner_repository_and_ref_are_validated_before_anything_is_asked(string owner, string name, string branch)
    {
        var place = Place(Rules()) with { Owner = owner, Name = name, Ref = branch, RefKind = branch.Length > 0 ? GitHubRefKind.Branch : GitHubRefKind.DefaultBranch };

        await FailsAsync(() => LookAsync(place));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Segments_are_escaped()
    {
        var repository = Rules();
        repository.Commit("First", Many(1));
        repository.Commit("Second", Many(2), "feature/a&b+c#d%20");

        var look = await LookAsync(Place(repository) with { RefKind = GitHubRefKind.Branch, Ref = "feature/a&b+c#d%20" });

        Assert.Equal(repository.Refs["refs/heads/feature/a&b+c#d%20"], look.Look.Memory.Commit);
    }

    [Fact]
    public async Task Each_file_is_what_its_tree_entry_says_or_the_whole_fetch_is_refused()
    {
        var repository = Rules();
        repository.Commit("First", Many(2));
        Server.Faults.On("GET", "/repos/acme/rules/git/blobs/*", 1, Fault.WrongContent(), after: 1);

        Assert.Contains("rules/0001.yml", await FailsAsync(FeedFault.Integrity, () => SyncAsync(Place(repository))), StringComparison.Ordinal);
        Assert.Empty(Spooled);
    }
}
