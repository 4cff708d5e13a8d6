using Coverage.GitHub.Access;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>Who asks, and what is left to them: <see href="https://docs.github.com/en/rest/rate-limit/rate-limit"/>.</summary>
internal static class AccountEndpoints
{
    public static void Map(RouteTable routes)
    {
        routes.Add("GET", "/rate_limit", RateLimit);
        routes.Add("GET", "/user", User);
        routes.Add("GET", "/meta", exchange => Reply.Ok(new { verifiable_password_authentication = false, installed_version = "3.20.0" }));
    }

    private static Reply RateLimit(Exchange exchange)
    {
        if (!exchange.Server.RateLimits.Enabled)
        {
            return Reply.Fail(404, "Rate limiting is not enabled.");
        }

        var core = Shape(exchange.Server.RateLimits.Look(exchange.Caller));
        return Reply.Ok(new { resources = new { core, search = core }, rate = core });
    }

    private static object Shape(Quota quota) => new { limit = quota.Limit, used = quota.Used, remaining = quota.Remaining, reset = quota.Reset, resource = "core" };

    private static Reply User(Exchange exchange) => exchange.Caller switch
    {
        { Token: { Installation: null } token } => Reply.Ok(new { login = token.Login, id = RepositoryEndpoints.Account(token.Login), type = "User" }),
        { Token: not null } => Reply.Fail(403, "Resource not accessible by integration"),
        _ => Reply.Fail(401, "Requires authentication"),
    };
}
