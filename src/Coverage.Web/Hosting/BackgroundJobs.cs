using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;

namespace Coverage.Web.Hosting;

/// <summary>Runs jobs of a kind in the background, one at a time, whatever becomes of the page that started them.</summary>
/// <typeparam name="T">What comes of one.</typeparam>
/// <param name="noun">What one is called: <c>import</c>.</param>
/// <param name="time">The time.</param>
/// <param name="logger">Hears of what should not have happened.</param>
internal sealed class BackgroundJobs<T>(string noun, TimeProvider time, ILogger logger) : IDisposable
    where T : class
{
    /// <summary>How long a job has when the app is stopped: it asks often whether it is to go on.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task work = Task.CompletedTask;

    /// <summary>The last one that was started; null before the first.</summary>
    public BackgroundJob<T>? Current { get; private set; }

    /// <summary>Starts one.</summary>
    /// <param name="who">Who starts it; the work checks the role.</param>
    /// <param name="input">What a person would call what is read.</param>
    /// <param name="what">Does it.</param>
    /// <param name="after">Runs when it has ended, however it did; not if it is refused here.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public BackgroundJob<T> Start(Person who, string input, Func<BackgroundJob<T>, T> what, Action after)
    {
        BackgroundJob<T> job;
        lock (gate)
        {
            if (Current is { State: JobState.Running } running) throw new ImportUsageException($"The {noun} that {running.Who.Name} started is running. Wait until it is done, or cancel it.");
            Current?.Dispose();
            Current = job = new BackgroundJob<T>(who, input, time.GetUtcNow().UtcDateTime);
            work = Task.Factory.StartNew(() => Run(job, what, after), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return job;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current?.Cancel();
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne(LongestStop);
        if (work.IsCompleted) Current?.Dispose();
    }

    private void Run(BackgroundJob<T> job, Func<BackgroundJob<T>, T> what, Action after)
    {
        try
        {
            job.End(JobState.Done, "", what(job));
        }
        catch (OperationCanceledException)
        {
            job.End(JobState.Cancelled, "Cancelled; nothing has changed.", null);
        }
        catch (Exception problem) when (problem is SourceRefusedException or ImportUsageException or NotAllowedException or DatabaseException or IOException or UnauthorizedAccessException)
        {
            job.End(JobState.Refused, problem.Message, null);
        }
        catch (Exception problem)
        {
            HostingLog.JobFailed(logger, problem, noun);
            job.End(JobState.Refused, $"The {noun} failed in a way that it should not have; the server's log has the details. Nothing has changed.", null);
        }
        finally
        {
            after();
        }
    }
}
