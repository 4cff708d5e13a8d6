using Coverage.Audit;
using Coverage.Recording.Upgrading;
using Coverage.Scoring;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>How a rehearsal stands.</summary>
public enum RehearsalState
{
    /// <summary>It copies, imports or scores.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was refused, or could not be carried out.</summary>
    Refused,

    /// <summary>A person stopped it.</summary>
    Cancelled,
}

/// <summary>A technique whose Coverage moves only because the map does, 0 to 100; null where it is not scored.</summary>
public sealed record MovedTechnique(string Id, string Title, double? Before, double? After);

/// <summary>What a rehearsal showed, without the views that it was read from.</summary>
/// <param name="Loaded">The releases that are loaded, in words.</param>
/// <param name="Rehearsed">The releases that would be.</param>
/// <param name="Plan">What would become of the entries.</param>
/// <param name="Before">The scores now.</param>
/// <param name="After">The scores with what can be carried carried along.</param>
/// <param name="Moved">Techniques that move.</param>
public sealed record RehearsalResult(string Loaded, string Rehearsed, UpgradePlan Plan, ScoreTotals Before, ScoreTotals After, IReadOnlyList<MovedTechnique> Moved)
{
    /// <summary>Reads it.</summary>
    public static RehearsalResult Of(RehearsedUpgrade rehearsed)
    {
        ArgumentNullException.ThrowIfNull(rehearsed);
        var (now, then) = (rehearsed.Before.Catalogue, rehearsed.After.Catalogue);
        return new RehearsalResult(
            ReleasesOf(now),
            ReleasesOf(then),
            rehearsed.Plan,
            rehearsed.Before.Table.Totals,
            rehearsed.After.Table.Totals,
            [.. rehearsed.Moved.Select(move => new MovedTechnique(move.Technique, (then.Find(move.Technique) ?? now.Find(move.Technique))?.Technique.Title ?? "", move.Before, move.After))]);
    }

    private static string ReleasesOf(CoverageView view) => string.Join(", ", view.Sources.Where(source => source.Kind == Catalog.SourceKind.Attack && source.Version.Length > 0).Select(SourceLine.Of));
}

/// <summary>One rehearsal that was started in the app, for as long as the app remembers it.</summary>
/// <param name="who">Who started it.</param>
/// <param name="input">What a person would call the input.</param>
/// <param name="started">When (UTC).</param>
public sealed class RehearsalJob(Person who, string input, DateTime started) : IProgress<ImportProgress>, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Who started it.</summary>
    public Person Who { get; } = who;

    /// <summary>What is rehearsed: a file's name, or a path.</summary>
    public string Input { get; } = input;

    /// <summary>When (UTC).</summary>
    public DateTime Started { get; } = started;

    /// <summary>How it stands.</summary>
    public RehearsalState State { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string Message { get; private set; } = "";

    /// <summary>What it showed, once it is done.</summary>
    public RehearsalResult? Result { get; private set; }

    /// <summary>How far it is; null as long as the data is copied.</summary>
    public ImportProgress? Progress { get; private set; }

    /// <summary>Stops it.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Asks it to stop.</summary>
    public void Cancel() => stop.Cancel();

    /// <inheritdoc/>
    public void Report(ImportProgress value) => Progress = value;

    /// <summary>It ended.</summary>
    public void End(RehearsalState state, string message, RehearsalResult? result) => (Message, Result, State) = (message, result, state);

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();
}
