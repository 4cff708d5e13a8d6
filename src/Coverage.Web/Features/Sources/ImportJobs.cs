using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Views;

namespace Coverage.Web.Features.Sources;

/// <summary>Runs imports in the background, one at a time, whatever becomes of the page that started them.</summary>
internal sealed class ImportJobs(ImportRunner runner, PackImport packs, CoverageViews views, TimeProvider time, ILogger<ImportJobs> logger) : IDisposable
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
    public ImportJob Start(ImportRequest request, IReadOnlyList<string> names, Person who, Action after) =>
        Start(job => runner.Run(request, job.Who, job, job.Stopping), names, who, after);

    /// <summary>Starts the import of a pack.</summary>
    /// <param name="open">Opens the pack from its start; it is read more than once.</param>
    /// <param name="name">What a person would call it.</param>
    /// <param name="request">What else was said about it.</param>
    /// <param name="who">Who imports; to trust a signer takes an administrator, which <see cref="PackImport"/> checks.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public ImportJob StartPack(Func<Stream> open, string name, PackImportRequest request, Person who, Action after) =>
        Start(job => packs.Run(PackReader.Open(open, name, null, job.Stopping), request, job.Who, job, job.Stopping), [name], who, after);

    private ImportJob Start(Func<ImportJob, IReadOnlyList<ImportedSource>> import, IReadOnlyList<string> names, Person who, Action after)
    {
        ImportJob job;
        lock (gate)
        {
            if (Current is { State: ImportState.Running } running) throw new ImportUsageException($"An import by {running.Who.Name} is running. Wait until it is done, or cancel it.");
            Current?.Dispose();
            Current = job = new ImportJob(who, names, time.GetUtcNow().UtcDateTime);
        }

        _ = Task.Factory.StartNew(() => Run(job, import, after), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return job;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current?.Cancel();
        Current?.Dispose();
    }

    private void Run(ImportJob job, Func<ImportJob, IReadOnlyList<ImportedSource>> import, Action after)
    {
        try
        {
            var result = import(job);
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
