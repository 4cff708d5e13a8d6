using System.Security.Cryptography;
using System.Text;
using Coverage.GitHub.Endpoints;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Webhooks;

/// <summary>
/// A webhook as GitHub delivers it (<see href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"/>).
/// It opens no connection: a test sends <see cref="ToRequest"/> by its own client.
/// </summary>
public sealed record WebhookDelivery(string Event, Guid Id, byte[] Body, string? Signature)
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    /// <summary>A push of a branch; without a secret there is no signature.</summary>
    public static WebhookDelivery Push(HostedRepository repository, string? secret, string? branch = null, string? before = null, bool forced = false)
    {
        ArgumentNullException.ThrowIfNull(repository);
        branch ??= repository.DefaultBranch;
        return Of("push", secret, new
        {
            @ref = $"refs/heads/{branch}",
            before = before ?? NoCommit,
            after = repository.Resolve($"refs/heads/{branch}") ?? NoCommit,
            created = before is null,
            deleted = repository.Resolve($"refs/heads/{branch}") is null,
            forced,
            repository = Shape(repository),
            pusher = new { name = "octocat", email = "octocat@example.org" },
            commits = Array.Empty<object>(),
        });
    }

    /// <summary>What GitHub sends when a webhook is set up.</summary>
    public static WebhookDelivery Ping(HostedRepository repository, string? secret)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Of("ping", secret, new { zen = "Keep it logically awesome.", hook_id = repository.Id, repository = Shape(repository) });
    }

    /// <summary>The same with another body under the old signature: a forgery.</summary>
    public WebhookDelivery Tampered() => this with { Body = [.. Body, (byte)' '] };

    /// <summary>The same as a new delivery; what GitHub's "redeliver" sends keeps the old number.</summary>
    public WebhookDelivery Renumbered() => this with { Id = Guid.NewGuid() };

    public HttpRequestMessage ToRequest(Uri uri)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "GitHub-Hookshot/c0ffee1");
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", Event);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", Id.ToString());
        request.Headers.TryAddWithoutValidation("X-GitHub-Hook-ID", "4242");
        if (Signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", Signature);
        }

        return request;
    }

    private static WebhookDelivery Of(string name, string? secret, object body)
    {
        var bytes = Json.Bytes(body);
        var signature = secret is null ? null : $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes))}";
        return new(name, Guid.NewGuid(), bytes, signature);
    }

    private static object Shape(HostedRepository repository) => new
    {
        id = repository.Id,
        name = repository.Name,
        full_name = repository.FullName,
        @private = repository.IsPrivate,
        owner = new { login = repository.Owner, id = RepositoryEndpoints.Account(repository.Owner) },
        html_url = $"https://github.com/{repository.FullName}",
        default_branch = repository.DefaultBranch,
    };
}
