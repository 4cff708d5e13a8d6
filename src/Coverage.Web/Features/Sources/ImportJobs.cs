using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Views;

namespace Coverage.Web.Features.Sources;

/// <summary>Runs imports in the background, one at a time, whatever becomes of the page that started them.</summary>
internal sealed class ImportJobs(ImportRunner runner, CoverageViews views, TimeProvider time, ILogger<ImportJobs> logger) : IDisposable
{
    private readonly Lock gate = new();

    /// <summary>The last import that was started; null before the first.</summary>
    public ImportJob? Current { get; private set; }

    /// <summary>Starts an import.</summary>
    /// <param name="request">What is imported.</param>
    /// <param name="names">What a person would call the inputs.</param>
    /// <param name="who">Who imports; <see cref="ImportRunner"/> checks the role.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public ImportJob Start(ImportRequest request, IReadOnlyList<string> names, Person who, Action after)
    {
        ImportJob job;
        lock (gate)
        {
            if (Current is { State: ImportState.Running } running) throw new ImportUsageException($"An import by {running.Who.Name} is running. Wait until it is done, or cancel it.");
            Current?.Dispose();
            Current = job = new ImportJob(who, names, time.GetUtcNow().UtcDateTime);
        }

        _ = Task.Factory.StartNew(() => Run(job, request, after), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return job;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current?.Cancel();
        Current?.Dispose();
    }

    private void Run(ImportJob job, ImportRequest request, Action after)
    {
        try
        {
            var result = runner.Run(request, job.Who, job, job.Stopping);
            views.Refresh();
            job.End(ImportState.Done, "", result);
        }
        catch (OperationCanceledException)
        {
            job.End(ImportState.Cancelled, "Cancelled; nothing has changed.", []);
        }
        catch (Exception problem) when (problem is SourceRefusedException or ImportUsageException or NotAllowedException or DatabaseException or IOException or UnauthorizedAccessException)
        {
            job.End(ImportState.Refused, problem.Message, []);
        }
        catch (Exception problem)
        {
            SourcesLog.ImportFailed(logger, problem);
            job.End(ImportState.Refused, "The import failed in a way that it should not have; the server's log has the details. Nothing has changed.", []);
        }
        finally
        {
            after();
        }
    }
}
