using Coverage.Data;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Sources;

/// <summary>A source as the pages show it: set up, loaded, or both.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How it is set up and how it is; null for what was imported without being set up.</param>
/// <param name="Holds">What it holds in the current view; null if nothing.</param>
/// <param name="Job">Its sync, if this process runs one.</param>
public sealed record SourceLine(string Name, SourceStatus? Status, SourceRow? Holds, SyncJob? Job)
{
    /// <summary>The sync that this process ended last, as long as it is the newest run; null if none is.</summary>
    public SyncJob? Ended { get; init; }

    /// <summary>As people call it.</summary>
    public string Title => SourceNames.Name(Name);

    /// <summary>Since when another process syncs it (UTC); null if none does.</summary>
    public DateTime? Elsewhere => Job is null ? Status?.RunningSince : null;

    /// <summary>Whether there is somewhere to sync it from.</summary>
    public bool HasPlace => Status is { Settings.Place: not SourcePlace.Upload };

    /// <summary>All of them: what is set up in its order, then what was only imported.</summary>
    internal static IReadOnlyList<SourceLine> All(SourceHealth health, CoverageView view, SyncNews news)
    {
        var set = health.All();
        var held = view.Sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        return
        [
            .. set.Select(status => new SourceLine(status.Settings.Name, status, held.GetValueOrDefault(status.Settings.Name), news.Of(status.Settings.Name)) { Ended = news.Ended(status.Settings.Name, status.Last)?.Job }),
            .. view.Sources.Where(source => set.All(status => status.Settings.Name != source.Name)).Select(source => new SourceLine(source.Name, null, source, null)),
        ];
    }
}
