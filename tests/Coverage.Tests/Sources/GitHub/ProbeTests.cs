using Coverage.Catalog;
using Coverage.GitHub.Faults;
using Coverage.GitHub.Histories;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Tests.Sources.GitHub;

/// <summary>The connection test says exactly what is wrong, or right.</summary>
public sealed class ProbeTests : FeedFixture
{
    private async Task<IReadOnlyList<ProbeFinding>> TestAsync(GitHubPlace place) =>
        await new GitHubProbe(Network).TestAsync(place, Credential, cancellationToken: Cancelled);

    private async Task<string> WrongAsync(FeedFault fault, GitHubPlace place)
    {
        var wrong = Assert.Single(await TestAsync(place), finding => finding.Outcome == ProbeOutcome.Wrong);
        Assert.Equal(fault, wrong.Fault);
        return wrong.Message;
    }

    private HostedRepository Start()
    {
        var repository = Rules();
        repository.Commit("First", Many(5, ("README.md", "x"), ("rules/link.yml", FileContent.Symlink("x"))));
        return repository;
    }

    [Fact]
    public async Task What_is_right_is_said_step_by_step()
    {
        var findings = await TestAsync(Place(Start()));

        Assert.DoesNotContain(findings, finding => finding.Outcome == ProbeOutcome.Wrong);
        Assert.Collection(findings.Select(finding => finding.Message),
            text => Assert.Equal("acme/rules is there (public, default branch 'main').", text),
            text => Assert.Contains("of 2026-01-01", text, StringComparison.Ordinal),
            text => Assert.Equal("5 of 7 files match, such as rules/0000.yml, rules/0001.yml, rules/0002.yml.", text),
            text => Assert.Contains("rules/link.yml", text, StringComparison.Ordinal),
            text => Assert.EndsWith("is of the kind Sigma.", text, StringComparison.Ordinal),
            text => Assert.Contains("requests are left", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_address_an_unreachable_server_and_a_bad_token_are_told_apart()
    {
        var repository = Start();
        Assert.Contains("not among the hosts", await WrongAsync(FeedFault.RefusedAddress, Place(repository) with { Api = new Uri("https://ghe.example.org/api/v3/") }), StringComparison.Ordinal);
        Server.Faults.On("GET", "/**", 2, Fault.NoAnswer()); // Somebody looks on: it asks again once, where a sync asks six times.
        await WrongAsync(FeedFault.Unreachable, Place(repository));
        Credential = new GitHubCredential.Token("wrong");
        Assert.Contains("401", await WrongAsync(FeedFault.NoAccess, Place(repository)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_repository_is_told_from_one_that_may_not_be_read()
    {
        var repository = Start();
        Assert.Contains("no repository acme/other", await WrongAsync(FeedFault.NotFound, Place(repository) with { Name = "other" }), StringComparison.Ordinal);
        var token = Server.AddToken();
        token.MayReadContents = false;
        repository.MakePrivate(token);
        Credential = new GitHubCredential.Token(token.Value);
        Assert.Contains("403", await WrongAsync(FeedFault.NoAccess, Place(repository)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_branch_names_the_default_one_and_near_ones()
    {
        var repository = Start();
        repository.Commit("Elsewhere", Many(1), "develop");

        var text = await WrongAsync(FeedFault.NoSuchRef, Place(repository) with { RefKind = GitHubRefKind.Branch, Ref = "Develp" });

        Assert.Equal("acme/rules has no branch 'Develp'. Its default branch is 'main'. Near ones: 'develop', 'main'.", text);
    }

    [Fact]
    public async Task A_missing_release_or_tag_is_said()
    {
        var repository = Start();

        Assert.Contains("no release", await WrongAsync(FeedFault.NoSuchRef, Place(repository) with { RefKind = GitHubRefKind.LatestRelease }), StringComparison.Ordinal);
        Assert.Contains("no tag 'v9'", await WrongAsync(FeedFault.NoSuchRef, Place(repository) with { RefKind = GitHubRefKind.Tag, Ref = "v9" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_that_match_nothing_say_what_there_is()
    {
        var text = await WrongAsync(FeedFault.NothingMatches, Place(Start()) with { Include = ["sigma/**/*.yml"] });

        Assert.Contains("None of the 7 files", text, StringComparison.Ordinal);
        Assert.Contains("README.md", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_of_another_kind_is_recognised()
    {
        var repository = Rules();
        repository.Commit("First", new Files { ["a.yml"] = "services: {}\n", ["b.yml"] = "on: push\n" });

        Assert.Equal("a.yml and b.yml are not of the kind Sigma. Check the kind and the patterns.", await WrongAsync(FeedFault.NothingMatches, Place(repository)));
        Assert.Contains("none is of the kind D3fend (.ttl)", await WrongAsync(FeedFault.NothingMatches, Place(repository, SourceKind.D3fend)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_and_an_archived_repository_are_warned_of()
    {
        var repository = Start();
        var place = Place(repository);
        repository.Rename("newcomer/rules");
        repository.IsArchived = true;

        Assert.Equal(3, (await TestAsync(place)).Count(finding => finding.Outcome == ProbeOutcome.Warning));
    }
}
