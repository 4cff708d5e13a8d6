using System.Collections.Concurrent;
using Coverage.Data;
using Coverage.Sync;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Hosting;

/// <summary>
/// What there is to tell of syncs while they run: those of this process as they move on, those of others by the leases
/// that they hold, looked at once a second.
/// </summary>
internal sealed class SyncNews : BackgroundService
{
    private readonly SyncJobs jobs;
    private readonly SyncRunner runner;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, EndedSync> ended = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SyncJob, SyncPace> paces = [];
    private readonly ConcurrentDictionary<(SyncJob Job, string Turn), bool> turns = [];
    private volatile Dictionary<string, DateTime> elsewhere = [];
    private int turn;
    private int step;

    public SyncNews(SyncJobs jobs, SyncRunner runner, TimeProvider time)
    {
        (this.jobs, this.runner, this.time) = (jobs, runner, time);
        jobs.Changed += Hear;
    }

    /// <summary>Raised when there is something to tell; often, and from any thread.</summary>
    public event Action? Changed;

    /// <summary>Grows when a sync starts, has its turn, is cancelled or ends, here or elsewhere: pages are to be read anew.</summary>
    public int Turn => Volatile.Read(ref turn);

    /// <summary>Grows with everything that happens.</summary>
    public int Step => Volatile.Read(ref step);

    /// <summary>The syncs that run or wait in this process.</summary>
    public IReadOnlyList<SyncJob> Running => jobs.Running;

    /// <summary>The last sync of a source that ended in this process; null if none did, or a later run of whatever process is known.</summary>
    /// <param name="source">The source.</param>
    /// <param name="last">The source's last run; null if there is none.</param>
    public EndedSync? Ended(string source, SyncRunRow? last) => ended.GetValueOrDefault(source) is { } end && !(last?.EndedAt > end.At) ? end : null;

    /// <summary>The sync of a source that runs or waits in this process; null if none does.</summary>
    public SyncJob? Of(string source) => Running.FirstOrDefault(job => job.Request.Source == source);

    /// <summary>How many bytes a second come in; null as long as that cannot be told.</summary>
    public double? Rate(SyncJob job) => paces.TryGetValue(job, out var pace) ? pace.Rate : null;

    /// <summary>Has the open pages read anew, after something that is neither a start nor an end.</summary>
    public void Refresh() => Tell(turned: true);

    public override void Dispose()
    {
        jobs.Changed -= Hear;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) LookElsewhere();
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    private void LookElsewhere()
    {
        try
        {
            var here = Running.Select(job => job.Request.Source).ToHashSet(StringComparer.Ordinal);
            var now = runner.Running().Where(pair => !here.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
            if (now.Count == elsewhere.Count && now.All(pair => elsewhere.TryGetValue(pair.Key, out var since) && since == pair.Value)) return;
            elsewhere = now;
            Tell(turned: true);
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            // Whoever watches the data says so.
        }
    }

    private void Hear(SyncJob job)
    {
        var turned = job.Ended || IsTurn(job, "started") | (job.Progress is not null && IsTurn(job, "has its turn")) | (job.IsStopping && IsTurn(job, "is cancelled"));
        if (job.Progress is { } progress && !job.Ended) paces.GetOrAdd(job, _ => new SyncPace(time)).Note(progress.Phase, progress.Bytes);
        if (job.Ended)
        {
            ended[job.Request.Source] = new EndedSync(job, time.GetUtcNow().UtcDateTime);
            paces.TryRemove(job, out _);
            foreach (var turn in turns.Keys.Where(turn => turn.Job == job)) turns.TryRemove(turn, out _);
        }

        Tell(turned);
    }

    /// <summary>Whether this happens to a job for the first time.</summary>
    private bool IsTurn(SyncJob job, string what) => !turns.ContainsKey((job, what)) && turns.TryAdd((job, what), true);

    private void Tell(bool turned)
    {
        if (turned) Interlocked.Increment(ref turn);
        Interlocked.Increment(ref step);
        Changed?.Invoke();
    }
}

/// <summary>A sync that ended in this process.</summary>
/// <param name="Job">The sync.</param>
/// <param name="At">When (UTC).</param>
internal sealed record EndedSync(SyncJob Job, DateTime At);
