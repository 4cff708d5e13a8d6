using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>The repository itself: <see href="https://docs.github.com/en/rest/repos/repos"/>.</summary>
internal static class RepositoryEndpoints
{
    public static void Map(RepositoryRoutes routes) =>
        routes.Get("", (exchange, repository) => Reply.Ok(Shape(exchange, repository), repository.PushedAt));

    public static object Shape(Exchange exchange, HostedRepository repository)
    {
        var url = exchange.Url(repository);
        return new
        {
            id = repository.Id,
            node_id = $"R_{repository.Id}",
            name = repository.Name,
            full_name = repository.FullName,
            @private = repository.IsPrivate,
            visibility = repository.IsPrivate ? "private" : "public",
            owner = new { login = repository.Owner, id = Account(repository.Owner), node_id = $"O_{Account(repository.Owner)}", type = "Organization", site_admin = false, url = $"{exchange.ApiRoot}/users/{repository.Owner}" },
            html_url = $"https://github.com/{repository.FullName}",
            description = (string?)null,
            fork = false,
            url,
            archive_url = url + "/{archive_format}{/ref}",
            branches_url = url + "/branches{/branch}",
            commits_url = url + "/commits{/sha}",
            contents_url = url + "/contents/{+path}",
            git_refs_url = url + "/git/refs{/sha}",
            trees_url = url + "/git/trees{/sha}",
            blobs_url = url + "/git/blobs{/sha}",
            clone_url = $"https://github.com/{repository.FullName}.git",
            default_branch = repository.DefaultBranch,
            created_at = Json.Time(repository.CreatedAt),
            updated_at = Json.Time(repository.PushedAt),
            pushed_at = Json.Time(repository.PushedAt),
            size = repository.IsEmpty ? 0 : 1,
            archived = repository.IsArchived,
            disabled = false,
            permissions = exchange.Caller.IsAuthorised ? new { admin = false, maintain = false, push = false, triage = false, pull = true } : null,
        };
    }

    /// <summary>A number for an account's name, the same in every run.</summary>
    public static long Account(string login) => login.Aggregate(17L, (sum, letter) => (sum * 31 + char.ToLowerInvariant(letter)) % 100_000_007);
}
