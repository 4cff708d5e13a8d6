using Coverage.Data;
using Coverage.Recording;
using Coverage.Recording.Upgrading;
using Coverage.Sync;
using Coverage.Views.Scores;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Hosting;

/// <summary>Keeps each day's scores, accounts for what moved them, and carries the posture along with ATT&amp;CK, where the app does anything by itself (<c>COVERAGE_SCHEDULE</c>).</summary>
internal sealed class DailyScores(SnapshotTaker snapshots, AttackUpgrades upgrades, PostureViews views, SyncOptions options, TimeProvider time, ILogger<DailyScores> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private string seen = "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Scheduled) return;
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private void Look()
    {
        try
        {
            // Nothing that is asked here changes while what is recorded, the catalogue and the day stay the same.
            var version = views.Current.Version;
            if (version == seen) return;
            snapshots.TakeDaily(SyncSchedule.Scheduler);
            snapshots.CatchUp(SyncSchedule.Scheduler);
            upgrades.Carry(SyncSchedule.Scheduler);
            seen = version;
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException or PostureRefusedException)
        {
            HostingLog.SnapshotFailed(logger, problem);
        }
    }
}
