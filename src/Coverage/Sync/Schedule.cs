using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Coverage.Data;
using Coverage.Sources;
using Cronos;

namespace Coverage.Sync;

/// <summary>When a source is due: a cron expression of five fields in a time zone, with a jitter that is always the same for the same turn.</summary>
public static class Schedule
{
    /// <summary>Daily, at a time that is not everybody's: what a source is set up with unless somebody says otherwise.</summary>
    public const string Daily = "17 4 * * *";

    /// <summary>Its jitter, in seconds.</summary>
    public const int UsualJitter = 600;

    /// <summary>What is wrong with an expression and a time zone; null if nothing is.</summary>
    public static string? Problem(string cron, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(cron);
        if (cron.Length == 0) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) return $"'{timeZone}' is no time zone. Use a name such as UTC or Europe/Berlin.";
        if (!CronExpression.TryParse(cron, out var expression)) return $"'{cron}' is no cron expression of five fields (minute, hour, day, month, weekday), such as '15 4 * * *' for daily at 04:15.";
        return expression.GetNextOccurrence(DateTime.UnixEpoch) is null ? $"'{cron}' never comes about." : null;
    }

    /// <summary>
    /// The next time (UTC) at which it is due, which lies in the past if a turn was missed; null if nothing is scheduled.
    /// However many turns were missed, they are made up once, since taking one takes all before it.
    /// </summary>
    public static DateTime? Next(SourceSettingsRow settings, SourceStateRow? state, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Cron.Length == 0 || settings.Paused || settings.Place == SourcePlace.Upload || Problem(settings.Cron, settings.TimeZone) is not null) return null;
        var last = state?.ScheduledAt ?? settings.CreatedAt;

        // A turn in the future was taken by a clock that was ahead. To count from now would put the next one off for ever; so it is due, once.
        if (IsAhead(last, now)) return now;
        if (Turn(settings, last) is not { } turn) return null;
        var due = turn + Jitter(settings, turn);
        return NotBefore(state, now) is { } notBefore && notBefore > due ? notBefore : due;
    }

    /// <summary>Before when (UTC) the place must not be asked, as it said itself; null if it did not, or by a clock that was wrong.</summary>
    public static DateTime? NotBefore(SourceStateRow? state, DateTime now) =>
        state?.NotBefore is { } notBefore && notBefore > now && notBefore < now + Longest
        && !IsAhead(state.ScheduledAt, now) && !IsAhead(state.FailingSince, now) && !IsAhead(state.SucceededAt, now) ? notBefore : null;

    /// <summary>What asked to be left alone is left alone, whoever asks; a time too far away comes from a clock that was wrong.</summary>
    /// <exception cref="FeedException">It is too early.</exception>
    public static void MayAsk(SourceStateRow? state, DateTime now)
    {
        if (NotBefore(state, now) is not { } notBefore) return;
        throw new FeedException(FeedFault.RateLimited, $"The server asked not to come before {notBefore:yyyy-MM-dd HH:mm:ss} UTC. Wait until then; a source with a credential that nobody else uses has a quota of its own.") { NotBefore = notBefore };
    }

    /// <summary>Since when the data is older than the schedule allows; null while it is not.</summary>
    /// <remarks>A turn may take an hour, or be made up; the second one that passes without success is too many.</remarks>
    public static DateTime? StaleSince(SourceSettingsRow settings, SourceStateRow? state, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Cron.Length == 0 || settings.Paused || settings.Place == SourcePlace.Upload || Problem(settings.Cron, settings.TimeZone) is not null) return null;
        var last = state?.SucceededAt ?? settings.CreatedAt;

        // What succeeded in the future did so by a clock that was ahead; since when it fails is then the better guess.
        if (IsAhead(last, now)) last = state?.FailingSince ?? last;
        if (last > now || Turn(settings, last) is not { } missed || Turn(settings, missed) is not { } second) return null;
        return second + Jitter(settings, second) + Grace < now ? missed : null;
    }

    /// <summary>How late the turn of a time is.</summary>
    public static TimeSpan Jitter(SourceSettingsRow settings, DateTime turn)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.JitterSeconds <= 0) return TimeSpan.Zero;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Name} {turn:O}"));
        return TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)settings.JitterSeconds);
    }

    /// <summary>Whether a time that has been lies in the future, by more than clocks are set back by in passing.</summary>
    internal static bool IsAhead(DateTime? time, DateTime now) => time > now + Tolerated;

    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>No server asks to be left alone for longer; what says so comes from a clock that is wrong.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(25);

    private static DateTime? Turn(SourceSettingsRow settings, DateTime after) =>
        CronExpression.Parse(settings.Cron).GetNextOccurrence(DateTime.SpecifyKind(after, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
}
