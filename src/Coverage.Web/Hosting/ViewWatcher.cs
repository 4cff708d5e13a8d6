using Coverage.Views;

namespace Coverage.Web.Hosting;

/// <summary>Builds a new view within a second after the data has moved on, whichever process moved it.</summary>
internal sealed class ViewWatcher(CoverageViews views, ILogger<ViewWatcher> logger) : BackgroundService
{
    private CoverageView? seen;
    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    /// <summary>A failure is logged once, not every second.</summary>
    private void Look()
    {
#pragma warning disable CA1031 // Whatever it is, the app goes on with the view that it has.
        try
        {
            var now = views.Refresh();
            if (now != seen) GiveBackMemory();
            seen = now;
            if (failing) HostingLog.RefreshRecovered(logger);
            failing = false;
        }
        catch (Exception problem)
        {
            if (!failing) HostingLog.RefreshFailed(logger, problem);
            failing = true;
        }
#pragma warning restore CA1031
    }

    /// <summary>Building a view leaves much garbage behind, and an app that nobody asks anything would keep it for ever.</summary>
    private static void GiveBackMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
