using System.Text;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Commits, both ways: <see href="https://docs.github.com/en/rest/commits/commits"/> and <see href="https://docs.github.com/en/rest/git/commits"/>.</summary>
internal static class CommitEndpoints
{
    public static void Map(RepositoryRoutes routes)
    {
        routes.GetGit("/commits", List);
        routes.GetGit("/commits/{*ref}", One);
        routes.GetGit("/git/commits/{sha}", GitCommit);
    }

    public static object Shape(Exchange exchange, HostedRepository repository, Commit commit) => new
    {
        sha = commit.Sha,
        node_id = $"C_{commit.Sha}",
        commit = new
        {
            author = Person(commit),
            committer = Person(commit),
            message = commit.Message,
            tree = new { sha = commit.Tree, url = $"{exchange.Url(repository)}/git/trees/{commit.Tree}" },
            url = $"{exchange.Url(repository)}/git/commits/{commit.Sha}",
            comment_count = 0,
        },
        url = $"{exchange.Url(repository)}/commits/{commit.Sha}",
        html_url = $"https://github.com/{repository.FullName}/commit/{commit.Sha}",
        author = (object?)null,
        committer = (object?)null,
        parents = Parents(exchange, repository, commit),
    };

    private static Reply List(Exchange exchange, HostedRepository repository)
    {
        var from = exchange.Query("sha") ?? repository.DefaultBranch;
        if (repository.FindCommit(from) is not { } start)
        {
            return Reply.NotFound();
        }

        List<string> arguments = [];
        if (exchange.Query("since") is { } since)
        {
            arguments.Add($"--since={since}");
        }

        if (exchange.Query("until") is { } until)
        {
            arguments.Add($"--until={until}");
        }

        if (exchange.Query("path") is { } path)
        {
            arguments.AddRange(["--", path]);
        }

        var hashes = repository.Ancestry(start.Sha, arguments);
        return Pages.Of(exchange, hashes, hash => Shape(exchange, repository, repository.FindCommit(hash)!), lastModified: start.Date);
    }

    private static Reply One(Exchange exchange, HostedRepository repository)
    {
        if (repository.FindCommit(exchange["ref"]) is not { } commit)
        {
            return Reply.Fail(422, $"No commit found for SHA: {exchange["ref"]}");
        }

        return exchange.Wants("sha")
            ? Reply.Raw(Encoding.ASCII.GetBytes(commit.Sha), "application/vnd.github.sha; charset=utf-8", etag: $"\"{commit.Sha}\"")
            : Reply.Ok(WithFiles(exchange, repository, commit), commit.Date);
    }

    private static Reply GitCommit(Exchange exchange, HostedRepository repository) =>
        !RefName.IsSha(exchange["sha"]) ? Sha422()
        : repository.Find(exchange["sha"], "commit") is not { } item ? Reply.NotFound()
        : Reply.Ok(GitShape(exchange, repository, Commit.Parse(item)), Commit.Parse(item).Date);

    public static Reply Sha422() => Reply.Fail(422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f].");

    private static object WithFiles(Exchange exchange, HostedRepository repository, Commit commit)
    {
        var files = Changes.Between(repository, commit.Parents.Count > 0 ? commit.Parents[0] : null, commit.Sha);
        return new
        {
            sha = commit.Sha,
            node_id = $"C_{commit.Sha}",
            commit = new
            {
                author = Person(commit),
                committer = Person(commit),
                message = commit.Message,
                tree = new { sha = commit.Tree, url = $"{exchange.Url(repository)}/git/trees/{commit.Tree}" },
                url = $"{exchange.Url(repository)}/git/commits/{commit.Sha}",
                comment_count = 0,
            },
            url = $"{exchange.Url(repository)}/commits/{commit.Sha}",
            html_url = $"https://github.com/{repository.FullName}/commit/{commit.Sha}",
            author = (object?)null,
            committer = (object?)null,
            parents = Parents(exchange, repository, commit),
            stats = new { additions = files.Sum(file => file.Additions), deletions = files.Sum(file => file.Deletions), total = files.Sum(file => file.Additions + file.Deletions) },
            files = files.Take(exchange.Server.Options.CompareFiles).Select(file => file.Shape(exchange, repository, commit.Sha)).ToArray(),
        };
    }

    private static object GitShape(Exchange exchange, HostedRepository repository, Commit commit) => new
    {
        sha = commit.Sha,
        node_id = $"C_{commit.Sha}",
        url = $"{exchange.Url(repository)}/git/commits/{commit.Sha}",
        author = Person(commit),
        committer = Person(commit),
        message = commit.Message,
        tree = new { sha = commit.Tree, url = $"{exchange.Url(repository)}/git/trees/{commit.Tree}" },
        parents = Parents(exchange, repository, commit),
    };

    private static object Person(Commit commit) => new { name = commit.Name, email = commit.Email, date = Json.Time(commit.Date) };

    private static object[] Parents(Exchange exchange, HostedRepository repository, Commit commit) =>
        [.. commit.Parents.Select(parent => new { sha = parent, url = $"{exchange.Url(repository)}/commits/{parent}" })];
}
