using Coverage.Data;
using Coverage.Recording;
using Coverage.Sync;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Hosting;

/// <summary>Keeps each day's scores, and accounts for what moved them, where the app does anything by itself (<c>COVERAGE_SCHEDULE</c>).</summary>
internal sealed class DailyScores(SnapshotTaker snapshots, SyncOptions options, TimeProvider time, ILogger<DailyScores> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

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
            snapshots.TakeDaily(SyncSchedule.Scheduler);
            snapshots.CatchUp(SyncSchedule.Scheduler);
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            HostingLog.SnapshotFailed(logger, problem);
        }
    }
}
