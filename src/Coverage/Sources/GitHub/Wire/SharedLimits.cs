using System.Collections.Concurrent;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Until when servers want to be left alone, by server and by who asks there: what one source was told holds for all that
/// come as the same. Nobody's secret is kept, only what tells one from another.
/// </summary>
internal sealed class SharedLimits(TimeProvider time)
{
    /// <summary>A note that was made later than now was made by a clock that was ahead.</summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Origin, string Who), (DateTimeOffset Noted, DateTimeOffset Until)> limits = new();

    /// <summary>Remembers that a server wants to be left alone for so long.</summary>
    public void Note(Uri address, string who, TimeSpan wait)
    {
        var now = time.GetUtcNow();
        limits.AddOrUpdate(Key(address, who), (now, now + wait), (_, known) => known.Noted <= now && known.Until > now + wait ? known : (now, now + wait));
    }

    /// <summary>How long it still wants to be left alone; zero if it does not.</summary>
    public TimeSpan Left(Uri address, string who)
    {
        var now = time.GetUtcNow();
        return limits.TryGetValue(Key(address, who), out var limit) && limit.Until > now && limit.Noted <= now + Tolerated ? limit.Until - now : TimeSpan.Zero;
    }

    private static (string Origin, string Who) Key(Uri address, string who) => (address.GetLeftPart(UriPartial.Authority), who);
}
