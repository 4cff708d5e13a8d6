using Coverage.Audit;

namespace Coverage.Sync;

/// <summary>The syncs that run in this process, two at a time: started by a person or by the schedule, watched and cancelled by anybody who may.</summary>
public sealed class SyncJobs(SyncRunner runner) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turns = new(2);
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
        var job = new SyncJob(request, who);
        lock (gate)
        {
            if (!jobs.TryAdd(request.Source, job)) throw new SyncBusyException(request.Source, runner.RunningSince(request.Source));
        }

        Changed?.Invoke(job);
        job.Done = Task.Run(() => RunAsync(job));
        return job;
    }

    /// <summary>Cancels the sync of a source; false if this process does not run one.</summary>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public bool Cancel(string source, Person who)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Sync.Needs) throw new NotAllowedException(who, Mutations.Sync);
        SyncJob stopped;
        lock (gate)
        {
            if (!jobs.TryGetValue(source, out var job)) return false;
            stopped = job;
        }

        stopped.Stop.Cancel();
        Changed?.Invoke(stopped);
        return true;
    }

    /// <summary>Cancels all of them and waits until they have ended.</summary>
    public async Task StopAsync()
    {
        var running = Running;
        foreach (var job in running) await job.Stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Select(job => job.Done)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private async Task<SyncResult?> RunAsync(SyncJob job)
    {
        try
        {
            await turns.WaitAsync(job.Stop.Token).ConfigureAwait(false);
            try
            {
                return job.Result = await runner.RunAsync(job.Request, job.Who, new Relay(this, job), job.Stop.Token).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
        catch (Exception problem) when (problem is ImportUsageException or SyncBusyException or NotAllowedException or OperationCanceledException or Data.DatabaseException or Microsoft.Data.Sqlite.SqliteException)
        {
            job.Problem = problem is OperationCanceledException ? "Cancelled before it began." : problem.Message;
            return null;
        }
        finally
        {
            lock (gate) jobs.Remove(job.Request.Source);
            job.Ended = true;
            Changed?.Invoke(job);
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
}
