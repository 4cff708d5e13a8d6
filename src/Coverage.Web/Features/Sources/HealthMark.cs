using Coverage.Sync;

namespace Coverage.Web.Features.Sources;

/// <summary>The glyph, the word and the colour of how a source is, or of how a run ended; never the colour alone.</summary>
/// <param name="Glyph">The glyph.</param>
/// <param name="Word">The word.</param>
/// <param name="Class">The style.</param>
public sealed record HealthMark(string Glyph, string Word, string Class)
{
    /// <summary>That of a source.</summary>
    public static HealthMark Of(SourceLine line) => line switch
    {
        { Job: { IsStopping: true } } => new("↻", "cancelling", "s-run"),
        { Job.Progress: null, Job: not null } => new("↻", "waiting", "s-run"),
        { Job: not null } => new("↻", "syncing", "s-run"),
        { Elsewhere: not null } => new("↻", "syncing elsewhere", "s-run"),
        { Status: null } => new("▫", "imported", "s-calm"),
        { Status.Settings.Place: Data.SourcePlace.Upload } => new("▫", "by upload", "s-calm"),
        _ => Of(line.Status.Health),
    };

    /// <summary>That of an outcome.</summary>
    public static HealthMark Of(Data.SyncOutcome outcome) => outcome switch
    {
        Data.SyncOutcome.Applied => new("●", "applied", "s-good"),
        Data.SyncOutcome.Approved => new("●", "approved", "s-good"),
        Data.SyncOutcome.Unchanged => new("○", "nothing new", "s-calm"),
        Data.SyncOutcome.Rehearsed => new("◌", "dry run", "s-calm"),
        Data.SyncOutcome.Held => new("◆", "held", "s-warn"),
        Data.SyncOutcome.Rejected => new("◇", "rejected", "s-calm"),
        Data.SyncOutcome.Failed => new("✕", "failed", "s-bad"),
        Data.SyncOutcome.Interrupted => new("✕", "interrupted", "s-bad"),
        _ => new("–", "cancelled", "s-calm"),
    };

    private static HealthMark Of(HealthState health) => health switch
    {
        HealthState.Current => new("●", "current", "s-good"),
        HealthState.Stale => new("◔", "stale", "s-warn"),
        HealthState.Failing => new("✕", "failing", "s-bad"),
        HealthState.Held => new("◆", "held", "s-warn"),
        HealthState.Paused => new("‖", "paused", "s-calm"),
        _ => new("○", "never synced", "s-calm"),
    };
}
