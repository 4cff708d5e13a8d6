using Coverage.Data;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary>When a source is synced, in words.</summary>
internal static class ScheduleText
{
    /// <summary>The schedules that people choose from; anything else is typed.</summary>
    public static IReadOnlyList<(string Cron, string Words)> Usual { get; } =
    [
        ("17 * * * *", "hourly"), ("17 */6 * * *", "every 6 hours"), (Schedule.Daily, "daily"), ("17 4 * * 1", "weekly"), ("", "never by itself"),
    ];

    /// <summary><c>daily at 04:17 UTC, up to 10 min later</c>.</summary>
    public static string Of(SourceSettingsRow settings)
    {
        if (settings.Place == SourcePlace.Upload) return "when a person uploads something";
        if (settings.Cron.Length == 0) return "only when a person asks";
        var jitter = settings.JitterSeconds > 0 ? $", up to {Lasting(settings.JitterSeconds)} later" : "";
        return $"{Often(settings.Cron)} {settings.TimeZone}{jitter}";
    }

    private static string Often(string cron)
    {
        if (cron.Split(' ') is [var minute, var hour, "*", "*", "*"] && int.TryParse(minute, out var m) && int.TryParse(hour, out var h)) return $"daily at {h:00}:{m:00}";
        return Usual.FirstOrDefault(schedule => schedule.Cron == cron).Words is { } known ? $"{known}, {cron}" : cron;
    }

    private static string Lasting(int seconds) => seconds % 3600 == 0 ? $"{seconds / 3600} h" : seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds} s";
}
