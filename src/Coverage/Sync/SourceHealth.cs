using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync;

/// <summary>How a source is.</summary>
public enum HealthState
{
    /// <summary>It was found up to date when its schedule last asked, or it has none and does not fail.</summary>
    Current,

    /// <summary>It has never been synced: it holds the seed data, what a person imported, or nothing.</summary>
    NeverSynced,

    /// <summary>Its data is older than its schedule allows.</summary>
    Stale,

    /// <summary>Its last sync failed; the old data was kept.</summary>
    Failing,

    /// <summary>Its last sync waits for a person.</summary>
    Held,

    /// <summary>A person paused it.</summary>
    Paused,
}

/// <summary>A source with everything that says how it is.</summary>
/// <param name="Settings">How it is set up.</param>
/// <param name="Holds">What it holds; null if nothing.</param>
/// <param name="State">How its syncs go; null before the first one.</param>
/// <param name="Last">Its last run; null before the first one.</param>
/// <param name="Health">The one word for it.</param>
/// <param name="StaleSince">Since when its data is older than the schedule allows (UTC).</param>
/// <param name="Next">When it is due (UTC); null if nothing is scheduled.</param>
/// <param name="RunningSince">Since when it is being synced, by whichever process (UTC).</param>
public sealed record SourceStatus(
    SourceSettingsRow Settings,
    SourceRow? Holds,
    SourceStateRow? State,
    SyncRunRow? Last,
    HealthState Health,
    DateTime? StaleSince,
    DateTime? Next,
    DateTime? RunningSince);

/// <summary>Tells how the sources are. Read from the database when asked: what a sync remembers is no part of a view.</summary>
public sealed class SourceHealth(SqliteDatabase database, SourceSettings sources, SyncRunner runner, SyncOptions options, TimeProvider time)
{
    /// <summary>Every source that is set up.</summary>
    public IReadOnlyList<SourceStatus> All()
    {
        using var model = database.Model();
        var holds = model.Sources.AsNoTracking().ToDictionary(row => row.Name);
        var states = model.SourceStates.AsNoTracking().ToDictionary(row => row.Name);
        var newest = model.SyncRuns.Where(run => run.Outcome != SyncOutcome.Rehearsed).GroupBy(run => run.Source).Select(runs => runs.Max(run => run.Id));
        var last = model.SyncRuns.AsNoTracking().Where(run => newest.Contains(run.Id)).ToDictionary(run => run.Source);
        var running = runner.Running();
        return [.. sources.All().Select(settings => Of(settings, running.TryGetValue(settings.Name, out var since) ? since : null, holds.GetValueOrDefault(settings.Name), states.GetValueOrDefault(settings.Name), last.GetValueOrDefault(settings.Name)))];
    }

    /// <summary>The last runs, newest first.</summary>
    public IReadOnlyList<SyncRunRow> Runs(string? source, int skip, int most)
    {
        using var model = database.Model();
        return [.. model.SyncRuns.AsNoTracking().Where(run => source == null || run.Source == source).OrderByDescending(run => run.Id).Skip(skip).Take(most)];
    }

    /// <summary>Sources whose turn it is, the longest due first.</summary>
    public IReadOnlyList<SourceStatus> Due()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return !options.Scheduled ? [] : [.. All().Where(source => source.Next <= now && source.RunningSince is null).OrderBy(source => source.Next)];
    }

    private SourceStatus Of(SourceSettingsRow settings, DateTime? running, SourceRow? holds, SourceStateRow? state, SyncRunRow? last)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var stale = options.Scheduled ? Schedule.StaleSince(settings, state, now) : null;
        var next = options.Scheduled ? Schedule.Next(settings, state, now) : null;
        var health = settings.Paused ? HealthState.Paused
            : state?.HeldRun is not null ? HealthState.Held
            : state?.FailingSince is not null ? HealthState.Failing
            : stale is not null ? HealthState.Stale
            : state?.SucceededAt is null ? HealthState.NeverSynced
            : HealthState.Current;
        return new SourceStatus(settings, holds, state, last, health, stale, next, running);
    }
}
