using Coverage.Audit;
using Coverage.Data;
using Microsoft.Extensions.Logging;

namespace Coverage.Sync;

/// <summary>The syncs that run in this process, two at a time: started by a person or by the schedule, watched and cancelled by anybody who may.</summary>
public sealed class SyncJobs(SyncRunner runner, ILogger<SyncJobs> log) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turns = new(2);
    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<string, SyncJob> jobs = new(StringComparer.Ordinal);

    /// <summary>Raised when a job has started, moved on or ended; often, and from any thread.</summary>
    public event Action<SyncJob>? Changed;

    /// <summary>The jobs that wait or run, by source.</summary>
    public IReadOnlyList<SyncJob> Running
    {
        get
        {
            lock (gate) return [.. jobs.Values.OrderBy(job => job.Request.Source, StringComparer.Ordinal)];
        }
    }

    /// <summary>Starts a sync.</summary>
    /// <exception cref="SyncBusyException">This process is syncing the source already.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public SyncJob Start(SyncRequest request, Person who)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Sync.Needs) throw new NotAllowedException(who, Mutations.Sync);
        var job = new SyncJob(request with { Leaving = leaving.Token }, who);
        lock (gate)
        {
            if (leaving.IsCancellationRequested) throw SyncBusyException.Leaving(request.Source);
            if (!jobs.TryAdd(request.Source, job)) throw new SyncBusyException(request.Source, runner.RunningSince(request.Source));
            job.Done = Task.Run(() => RunAsync(job));
        }

        Changed?.Invoke(job);
        return job;
    }

    /// <summary>
    /// Starts a sync of a source of which it became known that there is something new. One that runs already may have looked
    /// before that: then there is one more after it, however often this is called meanwhile.
    /// </summary>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public void StartOrFollow(SyncRequest request, Person who)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (!leaving.IsCancellationRequested)
        {
            lock (gate)
            {
                if (jobs.TryGetValue(request.Source, out var running))
                {
                    running.Next ??= (request, who);
                    return;
                }
            }

            try
            {
                Start(request, who);
                return;
            }
            catch (SyncBusyException)
            {
                // Somebody else started one in between, or the app is being stopped.
            }
        }
    }

    /// <summary>Cancels the sync of a source, and one that was to follow it; false if this process does not run one.</summary>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public bool Cancel(string source, Person who)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Sync.Needs) throw new NotAllowedException(who, Mutations.Sync);
        SyncJob stopped;
        lock (gate)
        {
            if (!jobs.TryGetValue(source, out var job)) return false;
            (stopped, job.Next) = (job, null);
        }

        stopped.Stop.Cancel();
        Changed?.Invoke(stopped);
        return true;
    }

    /// <summary>Cancels all of them and waits until they have ended.</summary>
    public async Task StopAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        var running = Running;
        foreach (var job in running) await job.Stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Select(job => job.Done)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        leaving.Dispose();
    }

    private async Task<SyncResult?> RunAsync(SyncJob job)
    {
        try
        {
            return job.Result = await InTurnAsync(job).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ImportUsageException or SyncBusyException or NotAllowedException or OperationCanceledException or DatabaseException)
        {
            job.Problem = problem is OperationCanceledException ? "The app was stopped before it began." : problem.Message;
            return null;
        }
#pragma warning disable CA1031 // A job that ends in whatever way must not stay in the list for ever.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            SyncLog.Failed(log, problem, job.Request.Source);
            job.Problem = "It ended in a way that it should not have; the server's log has the details.";
            return null;
        }
        finally
        {
            lock (gate) jobs.Remove(job.Request.Source);
            job.Ended = true;
            Changed?.Invoke(job);
            Follow(job);
        }
    }

    private void Follow(SyncJob ended)
    {
        try
        {
            if (ended.Next is var (request, who)) StartOrFollow(request, who);
        }
        catch (Exception problem) when (problem is DatabaseException or ObjectDisposedException)
        {
            // It comes with the schedule.
            SyncLog.Failed(log, problem, ended.Request.Source);
        }
    }

    /// <summary>One that is cancelled while it waits goes on, to be recorded as such: the schedule would start it again at once.</summary>
    private async Task<SyncResult> InTurnAsync(SyncJob job)
    {
        var hasTurn = false;
        try
        {
            await turns.WaitAsync(job.Stop.Token).ConfigureAwait(false);
            hasTurn = true;
        }
        catch (OperationCanceledException) when (!leaving.IsCancellationRequested)
        {
            // The runner is told below.
        }

        try
        {
            return await runner.RunAsync(job.Request, job.Who, new Relay(this, job), job.Stop.Token).ConfigureAwait(false);
        }
        finally
        {
            if (hasTurn) turns.Release();
        }
    }

    private sealed class Relay(SyncJobs jobs, SyncJob job) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value)
        {
            job.Progress = value;
            jobs.Changed?.Invoke(job);
        }
    }
}

/// <summary>A sync in this process.</summary>
public sealed class SyncJob(SyncRequest request, Person who)
{
    /// <summary>What was asked for.</summary>
    public SyncRequest Request { get; } = request;

    /// <summary>Who asked.</summary>
    public Person Who { get; } = who;

    /// <summary>How far it is; null while it waits for its turn.</summary>
    public SyncProgress? Progress { get; internal set; }

    /// <summary>How it ended; null before that, or if it could not begin.</summary>
    public SyncResult? Result { get; internal set; }

    /// <summary>Why it could not begin; null if it could.</summary>
    public string? Problem { get; internal set; }

    /// <summary>Whether somebody has cancelled it, also where that is not heard yet.</summary>
    public bool IsStopping => Stop.IsCancellationRequested;

    /// <summary>Whether it has ended.</summary>
    public bool Ended { get; internal set; }

    /// <summary>Done once it has ended; never fails.</summary>
    public Task<SyncResult?> Done { get; internal set; } = Task.FromResult<SyncResult?>(null);

    internal CancellationTokenSource Stop { get; } = new();

    /// <summary>The sync that comes after it; null for none.</summary>
    internal (SyncRequest Request, Person Who)? Next { get; set; }
}
