using Coverage.Data.Sqlite;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Web.Hosting;

/// <summary>Builds a new view within a second after the data or the day has moved on, whichever process moved it.</summary>
internal sealed class ViewWatcher(SqliteDatabase database, CoverageViews views, PostureViews scores, ChangeLog changes, ILogger<ViewWatcher> logger) : BackgroundService
{
    /// <summary>So many seconds without work are a pause; what was allocated before it is then given back.</summary>
    private const int Pause = 30;

    /// <summary>So many seconds after a new view its garbage is given back: a sync of all sources makes one after the other, and each time every page would wait for it.</summary>
    private const int Settled = 4;
    private const long Much = 32 << 20;
    private const long Little = 1 << 20;

    private CoverageView? seen;
    private bool failing;
    private int quiet;
    private int settling;
    private long allocated;
    private long givenBack;

    /// <summary>On a thread of its own: to build a view takes long, and the pool's few threads answer requests.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
        () =>
        {
            views.Preparing += Prepare;
            UseModel();
            while (!stoppingToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(1))) Look();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Entity Framework makes its services at the first use and compiles them at the second, for which a page would wait.</summary>
    private void UseModel()
    {
#pragma warning disable CA1031 // Who needs the data hears of it.
        try
        {
            for (var i = 0; i < 3; i++)
            {
                using var model = database.Model();
                _ = model.Generations.AsNoTracking().Any();
            }
        }
        catch (Exception problem)
        {
            HostingLog.PreparationFailed(logger, problem);
        }
#pragma warning restore CA1031
    }

    /// <summary>The inbox, for which nearly every page asks, and what pages asked for of views before.</summary>
    private void Prepare(CoverageView view)
    {
#pragma warning disable CA1031 // Who asks for it hears of it; the new view is shown all the same.
        try
        {
            changes.Of(view);
            EarlyWork.Do(view);
        }
        catch (Exception problem)
        {
            HostingLog.PreparationFailed(logger, problem);
        }
#pragma warning restore CA1031
    }

    /// <summary>A failure is logged once, not every second.</summary>
    private void Look()
    {
#pragma warning disable CA1031 // Whatever it is, the app goes on with the view that it has.
        try
        {
            var now = views.Refresh();
            scores.Refresh();
            if (now != seen) settling = Settled + 1;
            seen = now;
            if ((settling > 0 && --settling == 0) || IsAtRest()) GiveBackMemory();
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

    /// <summary>Whether much was allocated since memory was given back, and nearly nothing for half a minute.</summary>
    private bool IsAtRest()
    {
        var total = GC.GetTotalAllocatedBytes();
        quiet = total - allocated < Little ? quiet + 1 : 0;
        allocated = total;
        return quiet == Pause && total - givenBack > Much;
    }

    /// <summary>Building a view, and every page, leaves garbage behind, and an app that nobody asks anything would keep it for ever.</summary>
    private void GiveBackMemory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        givenBack = GC.GetTotalAllocatedBytes();
    }
}
