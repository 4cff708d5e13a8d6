using Coverage.Audit;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Recording.Upgrading;
using Coverage.Sources;
using Coverage.Sync;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>Runs rehearsals in the background, one at a time, whatever becomes of the page that started them.</summary>
internal sealed class UpgradeRehearsals(UpgradeRehearsal rehearsal, TimeProvider time, ILogger<UpgradeRehearsals> logger) : IDisposable
{
    private readonly Lock gate = new();

    /// <summary>The last one that was started; null before the first.</summary>
    public RehearsalJob? Current { get; private set; }

    /// <summary>Starts a rehearsal.</summary>
    /// <param name="who">Who rehearses; <see cref="UpgradeRehearsal"/> checks the role.</param>
    /// <param name="name">What a person would call the input.</param>
    /// <param name="open">Opens the release.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="PostureRefusedException">Another one is running.</exception>
    public RehearsalJob Start(Person who, string name, Func<SourceTree> open, Action after)
    {
        RehearsalJob job;
        lock (gate)
        {
            if (Current is { State: RehearsalState.Running } running) throw new PostureRefusedException([$"A rehearsal by {running.Who.Name} is running. Wait until it is done, or cancel it."]);
            Current?.Dispose();
            Current = job = new RehearsalJob(who, name, time.GetUtcNow().UtcDateTime);
        }

        _ = Task.Factory.StartNew(() => Run(job, open, after), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return job;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Current is { State: RehearsalState.Running } running) running.Cancel();
        Current?.Dispose();
    }

    private void Run(RehearsalJob job, Func<SourceTree> open, Action after)
    {
        try
        {
            job.End(RehearsalState.Done, "", RehearsalResult.Of(rehearsal.Run(job.Who, open, job.Stopping, job)));
        }
        catch (OperationCanceledException)
        {
            job.End(RehearsalState.Cancelled, "Cancelled.", null);
        }
        catch (Exception problem) when (problem is SourceRefusedException or ImportUsageException or NotAllowedException or DatabaseException or IOException or UnauthorizedAccessException)
        {
            job.End(RehearsalState.Refused, problem.Message, null);
        }
        catch (Exception problem)
        {
            UpgradeLog.RehearsalFailed(logger, problem);
            job.End(RehearsalState.Refused, "The rehearsal failed in a way that it should not have; the server's log has the details. Nothing has changed.", null);
        }
        finally
        {
            after();
        }
    }
}
