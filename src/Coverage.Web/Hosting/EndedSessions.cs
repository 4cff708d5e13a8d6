using System.Collections.Concurrent;
using System.Security.Claims;

namespace Coverage.Web.Hosting;

/// <summary>
/// Sessions that were signed out: their cookie is worth nothing from then on, wherever a copy of it is, and a page that is
/// still open somewhere changes nothing more. Kept in memory until the cookie would have expired anyway.
/// </summary>
internal sealed class EndedSessions(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> ended = new(StringComparer.Ordinal);

    /// <summary>How long a session lasts without a request.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    public void End(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        foreach (var (session, at) in ended)
        {
            if (now - at > Lifetime) ended.TryRemove(session, out _);
        }

        if (PersonClaims.SessionOf(user) is { } own) ended[own] = now;
    }

    public bool Contains(ClaimsPrincipal? user) => PersonClaims.SessionOf(user) is { } session && ended.ContainsKey(session);
}
