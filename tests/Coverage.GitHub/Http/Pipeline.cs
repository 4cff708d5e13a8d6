using System.Globalization;
using System.Net;
using Coverage.GitHub.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coverage.GitHub.Http;

/// <summary>What every request goes through: the record, the user agent, who asks, the quota, faults, the endpoint, conditions.</summary>
internal sealed class Pipeline(GitHubServer server)
{
    private static readonly string[] ApiVersions = ["2022-11-28", "2026-03-10"];
    private static readonly RouteTable Nothing = new();
    private readonly RouteTable _api = Routes.Api();
    private readonly RouteTable _codeload = Routes.Codeload();
    private readonly RouteTable _raw = Routes.Raw();
    private int _requests;

    public async Task HandleAsync(HttpContext http)
    {
        var (role, routes, apiRoot, path) = Place(http);
        var record = server.Requests.Add(number => new(
            number, server.Clock.GetUtcNow(), role, http.Connection.LocalPort, http.Request.Method, path, http.Request.QueryString.Value ?? "",
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        var response = http.Response;
        response.Body = new CountedBody(response.Body, record.Sent);
        response.OnStarting(() =>
        {
            record.Status = response.StatusCode;
            return Task.CompletedTask;
        });
        response.Headers.Date = server.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        response.Headers.Server = "github.com";
        response.Headers["X-GitHub-Request-Id"] = $"C0DE:{Interlocked.Increment(ref _requests):X4}";
        var exchange = new Exchange(server, http, record, apiRoot);
        try
        {
            await (role == ServerRole.Api ? ApiAsync(exchange, routes) : PlainAsync(exchange, routes));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            server.Complaints.Add($"The emulated GitHub itself failed: {record}: {exception}");
            throw;
        }
    }

    /// <summary>The ports and prefixes are the hosts of the real thing.</summary>
    private (ServerRole Role, RouteTable Routes, string ApiRoot, string Path) Place(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?')[0];
        if (http.Connection.LocalPort == server.CodeloadUri.Port)
        {
            return (ServerRole.Codeload, _codeload, "", path);
        }

        var root = server.ApiUri.GetLeftPart(UriPartial.Authority);
        if (server.Options.BasePath is { Length: > 0 } basePath)
        {
            if (!path.StartsWith(basePath + "/", StringComparison.Ordinal))
            {
                return (ServerRole.Api, Nothing, root, path);
            }

            (path, root) = (path[basePath.Length..], root + basePath);
        }

        return path.StartsWith("/raw/", StringComparison.Ordinal) ? (ServerRole.Raw, _raw, root, path["/raw".Length..])
            : path.StartsWith("/api/v3/", StringComparison.Ordinal) ? (ServerRole.Api, _api, root + "/api/v3", path["/api/v3".Length..])
            : (ServerRole.Api, _api, root, path);
    }

    private async Task PlainAsync(Exchange exchange, RouteTable routes)
    {
        if (exchange.Record.Authorization is not null && exchange.Record.Role == ServerRole.Codeload)
        {
            server.Complaints.Add($"A credential was sent to the port of the archives: {exchange.Record}.");
        }

        await server.Faults.ApplyAsync(exchange.Http, exchange.Record, () => Wire.SendAsync(exchange.Http, Routed(exchange, routes)));
    }

    private async Task ApiAsync(Exchange exchange, RouteTable routes)
    {
        if (string.IsNullOrWhiteSpace(exchange.Http.Request.Headers.UserAgent))
        {
            server.Complaints.Add($"No User-Agent: {exchange.Record}.");
            await Wire.SendAsync(exchange.Http, new(403)
            {
                ContentType = "text/html; charset=utf-8",
                Body = "Request forbidden by administrative rules. Please make sure your request has a User-Agent header."u8.ToArray(),
            });
            return;
        }

        var refusal = Authenticate(exchange) ?? Version(exchange);
        var free = exchange.Record.Path == "/rate_limit";
        if (refusal is null && !free)
        {
            exchange.Record.CostQuota = server.RateLimits.Take(exchange.Caller);
            refusal = exchange.Record.CostQuota ? null : Exceeded(exchange);
        }

        Announce(exchange);
        if (refusal is not null)
        {
            await Wire.SendAsync(exchange.Http, refusal);
            return;
        }

        await server.Faults.ApplyAsync(exchange.Http, exchange.Record, () => AnswerAsync(exchange, routes));
    }

    private Task AnswerAsync(Exchange exchange, RouteTable routes)
    {
        var reply = Wire.Conditioned(exchange, Routed(exchange, routes));
        if (reply.Status == 304 && exchange.Caller.IsAuthorised && exchange.Record.CostQuota)
        {
            server.RateLimits.GiveBack(exchange.Caller);
            exchange.Record.CostQuota = false;
            Announce(exchange);
        }

        return Wire.SendAsync(exchange.Http, reply);
    }

    private Reply Routed(Exchange exchange, RouteTable routes)
    {
        if (routes.Answer(exchange) is { } reply)
        {
            return reply;
        }

        server.Complaints.Add($"There is no such path: {exchange.Record.Method} {exchange.Record.Path}.");
        return Reply.NotFound();
    }

    private Reply? Authenticate(Exchange exchange)
    {
        if (Credentials.Of(exchange.Record.Authorization) is not { } credential)
        {
            return exchange.Record.Authorization is null ? null : Reply.Fail(401, "Bad credentials");
        }

        var forApps = exchange.Record.Path == "/app" || exchange.Record.Path.StartsWith("/app/", StringComparison.Ordinal) || exchange.Record.Path.EndsWith("/installation", StringComparison.Ordinal);
        if (forApps)
        {
            var (app, refusal) = AppJwt.Check(credential, server.Apps, server.Clock.GetUtcNow());
            exchange.Caller = new(App: app);
            return refusal is null ? null : Reply.Fail(401, refusal);
        }

        var token = server.FindToken(credential);
        exchange.Caller = new(Token: token);
        return token is null ? Reply.Fail(401, "Bad credentials") : null;
    }

    private static Reply? Version(Exchange exchange)
    {
        var version = exchange.Http.Request.Headers["X-GitHub-Api-Version"].ToString();
        return version.Length == 0 || ApiVersions.Contains(version) ? null : Reply.Fail(400, "The API version given in X-GitHub-Api-Version is not supported.");
    }

    private Reply Exceeded(Exchange exchange) => Reply.Fail(
        server.RateLimits.ExceededStatus,
        exchange.Caller.IsAuthorised
            ? $"API rate limit exceeded for {exchange.Caller.Bucket}."
            : $"API rate limit exceeded for {IPAddress.Loopback}. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)");

    private void Announce(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        headers.Vary = "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, Accept, X-Requested-With";
        if (!server.RateLimits.Enabled)
        {
            return;
        }

        var quota = server.RateLimits.Look(exchange.Caller);
        headers["X-RateLimit-Limit"] = quota.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = quota.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Used"] = quota.Used.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = server.RateLimits.Written(quota);
        headers["X-RateLimit-Resource"] = "core";
    }
}
