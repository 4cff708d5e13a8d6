using System.Globalization;

namespace Coverage.Web.Components;

/// <summary>Days and times as pages write them: UTC, ISO.</summary>
internal static class Dates
{
    /// <summary><c>2026-08-05</c>.</summary>
    public static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>2026-08-05 08:52 UTC</c>.</summary>
    public static string Minute(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-08-05T08:52:07Z</c>, for machines.</summary>
    public static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Lasting(TimeSpan time) => time.TotalSeconds switch
    {
        < 10 => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        < 60 => $"{(int)time.TotalSeconds} s",
        _ => $"{(int)time.TotalMinutes} min {time.Seconds} s",
    };

    /// <summary><c>3 months ago</c>, for the hover text of a date; empty where the text is none.</summary>
    public static string Ago(string day, DateTime now)
    {
        return DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Ago(date, now) : "";
    }

    /// <summary><c>3 months ago</c>; <c>today</c> for what lies ahead too.</summary>
    public static string Ago(DateTime time, DateTime now) => (int)(now.Date - time.Date).TotalDays switch
    {
        <= 0 => "today",
        1 => "yesterday",
        < 60 and var days => $"{days} days ago",
        < 730 and var days => $"{days / 30} months ago",
        var days => $"{days / 365} years ago",
    };
}
