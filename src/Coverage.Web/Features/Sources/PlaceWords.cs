using Coverage.Data;
using Coverage.Sources.GitHub;

namespace Coverage.Web.Features.Sources;

/// <summary>What of a place is followed, and when, in words.</summary>
internal static class PlaceWords
{
    /// <summary>The schedules that people choose from; anything else is typed.</summary>
    public static IReadOnlyList<(string Cron, string Words)> Schedules { get; } =
    [
        ("17 * * * *", "hourly"), ("17 */6 * * *", "every 6 hours"), ("17 4 * * *", "daily"), ("17 4 * * 1", "weekly"), ("", "never by itself"),
    ];

    /// <summary>Empty for the default branch.</summary>
    public static string Follows(SourceSettingsRow settings)
    {
        if (settings.Place != SourcePlace.GitHub) return "";
        if (settings.Release.Length > 0) return $"release {settings.Release}";
        return settings.RefKind switch
        {
            nameof(GitHubRefKind.Branch) => $"branch {settings.Ref}",
            nameof(GitHubRefKind.Tag) => $"tag {settings.Ref}",
            nameof(GitHubRefKind.Commit) => $"commit {Short(settings.Ref)}",
            nameof(GitHubRefKind.LatestRelease) => "latest release",
            _ => "",
        };
    }

    /// <summary>When it is synced.</summary>
    public static string Schedule(SourceSettingsRow settings)
    {
        if (settings.Place == SourcePlace.Upload) return "when a person uploads something";
        if (settings.Cron.Length == 0) return "only when a person asks";
        var jitter = settings.JitterSeconds > 0 ? $", up to {Lasting(settings.JitterSeconds)} later" : "";
        return $"{Often(settings.Cron)} {settings.TimeZone}{jitter}";
    }

    /// <summary>What of a credential may be said.</summary>
    public static string Credential(SourceSettingsRow settings) => settings.Credential switch
    {
        CredentialKind.Token => "token",
        CredentialKind.App => "GitHub App",
        _ => "none",
    };

    /// <summary>The beginning of a commit; other texts as they are.</summary>
    public static string Short(string commit) => commit.Length == 40 ? commit[..7] : commit;

    private static string Often(string cron)
    {
        if (cron.Split(' ') is [var minute, var hour, "*", "*", "*"] && int.TryParse(minute, out var m) && int.TryParse(hour, out var h)) return $"daily at {h:00}:{m:00}";
        return Schedules.FirstOrDefault(schedule => schedule.Cron == cron).Words is { } known ? $"{known}, {cron}" : cron;
    }

    private static string Lasting(int seconds) => seconds % 3600 == 0 ? $"{seconds / 3600} h" : seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds} s";
}
