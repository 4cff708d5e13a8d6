using System.Text;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Files and folders by path, with the limits that make this the wrong way to read a source: <see href="https://docs.github.com/en/rest/repos/contents"/>.</summary>
internal static class ContentEndpoints
{
    public static void Map(RepositoryRoutes routes)
    {
        routes.Get("/contents", (exchange, repository) => At(exchange, repository, ""));
        routes.Get("/contents/{*path}", (exchange, repository) => At(exchange, repository, exchange["path"].Trim('/')));
        routes.Get("/readme", (exchange, repository) => At(exchange, repository, "README.md"));
    }

    /// <summary>What answers as raw.githubusercontent.com.</summary>
    public static void MapRaw(RouteTable routes) => routes.Add("GET", "/{owner}/{repo}/{*rest}", Raw);

    private static Reply At(Exchange exchange, HostedRepository repository, string path)
    {
        if (repository.IsEmpty)
        {
            return Reply.Fail(404, "This repository is empty.");
        }

        var name = exchange.Query("ref") ?? repository.DefaultBranch;
        if (repository.FindCommit(name) is not { } commit)
        {
            return Reply.Fail(404, $"No commit found for the ref {name}");
        }

        if (path.Length == 0)
        {
            return Folder(exchange, repository, commit, commit.Tree, "");
        }

        return Entry(repository, commit.Tree, path) switch
        {
            null => Reply.NotFound(),
            { Type: "tree" } folder => Folder(exchange, repository, commit, folder.Sha, path + "/"),
            var entry => One(exchange, repository, commit, entry with { Path = path }),
        };
    }

    private static Reply Folder(Exchange exchange, HostedRepository repository, Commit commit, string tree, string prefix) => Reply.Ok(
        repository.Trees.List(tree, recursive: false)
            .Take(exchange.Server.Options.ContentEntries)
            .Select(entry => Shape(exchange, repository, commit, entry with { Path = prefix + entry.Path }, KindInFolder(entry), content: null))
            .ToArray(),
        commit.Date);

    private static Reply One(Exchange exchange, HostedRepository repository, Commit commit, TreeEntry entry)
    {
        if (entry.Type == "commit")
        {
            return Reply.Ok(Shape(exchange, repository, commit, entry, "submodule", content: null), commit.Date);
        }

        var bytes = repository.Find(entry.Sha, "blob")!.Bytes;
        if (entry.Mode == "120000")
        {
            var target = Encoding.UTF8.GetString(bytes);
            return Entry(repository, commit.Tree, Joined(entry.Path, target)) is { Type: "blob", Mode: not "120000" } there
                ? One(exchange, repository, commit, there with { Path = entry.Path })
                : Reply.Ok(Shape(exchange, repository, commit, entry, "symlink", content: null, target), commit.Date);
        }

        return exchange.Wants("raw")
            ? Reply.Raw(bytes, "application/vnd.github.raw; charset=utf-8") with { LastModified = commit.Date }
            : Reply.Ok(Shape(exchange, repository, commit, entry, "file", bytes), commit.Date);
    }

    private static Dictionary<string, object?> Shape(Exchange exchange, HostedRepository repository, Commit commit, TreeEntry entry, string type, byte[]? content, string? target = null)
    {
        var isLarge = content is not null && content.Length > exchange.Server.Options.ContentBytes;
        var path = string.Join('/', entry.Path.Split('/').Select(Uri.EscapeDataString));
        var shape = new Dictionary<string, object?>
        {
            ["name"] = entry.Path[(entry.Path.LastIndexOf('/') + 1)..],
            ["path"] = entry.Path,
            ["sha"] = entry.Sha,
            ["size"] = entry.Size ?? 0,
            ["url"] = $"{exchange.Url(repository)}/contents/{path}?ref={commit.Sha}",
            ["html_url"] = $"https://github.com/{repository.FullName}/blob/{commit.Sha}/{path}",
            ["git_url"] = $"{exchange.Url(repository)}/git/{(entry.Type == "tree" ? "trees" : "blobs")}/{entry.Sha}",
            ["download_url"] = type == "file" ? $"{exchange.Server.RawUri}{repository.FullName}/{commit.Sha}/{path}" : null,
            ["type"] = type,
        };
        if (content is not null)
        {
            shape["content"] = isLarge ? "" : Base64.Lines(content);
            shape["encoding"] = isLarge ? "none" : "base64";
        }

        if (target is not null)
        {
            shape["target"] = target;
        }

        return shape;
    }

    private static string KindInFolder(TreeEntry entry) => entry switch
    {
        { Type: "tree" } => "dir",
        { Mode: "120000" } => "symlink",
        _ => "file",
    };

    private static Reply Raw(Exchange exchange)
    {
        var rest = exchange["rest"].Split('/');
        if (exchange.Server.Find($"{exchange["owner"]}/{exchange["repo"]}") is { } repository && (!repository.IsPrivate || MaySee(exchange, repository)))
        {
            for (var at = 1; at < rest.Length; at++)
            {
                if (repository.FindCommit(string.Join('/', rest[..at])) is { } commit
                    && Entry(repository, commit.Tree, string.Join('/', rest[at..])) is { Type: "blob" } entry)
                {
                    return Reply.Raw(repository.Find(entry.Sha, "blob")!.Bytes, "text/plain; charset=utf-8", $"W/\"{entry.Sha}\"");
                }
            }
        }

        return new(404) { ContentType = "text/plain; charset=utf-8", Body = "404: Not Found"u8.ToArray() };
    }

    private static bool MaySee(Exchange exchange, HostedRepository repository) =>
        Access.Credentials.Of(exchange.Record.Authorization) is { } value && exchange.Server.FindToken(value)?.MaySee(repository) == true;

    private static TreeEntry? Entry(HostedRepository repository, string tree, string path)
    {
        var entry = new TreeEntry("040000", "tree", tree, null, "");
        foreach (var part in path.Split('/'))
        {
            if (entry.Type != "tree" || repository.Trees.List(entry.Sha, recursive: false).FirstOrDefault(one => one.Path == part) is not { } next)
            {
                return null;
            }

            entry = next;
        }

        return entry;
    }

    /// <summary>Where a link at a path leads to within the repository.</summary>
    private static string Joined(string path, string target)
    {
        var parts = new List<string>(path.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part == "..")
            {
                parts = parts.Count > 0 ? parts[..^1] : [];
            }
            else if (part is not ("." or ""))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
