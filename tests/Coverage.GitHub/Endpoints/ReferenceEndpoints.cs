using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Refs, branches and tags: <see href="https://docs.github.com/en/rest/git/refs"/>, <see href="https://docs.github.com/en/rest/branches/branches"/>.</summary>
internal static class ReferenceEndpoints
{
    public static void Map(RepositoryRoutes routes)
    {
        routes.GetGit("/git/ref/{*ref}", One);
        routes.GetGit("/git/refs", (exchange, repository) => Pages.Of(exchange, [.. repository.Refs], pair => Shape(exchange, repository, pair.Key, pair.Value)));
        routes.GetGit("/git/refs/{*ref}", One);
        routes.GetGit("/git/matching-refs/{*ref}", Matching);
        routes.GetGit("/git/tags/{sha}", TagObject);
        routes.Get("/branches", (exchange, repository) => Pages.Of(exchange, Named(repository, "refs/heads/"), pair => Branch(exchange, repository, pair)));
        routes.Get("/branches/{*branch}", OneBranch);
        routes.Get("/tags", (exchange, repository) => Pages.Of(exchange, Named(repository, "refs/tags/"), pair => Tag(exchange, repository, pair)));
    }

    private static Reply One(Exchange exchange, HostedRepository repository)
    {
        var name = exchange["ref"];
        if (!RefName.IsValid(name))
        {
            return Reply.Fail(422, "Reference name is not valid.");
        }

        return repository.Resolve($"refs/{name}") is { } sha ? Reply.Ok(Shape(exchange, repository, $"refs/{name}", sha)) : Reply.NotFound();
    }

    private static Reply Matching(Exchange exchange, HostedRepository repository) => Pages.Of(
        exchange,
        [.. repository.Refs.Where(pair => pair.Key.StartsWith($"refs/{exchange["ref"]}", StringComparison.Ordinal))],
        pair => Shape(exchange, repository, pair.Key, pair.Value));

    private static Reply TagObject(Exchange exchange, HostedRepository repository)
    {
        if (!RefName.IsSha(exchange["sha"]))
        {
            return CommitEndpoints.Sha422();
        }

        if (repository.Find(exchange["sha"], "tag") is not { } item)
        {
            return Reply.NotFound();
        }

        var lines = System.Text.Encoding.UTF8.GetString(item.Bytes).Split('\n');
        var target = lines[0]["object ".Length..];
        return Reply.Ok(new
        {
            sha = item.Sha,
            tag = lines[2]["tag ".Length..],
            message = string.Join('\n', lines[5..]).TrimEnd('\n'),
            @object = new { sha = target, type = lines[1]["type ".Length..], url = $"{exchange.Url(repository)}/git/commits/{target}" },
        });
    }

    private static Reply OneBranch(Exchange exchange, HostedRepository repository) =>
        repository.Resolve($"refs/heads/{exchange["branch"]}") is { } sha
            ? Reply.Ok(new
            {
                name = exchange["branch"],
                commit = CommitEndpoints.Shape(exchange, repository, repository.FindCommit(sha)!),
                @protected = false,
            })
            : Reply.Fail(404, "Branch not found");

    private static List<KeyValuePair<string, string>> Named(HostedRepository repository, string prefix) =>
        [.. repository.Refs.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value))];

    private static object Shape(Exchange exchange, HostedRepository repository, string name, string sha)
    {
        var type = repository.Objects.Find(sha)?.Type ?? "commit";
        return new
        {
            @ref = name,
            node_id = $"REF_{sha}",
            url = $"{exchange.Url(repository)}/git/{name}",
            @object = new { sha, type, url = $"{exchange.Url(repository)}/git/{type}s/{sha}" },
        };
    }

    private static object Branch(Exchange exchange, HostedRepository repository, KeyValuePair<string, string> pair) => new
    {
        name = pair.Key,
        commit = new { sha = pair.Value, url = $"{exchange.Url(repository)}/commits/{pair.Value}" },
        @protected = false,
    };

    private static object Tag(Exchange exchange, HostedRepository repository, KeyValuePair<string, string> pair)
    {
        var sha = repository.FindCommit(pair.Value)?.Sha ?? pair.Value;
        return new
        {
            name = pair.Key,
            commit = new { sha, url = $"{exchange.Url(repository)}/commits/{sha}" },
            tarball_url = $"{exchange.Url(repository)}/tarball/refs/tags/{pair.Key}",
            zipball_url = $"{exchange.Url(repository)}/zipball/refs/tags/{pair.Key}",
        };
    }
}
