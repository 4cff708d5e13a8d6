using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources.GitHub;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync;

/// <summary>
/// Webhooks of GitHub: a server says that there is something new, so that nobody has to wait for the schedule. Nothing of what it
/// says is believed but that: the sync asks for itself. See https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries.
/// </summary>
public sealed class Webhooks(SqliteDatabase database, Ledger ledger, SourceSettings sources, Secrets secrets)
{
    /// <summary>The fewest letters that a secret has.</summary>
    public const int ShortestSecret = 16;

    private const string Scheme = "sha256=";
    private const int Remembered = 1000;
    private static readonly WebhookAnswer Replayed = new(WebhookOutcome.Replayed, "This delivery was taken before.");
    private static readonly byte[] NoSecret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Who the records name.</summary>
    public static Person Server { get; } = new("webhook", Role.Engineer);

    /// <summary>Whether a source has a secret.</summary>
    public bool IsSet(string source)
    {
        using var model = database.Model();
        return model.Webhooks.Any(hook => hook.Source == source);
    }

    /// <summary>Enters the secret of a source's webhook in place of the one before; null takes it away, so that no push is taken any more.</summary>
    /// <exception cref="ImportUsageException">The source is none of GitHub's, or the secret is too short.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public void Set(string source, string? secret, Person who) => ledger.Write(who, Mutations.EditSource, scope =>
    {
        var settings = scope.Model.SourceSettings.AsNoTracking().FirstOrDefault(row => row.Name == source) ?? throw new ImportUsageException($"There is no source '{source}'.");
        if (secret is not null && settings.Place != SourcePlace.GitHub) throw new ImportUsageException($"'{source}' does not come from GitHub, so that no webhook can speak for it.");
        if (secret?.Length < ShortestSecret) throw new ImportUsageException($"A webhook's secret has at least {ShortestSecret} letters. Let a generator make one, and enter the same at GitHub.");
        scope.Model.Webhooks.Where(hook => hook.Source == source).ExecuteDelete();
        if (secret is not null) scope.Model.Webhooks.Add(new WebhookRow { Source = source, Secret = secrets.Seal(secret), Who = who.Name, At = scope.Now });
        scope.ChangesViews = false;
        scope.Audit(source, secret is null ? "webhook taken away" : "webhook's secret entered");
        return true;
    });

    /// <summary>Takes a delivery in.</summary>
    /// <param name="source">The source that its address names.</param>
    /// <param name="name">The event, as <c>X-GitHub-Event</c> has it.</param>
    /// <param name="signature">The signature, as <c>X-Hub-Signature-256</c> has it.</param>
    /// <param name="body">The body, to the byte.</param>
    /// <exception cref="DatabaseException">It cannot be recorded, and is not taken.</exception>
    public WebhookAnswer Receive(string source, string name, string signature, ReadOnlySpan<byte> body)
    {
        // Who has no secret here is told nothing, not even in how long it takes.
        var secret = SecretOf(source);
        Span<byte> signed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret ?? NoSecret, body, signed);
        if (!CryptographicOperations.FixedTimeEquals(signed, Parse(signature)) || secret is null) return new WebhookAnswer(WebhookOutcome.Refused, "The signature is not that of this body by the secret of this source.");
        if (sources.Find(source) is not { } settings) return new WebhookAnswer(WebhookOutcome.Refused, "There is no such source.");
        return Followed(settings, StateOf(source), name, body) is { } why ? new WebhookAnswer(WebhookOutcome.Ignored, why) : Take(settings, Convert.ToHexStringLower(signed));
    }

    /// <summary>The number of a delivery is not signed and the body is: the body must not come twice.</summary>
    private WebhookAnswer Take(SourceSettingsRow settings, string signature) => WasTaken(settings.Name, signature) ? Replayed : Record(settings, signature);

    /// <summary>Looked at before anything is written, as who has once seen a delivery can send it for ever.</summary>
    private bool WasTaken(string source, string signature)
    {
        using var model = database.Model();
        return model.WebhookDeliveries.Any(delivery => delivery.Source == source && delivery.Signature == signature);
    }

    private WebhookAnswer Record(SourceSettingsRow settings, string signature) => ledger.Write(Server, Mutations.ReceiveWebhook, scope =>
    {
        scope.ChangesViews = false;
        var deliveries = scope.Model.WebhookDeliveries.Where(delivery => delivery.Source == settings.Name);
        if (deliveries.Any(delivery => delivery.Signature == signature))
        {
            scope.Audit(settings.Name, "a delivery came a second time and was refused");
            return Replayed;
        }

        scope.Model.WebhookDeliveries.Add(new WebhookDeliveryRow { Source = settings.Name, Signature = signature, At = scope.Now });
        if (deliveries.OrderByDescending(delivery => delivery.Id).Skip(Remembered - 1).Select(delivery => (long?)delivery.Id).FirstOrDefault() is { } oldest) scope.Model.WebhookDeliveries.Where(delivery => delivery.Source == settings.Name && delivery.Id <= oldest).ExecuteDelete();
        scope.Audit(settings.Name, settings.Paused ? "a push was heard of; the source is paused" : "a push was heard of");
        return settings.Paused ? new WebhookAnswer(WebhookOutcome.Ignored, "The source is paused.") : new WebhookAnswer(WebhookOutcome.Taken, "The source is being synced.");
    });

    /// <summary>Why a delivery is no reason to sync; null if it is one. After a rename the repository is known by its number, or by the name that the last sync heard.</summary>
    private static string? Followed(SourceSettingsRow settings, SourceStateRow? state, string name, ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var (root, repository) = (json.RootElement, json.RootElement.GetProperty("repository"));
            if (!IsFollowed(repository, settings, state)) return $"This source is {settings.Repository}.";
            return (name, settings.RefKind) switch
            {
                ("push", nameof(GitHubRefKind.DefaultBranch)) => Of(root, $"refs/heads/{repository.GetProperty("default_branch").GetString()}"),
                ("push", nameof(GitHubRefKind.Branch)) => Of(root, $"refs/heads/{settings.Ref}"),
                ("push", nameof(GitHubRefKind.Tag)) => Of(root, $"refs/tags/{settings.Ref}"),
                ("release", nameof(GitHubRefKind.LatestRelease)) => null,
                _ => $"A {(name.Length is > 0 and < 30 && name.All(char.IsAsciiLetter) ? name : "delivery of this kind")} is nothing that this source follows.",
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "The body is not what GitHub sends as application/json.";
        }
    }

    private static bool IsFollowed(JsonElement repository, SourceSettingsRow settings, SourceStateRow? state) =>
        state?.RepositoryId is { } known && repository.TryGetProperty("id", out var id) && id.TryGetInt64(out var number)
            ? number == known
            : repository.GetProperty("full_name").GetString() is { } name && new[] { settings.Repository, state?.PlaceName }.Contains(name, StringComparer.OrdinalIgnoreCase);

    private SourceStateRow? StateOf(string source)
    {
        using var connection = database.Open();
        return StoredSyncs.State(connection, source);
    }

    private static string? Of(JsonElement push, string followed) =>
        push.GetProperty("ref").GetString() == followed ? null : $"This source follows {followed}.";

    private byte[]? SecretOf(string source)
    {
        using var model = database.Model();
        return model.Webhooks.AsNoTracking().FirstOrDefault(hook => hook.Source == source) is { } hook ? Unsealed(hook) : null;
    }

    private byte[]? Unsealed(WebhookRow hook)
    {
        try
        {
            return Encoding.UTF8.GetBytes(secrets.Unseal(hook.Secret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Parse(string signature)
    {
        try
        {
            return signature.StartsWith(Scheme, StringComparison.Ordinal) ? Convert.FromHexString(signature.AsSpan(Scheme.Length)) : [];
        }
        catch (FormatException)
        {
            return [];
        }
    }
}

/// <summary>What became of a delivery.</summary>
public enum WebhookOutcome
{
    /// <summary>It is none of a server that is known here.</summary>
    Refused,

    /// <summary>It came before.</summary>
    Replayed,

    /// <summary>It is right, and no reason to sync.</summary>
    Ignored,

    /// <summary>The source is to be synced.</summary>
    Taken,
}

/// <summary>What a delivery is answered with.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">The same in words.</param>
public sealed record WebhookAnswer(WebhookOutcome Outcome, string Message);
