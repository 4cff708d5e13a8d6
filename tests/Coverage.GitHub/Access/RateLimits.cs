using System.Collections.Concurrent;
using System.Globalization;

namespace Coverage.GitHub.Access;

/// <summary>
/// Requests an hour, counted as GitHub counts them
/// (<see href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api"/>).
/// </summary>
public sealed class RateLimits(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Window> _windows = [];

    /// <summary>Requests an hour without a token.</summary>
    public int Anonymous { get; set; } = 60;

    /// <summary>Requests an hour for a person or an installation.</summary>
    public int Authorised { get; set; } = 5000;

    /// <summary>403 or 429: GitHub has answered either.</summary>
    public int ExceededStatus { get; set; } = 403;

    /// <summary>Whether the reset is written in milliseconds, as was seen once.</summary>
    public bool ResetInMilliseconds { get; set; }

    /// <summary>Whether there are any; a GitHub Enterprise Server has none unless its administrator turns them on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Uses up what is left until the window ends: of a token's owner, or of those without a token.</summary>
    public void Exhaust(AccessToken? token = null)
    {
        var caller = new Caller(token);
        var window = Current(caller);
        lock (window)
        {
            window.Used = Limit(caller);
        }
    }

    /// <summary>Starts all windows anew.</summary>
    public void Reset() => _windows.Clear();

    internal int Limit(Caller caller) => caller.IsAuthorised ? Authorised : Anonymous;

    /// <returns>Whether there was one left.</returns>
    internal bool Take(Caller caller)
    {
        var window = Current(caller);
        lock (window)
        {
            if (Enabled && window.Used >= Limit(caller))
            {
                return false;
            }

            window.Used++;
            return true;
        }
    }

    internal void GiveBack(Caller caller)
    {
        var window = Current(caller);
        lock (window)
        {
            window.Used--;
        }
    }

    internal Quota Look(Caller caller)
    {
        var window = Current(caller);
        lock (window)
        {
            return new(Limit(caller), window.Used, window.Ends.ToUnixTimeSeconds());
        }
    }

    internal string Written(Quota quota) =>
        (ResetInMilliseconds ? quota.Reset * 1000 : quota.Reset).ToString(CultureInfo.InvariantCulture);

    private Window Current(Caller caller)
    {
        var now = clock.GetUtcNow();
        return _windows.AddOrUpdate(caller.Bucket, _ => new(now.AddHours(1)), (_, window) => window.Ends > now ? window : new(now.AddHours(1)));
    }

    private sealed class Window(DateTimeOffset ends)
    {
        public DateTimeOffset Ends { get; } = ends;

        public int Used { get; set; }
    }
}
