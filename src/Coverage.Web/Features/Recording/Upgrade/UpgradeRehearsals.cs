using Coverage.Audit;
using Coverage.Recording.Upgrading;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>The rehearsals that are started in the app, one at a time.</summary>
internal sealed class UpgradeRehearsals(UpgradeRehearsal rehearsal, TimeProvider time, ILogger<UpgradeRehearsals> logger) : IDisposable
{
    private readonly BackgroundJobs<RehearsalResult> jobs = new("rehearsal", time, logger);

    /// <summary>The last one that was started; null before the first.</summary>
    public BackgroundJob<RehearsalResult>? Current => jobs.Current;

    /// <summary>Starts a rehearsal.</summary>
    /// <param name="who">Who rehearses; <see cref="UpgradeRehearsal"/> checks the role.</param>
    /// <param name="name">What a person would call the input.</param>
    /// <param name="open">Opens the release, on the job's own thread.</param>
    /// <param name="after">Runs when it has ended, however it did.</param>
    /// <exception cref="ImportUsageException">Another one is running.</exception>
    public void Start(Person who, string name, Func<BackgroundJob<RehearsalResult>, SourceTree> open, Action after) =>
        jobs.Start(who, name, job => RehearsalResult.Of(rehearsal.Run(job.Who, () => open(job), job.Stopping, job)), after);

    /// <inheritdoc/>
    public void Dispose() => jobs.Dispose();
}
