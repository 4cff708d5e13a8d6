using System.Globalization;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Releases; drafts are nobody's to see: <see href="https://docs.github.com/en/rest/releases/releases"/>.</summary>
internal static class ReleaseEndpoints
{
    public static void Map(RepositoryRoutes routes)
    {
        routes.Get("/releases", (exchange, repository) => Pages.Of(exchange, Published(repository), release => Shape(exchange, repository, release)));
        routes.Get("/releases/latest", (exchange, repository) => Answer(exchange, repository, Published(repository).FirstOrDefault(release => !release.Prerelease)));
        routes.Get("/releases/tags/{*tag}", (exchange, repository) => Answer(exchange, repository, Published(repository).FirstOrDefault(release => release.Tag == exchange["tag"])));
        routes.Get("/releases/assets/{id}", Asset);
        routes.Get("/releases/{id}", (exchange, repository) => Answer(exchange, repository, Published(repository).FirstOrDefault(release => Is(release.Id, exchange["id"]))));
    }

    /// <summary>What answers on the other port.</summary>
    public static void MapCodeload(RouteTable routes) => routes.Add("GET", "/assets/{repository}/{id}/{name}", exchange =>
        exchange.Server.Find(long.Parse(exchange["repository"], CultureInfo.InvariantCulture)) is { } repository
        && (!repository.IsPrivate || exchange.Server.ArchiveLinks.Opens(exchange.Query("token"), repository))
        && Assets(repository).FirstOrDefault(asset => Is(asset.Id, exchange["id"])).Content is { } content
            ? Reply.Raw(content.Bytes, "application/octet-stream")
            : Reply.NotFound());

    private static List<Release> Published(HostedRepository repository) =>
        [.. repository.Releases.Where(release => !release.Draft).OrderByDescending(release => release.Date)];

    private static Reply Answer(Exchange exchange, HostedRepository repository, Release? release) =>
        release is null ? Reply.NotFound() : Reply.Ok(Shape(exchange, repository, release), release.Date);

    private static Reply Asset(Exchange exchange, HostedRepository repository)
    {
        var asset = Assets(repository).FirstOrDefault(asset => Is(asset.Id, exchange["id"]));
        if (asset.Content is null)
        {
            return Reply.NotFound();
        }

        if (!exchange.Accept.Contains("application/octet-stream", StringComparison.Ordinal))
        {
            return Reply.Ok(Shape(exchange, repository, asset));
        }

        var query = repository.IsPrivate ? $"?token={exchange.Server.ArchiveLinks.Make(repository)}" : "";
        return Reply.Redirect(302, $"{exchange.Server.CodeloadUri}assets/{repository.Id}/{asset.Id}/{Uri.EscapeDataString(asset.Name)}{query}");
    }

    private static object Shape(Exchange exchange, HostedRepository repository, Release release) => new
    {
        id = release.Id,
        node_id = $"RE_{release.Id}",
        url = $"{exchange.Url(repository)}/releases/{release.Id}",
        html_url = $"https://github.com/{repository.FullName}/releases/tag/{release.Tag}",
        tag_name = release.Tag,
        target_commitish = repository.DefaultBranch,
        name = release.Tag,
        body = "",
        draft = release.Draft,
        prerelease = release.Prerelease,
        created_at = Json.Time(release.Date),
        published_at = Json.Time(release.Date),
        tarball_url = $"{exchange.Url(repository)}/tarball/{release.Tag}",
        zipball_url = $"{exchange.Url(repository)}/zipball/{release.Tag}",
        assets = AssetsOf(release).Select(asset => Shape(exchange, repository, asset)).ToArray(),
    };

    private static object Shape(Exchange exchange, HostedRepository repository, (long Id, string Name, FileContent Content) asset) => new
    {
        id = asset.Id,
        node_id = $"RA_{asset.Id}",
        url = $"{exchange.Url(repository)}/releases/assets/{asset.Id}",
        name = asset.Name,
        content_type = "application/octet-stream",
        state = "uploaded",
        size = asset.Content.Bytes.Length,
        browser_download_url = $"https://github.com/{repository.FullName}/releases/download/{asset.Name}",
        created_at = Json.Time(repository.CreatedAt),
        updated_at = Json.Time(repository.CreatedAt),
    };

    private static IEnumerable<(long Id, string Name, FileContent Content)> Assets(HostedRepository repository) => Published(repository).SelectMany(AssetsOf);

    private static IEnumerable<(long Id, string Name, FileContent Content)> AssetsOf(Release release) =>
        release.Assets.Where(file => file.Value is not null).Select((file, at) => (release.Id * 100 + at, file.Key, file.Value!));

    private static bool Is(long id, string text) => text == id.ToString(CultureInfo.InvariantCulture);
}
