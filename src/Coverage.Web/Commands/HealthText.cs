using System.Globalization;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary>How a source is, in words, for the command line. Pages put the words beside a mark and a time (<c>HealthMark</c>, <c>StateReason</c>).</summary>
internal static class HealthText
{
    public static string Of(SourceStatus source) => source.Health switch
    {
        HealthState.Paused => "paused",
        HealthState.Held => "held for approval",
        HealthState.Failing => $"failing since {Day(source.State!.FailingSince)}: {source.State.Message}",
        HealthState.Stale => $"stale since {Day(source.StaleSince)}",
        HealthState.NeverSynced => source.Holds is null ? "never synced" : source.Holds.Seeded ? "never synced, seed data" : "never synced, imported",
        _ => $"current, asked {Day(source.State!.SucceededAt)}",
    };

    private static string Day(DateTime? time) => time is { } at ? at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC" : "";
}
