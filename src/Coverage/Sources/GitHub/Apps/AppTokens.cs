using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Coverage.Sources.GitHub.Apps;

/// <summary>What asking for an installation's token came to.</summary>
/// <param name="Token">The token; null if it was refused.</param>
/// <param name="Ends">When it ends, by the server's clock.</param>
/// <param name="ServerTime">The server's clock.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record TokenAnswer(string? Token, DateTimeOffset Ends, DateTimeOffset? ServerTime, FeedException? Problem);

/// <summary>
/// The tokens of installations, shared by all feeds, asked for when needed and renewed before they end. Their end is
/// counted from the server's clock, so ours may be wrong.
/// </summary>
internal sealed class AppTokens(TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Key, Slot> slots = new();

    /// <summary>A token that is good for some minutes.</summary>
    /// <param name="api">The API's address.</param>
    /// <param name="app">The App.</param>
    /// <param name="ask">Asks for a token, given a JWT.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FeedException">None is to be had.</exception>
    public async ValueTask<string> GetAsync(Uri api, GitHubCredential.App app, Func<string, CancellationToken, Task<TokenAnswer>> ask, CancellationToken cancellationToken)
    {
        var slot = slots.GetOrAdd(KeyOf(api, app), _ => new Slot());
        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (slot.Token is { } kept && time.GetUtcNow() < slot.RenewAt) return kept;
            return await RenewAsync(slot, api, app, ask, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>Lets go of a token that was not accepted.</summary>
    /// <returns>Whether it was one of these.</returns>
    public bool Forget(Uri api, GitHubCredential.App app, string token)
    {
        if (!slots.TryGetValue(KeyOf(api, app), out var slot) || slot.Token != token) return false;
        slot.Token = null;
        return true;
    }

    public void Dispose()
    {
        foreach (var slot in slots.Values) slot.Gate.Dispose();
    }

    private async Task<string> RenewAsync(Slot slot, Uri api, GitHubCredential.App app, Func<string, CancellationToken, Task<TokenAnswer>> ask, CancellationToken cancellationToken)
    {
        var answer = await ask(AppJwt.Sign(app, time.GetUtcNow() + slot.Skew), cancellationToken).ConfigureAwait(false);
        if (answer is { Problem.Fault: FeedFault.NoAccess, ServerTime: { } clock } && (clock - time.GetUtcNow() - slot.Skew).Duration() > Tolerated)
        {
            slot.Skew = clock - time.GetUtcNow();
            log.OtherClock(AddressGuard.Shown(api), slot.Skew.TotalSeconds);
            answer = await ask(AppJwt.Sign(app, clock), cancellationToken).ConfigureAwait(false);
        }

        if (answer.Token is not { Length: > 0 } token)
        {
            throw answer.Problem ?? new FeedException(FeedFault.WrongContent, $"{AddressGuard.Shown(api)} gave no token for the App's installation.");
        }

        var now = time.GetUtcNow();
        (slot.Token, slot.RenewAt) = (token, now + (answer.Ends - (answer.ServerTime ?? now)) - Early);
        return token;
    }

    // The key by its hash: a new one is another App to us, and the old one must not lie about here.
    private static Key KeyOf(Uri api, GitHubCredential.App app) =>
        new(api.AbsoluteUri, app.AppId, app.Installation, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(app.PrivateKey))));

    private sealed record Key(string Api, string AppId, long Installation, string KeyHash);

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset RenewAt { get; set; }

        public TimeSpan Skew { get; set; }
    }
}
