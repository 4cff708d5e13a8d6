using System.Globalization;
using Coverage.GitHub.Access;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>
/// What an app asks with its own signature, and the tokens that it gets for it:
/// <see href="https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app"/>.
/// </summary>
internal static class AppEndpoints
{
    public static void Map(RouteTable table, RepositoryRoutes routes)
    {
        table.Add("GET", "/app", exchange => Signed(exchange, app => Reply.Ok(new { id = app.Id, slug = app.Name, name = app.Name, client_id = app.ClientId, node_id = $"A_{app.Id}" })));
        table.Add("GET", "/app/installations", exchange => Signed(exchange, app => Pages.Of(exchange, app.Installations, one => Shape(exchange, one))));
        table.Add("GET", "/app/installations/{id}", exchange => Installed(exchange, one => Reply.Ok(Shape(exchange, one))));
        table.Add("POST", "/app/installations/{id}/access_tokens", exchange => Installed(exchange, one => Token(exchange, one)));
        table.Add("GET", "/installation/repositories", Repositories);
        table.Add("DELETE", "/installation/token", Revoke);
        routes.Get("/installation", (exchange, repository) => Signed(exchange, app =>
            app.Installations.FirstOrDefault(one => one.MaySee(repository)) is { } found ? Reply.Ok(Shape(exchange, found)) : Reply.NotFound()));
    }

    private static Reply Signed(Exchange exchange, Func<GitHubApp, Reply> answer) =>
        exchange.Caller.App is { } app ? answer(app) : Reply.Fail(401, "A JSON web token could not be decoded");

    private static Reply Installed(Exchange exchange, Func<Installation, Reply> answer) => Signed(exchange, app =>
        app.Installations.FirstOrDefault(one => !one.IsDeleted && one.Id.ToString(CultureInfo.InvariantCulture) == exchange["id"]) is { } found ? answer(found) : Reply.NotFound());

    private static Reply Token(Exchange exchange, Installation installation)
    {
        if (installation.IsSuspended)
        {
            return Reply.Fail(403, "This installation has been suspended");
        }

        var token = exchange.Server.AddToken(installation);
        return Reply.Ok(new
        {
            token = token.Value,
            expires_at = Json.Time(token.Expires!.Value),
            permissions = new { contents = "read", metadata = "read" },
            repository_selection = "selected",
        }) with
        { Status = 201 };
    }

    private static Reply Repositories(Exchange exchange)
    {
        if (exchange.Caller.Token?.Installation is not { } installation)
        {
            return Reply.Fail(403, "You must authenticate with an installation access token in order to list repositories for an installation.");
        }

        var all = exchange.Server.Repositories.Where(installation.MaySee).ToArray();
        return Pages.Of(exchange, all, page => new { total_count = all.Length, repositories = page.Select(one => RepositoryEndpoints.Shape(exchange, one)).ToArray() });
    }

    private static Reply Revoke(Exchange exchange)
    {
        if (exchange.Caller.Token is not { Installation: not null } token)
        {
            return Reply.Fail(401, "Requires authentication");
        }

        token.IsRevoked = true;
        return new(204) { ContentType = null };
    }

    private static object Shape(Exchange exchange, Installation installation) => new
    {
        id = installation.Id,
        account = new { login = installation.Account, id = RepositoryEndpoints.Account(installation.Account), type = "Organization" },
        app_id = installation.App.Id,
        access_tokens_url = $"{exchange.ApiRoot}/app/installations/{installation.Id}/access_tokens",
        repository_selection = "selected",
        permissions = new { contents = "read", metadata = "read" },
        suspended_at = installation.IsSuspended ? Json.Time(exchange.Server.Clock.GetUtcNow()) : null,
    };
}
