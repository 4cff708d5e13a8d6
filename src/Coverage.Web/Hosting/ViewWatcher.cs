using Coverage.Views;

namespace Coverage.Web.Hosting;

/// <summary>Builds a new view within a second after the data has moved on, whichever process moved it.</summary>
internal sealed class ViewWatcher(CoverageViews views, ILogger<ViewWatcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var failing = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) failing = Refresh(failing);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    /// <summary>A failure is logged once, not every second.</summary>
    /// <returns>Whether it failed.</returns>
    private bool Refresh(bool failing)
    {
#pragma warning disable CA1031 // Whatever it is, the app goes on with the view that it has.
        try
        {
            views.Refresh();
            if (failing) HostingLog.RefreshRecovered(logger);
            return false;
        }
        catch (Exception problem)
        {
            if (!failing) HostingLog.RefreshFailed(logger, problem);
            return true;
        }
#pragma warning restore CA1031
    }
}
