using Coverage.Data;
using Coverage.Sync;
using Coverage.Views;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Components;

/// <summary>The sources whose data is older than their schedule allows, for the banner of every page: looked up when the data has changed, and every few seconds at most otherwise.</summary>
internal sealed class StaleSources(SourceHealth health, CoverageViews views, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private (long Generation, long At, IReadOnlyList<SourceStatus> Sources)? known;

    /// <summary>They, with since when; what was known before where the database does not answer.</summary>
    public IReadOnlyList<SourceStatus> Current
    {
        get
        {
            lock (gate)
            {
                var generation = views.Current.Generation;
                if (known is { } fresh && fresh.Generation == generation && time.GetElapsedTime(fresh.At) < Kept) return fresh.Sources;
                var sources = Read() ?? known?.Sources ?? [];
                known = (generation, time.GetTimestamp(), sources);
                return sources;
            }
        }
    }

    private List<SourceStatus>? Read()
    {
        try
        {
            return [.. health.All().Where(source => source.StaleSince is not null)];
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            return null;
        }
    }
}
