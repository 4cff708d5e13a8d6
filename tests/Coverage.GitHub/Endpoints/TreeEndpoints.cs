using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Trees and blobs: <see href="https://docs.github.com/en/rest/git/trees"/>, <see href="https://docs.github.com/en/rest/git/blobs"/>.</summary>
internal static class TreeEndpoints
{
    /// <summary>What a row takes beside its path, about: GitHub cuts by the size of the answer.</summary>
    private const int RowBytes = 230;

    public static void Map(RepositoryRoutes routes)
    {
        routes.GetGit("/git/trees/{*ref}", Tree);
        routes.GetGit("/git/blobs/{sha}", Blob);
    }

    private static Reply Tree(Exchange exchange, HostedRepository repository)
    {
        var name = exchange["ref"];
        var sha = repository.Find(name, "tree")?.Sha ?? repository.FindCommit(name)?.Tree;
        if (sha is null)
        {
            return RefName.IsValid(name) ? Reply.NotFound() : Reply.Fail(422, "The tree_sha parameter is not valid.");
        }

        // Any value asks for all levels, "0" and "false" too.
        var entries = repository.Trees.List(sha, recursive: exchange.Query("recursive") is not null);
        var shown = Fitting(exchange.Server.Options, entries);
        var url = $"{exchange.Url(repository)}/git/trees/{sha}";
        return new Reply(200)
        {
            Body = repository.Trees.Answer(url, entries, shown, () => new
            {
                sha,
                url,
                tree = entries.Take(shown).Select(entry => Shape(exchange, repository, entry)).ToArray(),
                truncated = shown < entries.Count,
            }),
        };
    }

    private static int Fitting(GitHubServerOptions options, IReadOnlyList<TreeEntry> entries)
    {
        var (count, bytes) = (0, 0L);
        while (count < entries.Count && count < options.TreeEntries && (bytes += entries[count].Path.Length + RowBytes) <= options.TreeBytes)
        {
            count++;
        }

        return count;
    }

    /// <summary>A row: only blobs have a size, submodules no address.</summary>
    private static object Shape(Exchange exchange, HostedRepository repository, TreeEntry entry) => entry.Type switch
    {
        "blob" => new { path = entry.Path, mode = entry.Mode, type = entry.Type, sha = entry.Sha, size = entry.Size, url = $"{exchange.Url(repository)}/git/blobs/{entry.Sha}" },
        "tree" => new { path = entry.Path, mode = entry.Mode, type = entry.Type, sha = entry.Sha, url = $"{exchange.Url(repository)}/git/trees/{entry.Sha}" },
        _ => new { path = entry.Path, mode = entry.Mode, type = entry.Type, sha = entry.Sha },
    };

    private static Reply Blob(Exchange exchange, HostedRepository repository)
    {
        var sha = exchange["sha"];
        if (!RefName.IsSha(sha))
        {
            return CommitEndpoints.Sha422();
        }

        if (repository.Find(sha, "blob") is not { } blob)
        {
            return Reply.NotFound();
        }

        return exchange.Wants("raw")
            ? Reply.Raw(blob.Bytes, "application/vnd.github.raw; charset=utf-8")
            : Reply.Ok(new
            {
                sha,
                node_id = $"B_{sha}",
                size = blob.Bytes.Length,
                url = $"{exchange.Url(repository)}/git/blobs/{sha}",
                content = Base64.Lines(blob.Bytes),
                encoding = "base64",
            });
    }
}
