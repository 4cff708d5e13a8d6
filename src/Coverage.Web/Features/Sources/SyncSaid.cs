using Coverage.Sync;
using Coverage.Web.Components;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Sources;

/// <summary>What a screen reader is told of the syncs: phases and ends, without the figures that change all the time.</summary>
internal static class SyncSaid
{
    public static string Of(SyncNews news) => string.Join(" ", news.Running.Select(job => $"{SourceNames.Name(job.Request.Source)}: {job.Progress?.Phase ?? "waiting"}."));

    /// <summary>How the last sync of a source ended that this process ran.</summary>
    public static string End(SyncJob job) => $"{SourceNames.Name(job.Request.Source)}: {(job.Problem is { } problem ? problem : job.Result is { } result ? HealthMark.Of(result.Run.Outcome).Word + "." : "ended.")}";
}
