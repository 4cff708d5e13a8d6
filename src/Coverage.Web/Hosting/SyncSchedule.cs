using Coverage.Audit;
using Coverage.Data;
using Coverage.Sync;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Hosting;

/// <summary>Starts the syncs whose turn it is. Several processes on one database may all look: the lease lets one of them do it.</summary>
internal sealed class SyncSchedule(SourceHealth health, SyncJobs jobs, SyncOptions options, TimeProvider time, ILogger<SyncSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Who the records name for it.</summary>
    public static Person Scheduler { get; } = new("schedule", Role.Engineer);

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

    /// <summary>What runs is cancelled, so that the app does not wait for GitHub to end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await jobs.StopAsync();
    }

    private void Look()
    {
        try
        {
            foreach (var source in health.Due()) Start(source.Settings.Name);
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            HostingLog.ScheduleFailed(logger, problem);
        }
    }

    private void Start(string source)
    {
        try
        {
            jobs.Start(new SyncRequest { Source = source, Trigger = SyncRequest.BySchedule }, Scheduler);
        }
        catch (SyncBusyException)
        {
            // It is on its way.
        }
    }
}
