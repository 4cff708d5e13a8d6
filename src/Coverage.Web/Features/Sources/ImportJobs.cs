using Coverage.Audit;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Views;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Sources;

/// <summary>The imports that are started in the app, one at a time.</summary>
internal sealed class ImportJobs(ImportRunner runner, PackImport packs, CoverageViews views, TimeProvider time, ILogger<ImportJobs> logger) : IDisposable
{
    private readonly BackgroundJobs<IReadOnlyList<ImportedSource>> jobs = new("import", time, logger);

    /// <summary>The last import that was started; null before the first.</summary>
    public BackgroundJob<IReadOnlyList<ImportedSource>>? Current => jobs.Current;

    /// <summary>Starts an import.</summary>
    /// <param name="request">What is imported.</param>
    /// <param name="names">What a person would call the inputs.</param>
    /// <param name="who">Who imports; <see cref="ImportRunner"/> checks the role.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public BackgroundJob<IReadOnlyList<ImportedSource>> Start(ImportRequest request, IReadOnlyList<string> names, Person who, Action after) =>
        Start(job => runner.Run(request, job.Who, job, job.Stopping), string.Join(", ", names), who, after);

    /// <summary>Starts the import of a pack.</summary>
    /// <param name="open">Opens the pack from its start; it is read more than once.</param>
    /// <param name="name">What a person would call it.</param>
    /// <param name="request">What else was said about it.</param>
    /// <param name="who">Who imports; to trust a signer takes an administrator, which <see cref="PackImport"/> checks.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public BackgroundJob<IReadOnlyList<ImportedSource>> StartPack(Func<Stream> open, string name, PackImportRequest request, Person who, Action after) =>
        Start(job => packs.Run(PackReader.Open(open, name, null, job.Stopping), request, job.Who, job, job.Stopping), name, who, after);

    /// <inheritdoc/>
    public void Dispose() => jobs.Dispose();

    /// <summary>What is done can be seen.</summary>
    private BackgroundJob<IReadOnlyList<ImportedSource>> Start(Func<BackgroundJob<IReadOnlyList<ImportedSource>>, IReadOnlyList<ImportedSource>> import, string input, Person who, Action after) => jobs.Start(
        who,
        input,
        job =>
        {
            var done = import(job);
            views.Refresh();
            return done;
        },
        after);
}
