using System.Threading.RateLimiting;
using Coverage.Sync;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Coverage.Web.Features.Sources;

/// <summary>
/// Where GitHub delivers its webhooks. Nobody signs in there and no form is sent: each delivery proves by its signature that it is
/// of the server that an administrator entered a secret for (<see cref="Webhooks"/>).
/// </summary>
internal static class WebhookEndpoints
{
    /// <summary>The largest delivery that is taken; what is larger comes with the schedule.</summary>
    public const int LargestBytes = 4 << 20;

    /// <summary>So many are read at once.</summary>
    public const int AtOnce = 4;

    /// <summary>So many wait meanwhile; who comes then is sent away, and GitHub shows it to its administrator.</summary>
    public const int Waiting = 16;

    /// <summary>The name of the rate limit.</summary>
    public const string Limit = "webhooks";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/hooks/github/{name}", ReceiveAsync).AllowAnonymous().RequireRateLimiting(Limit).WithMetadata(new RequestSizeLimitAttribute(LargestBytes));
        endpoints.MapPost("/sources/{name}/webhook", (string name, [FromForm] string? secret, [AsParameters] Act act, Webhooks hooks) => act.DoAsync(who => hooks.Set(name, string.IsNullOrWhiteSpace(secret) ? null : secret.Trim(), who))).RequireAuthorization(Policies.Admin);
    }

    /// <summary>Few at a time, as each is read whole before it is known whose it is.</summary>
    public static void Add(RateLimiterOptions options) => options.AddPolicy(Limit, _ => RateLimitPartition.GetConcurrencyLimiter(
        Limit,
        _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = Waiting }));

    private static async Task<JsonHttpResult<WebhookReply>> ReceiveAsync(string name, HttpContext context, Webhooks hooks, SyncJobs jobs)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (kind, signature) = (context.Request.Headers["X-GitHub-Event"].ToString(), context.Request.Headers["X-Hub-Signature-256"].ToString());
        var answer = hooks.Receive(name, kind, signature, body.GetBuffer().AsSpan(0, (int)body.Length));
        if (answer.Outcome == WebhookOutcome.Taken) jobs.StartOrFollow(new SyncRequest { Source = name, Trigger = SyncRequest.ByWebhook }, Webhooks.Server);
        return TypedResults.Json(new WebhookReply(answer.Message), statusCode: answer.Outcome switch
        {
            WebhookOutcome.Refused => StatusCodes.Status401Unauthorized,
            WebhookOutcome.Replayed => StatusCodes.Status409Conflict,
            WebhookOutcome.Taken => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status200OK,
        });
    }

    /// <summary>What GitHub shows of a delivery.</summary>
    internal sealed record WebhookReply(string Message);
}
