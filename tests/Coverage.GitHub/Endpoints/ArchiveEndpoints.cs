using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>
/// Archives: a redirect here, the bytes on the other port. The link to a private one holds a token of its own and dies young:
/// <see href="https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar"/>.
/// </summary>
internal static class ArchiveEndpoints
{
    public static void Map(RepositoryRoutes routes)
    {
        routes.Get("/tarball", (exchange, repository) => Redirect(exchange, repository, "legacy.tar.gz", repository.DefaultBranch));
        routes.Get("/zipball", (exchange, repository) => Redirect(exchange, repository, "legacy.zip", repository.DefaultBranch));
        routes.Get("/tarball/{*ref}", (exchange, repository) => Redirect(exchange, repository, "legacy.tar.gz", exchange["ref"]));
        routes.Get("/zipball/{*ref}", (exchange, repository) => Redirect(exchange, repository, "legacy.zip", exchange["ref"]));
    }

    /// <summary>What answers on the port of the archives.</summary>
    public static void MapCodeload(RouteTable routes)
    {
        routes.Add("GET", "/{owner}/{repo}/legacy.tar.gz/{*ref}", exchange => Send(exchange, "tar.gz", "application/x-gzip"));
        routes.Add("GET", "/{owner}/{repo}/legacy.zip/{*ref}", exchange => Send(exchange, "zip", "application/zip"));
    }

    private static Reply Redirect(Exchange exchange, HostedRepository repository, string kind, string name)
    {
        if (repository.FindCommit(name) is null)
        {
            return Reply.NotFound();
        }

        var target = string.Join('/', (repository.FullRef(name) ?? name).Split('/').Select(Uri.EscapeDataString));
        var query = repository.IsPrivate ? $"?token={exchange.Server.ArchiveLinks.Make(repository)}" : "";
        return Reply.Redirect(302, $"{exchange.Server.CodeloadUri}{repository.FullName}/{kind}/{target}{query}");
    }

    private static Reply Send(Exchange exchange, string format, string contentType)
    {
        var repository = exchange.Server.Find($"{exchange["owner"]}/{exchange["repo"]}");
        if (repository is null || (repository.IsPrivate && !exchange.Server.ArchiveLinks.Opens(exchange.Query("token"), repository))
            || repository.FindCommit(exchange["ref"]) is not { } commit)
        {
            return new(404) { ContentType = "text/plain; charset=utf-8", Body = "404: Not Found"u8.ToArray() };
        }

        var prefix = $"{repository.Owner}-{repository.Name}-{commit.Sha[..7]}";
        return new(200)
        {
            File = repository.Archives.Make(commit.Sha, prefix, format),
            ContentType = contentType,
            ETag = $"W/\"{commit.Sha}\"",
            Headers = new Dictionary<string, string> { ["Content-Disposition"] = $"attachment; filename={prefix}.{format}" },
        };
    }
}
