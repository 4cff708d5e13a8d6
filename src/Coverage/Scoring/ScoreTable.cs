using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>
/// The scores of every technique in every environment on one UTC day, by one model. Immutable; <see cref="Apply"/> gives
/// the next one and scores again only what the edit touches. Techniques go by the index of <see cref="ScoringInput"/>,
/// environments by their place in the order of keys.
/// </summary>
public sealed class ScoreTable
{
    private readonly Lazy<ScoreTotals> totals;

    internal ScoreTable(LinkIndex index, OrganisationPosture posture, Scale scale, EnvironmentScores[] scores, Scope[][] scope, double[] weights, TechniqueScore[]? across, IEnumerable<int>? changed)
    {
        (Index, Posture, Scale, Scores, Scope, Weights) = (index, posture, scale, scores, scope, weights);
        Environments = [.. posture.Environments.Keys];
        Across = across is null ? new TechniqueScore[index.Input.Techniques.Length] : [.. across];
        var none = default(NoTrace);
        foreach (var technique in changed ?? Enumerable.Range(0, Across.Length)) Across[technique] = Rollup.Technique(this, technique, ref none);
        totals = new Lazy<ScoreTotals>(() => TotalsOf(null));
    }

    /// <summary>The catalogue that was scored.</summary>
    public ScoringInput Input => Index.Input;

    /// <summary>The posture that was scored.</summary>
    public OrganisationPosture Posture { get; }

    /// <summary>The model.</summary>
    public ScoringModel Model => Scale.Model;

    /// <summary>The UTC day.</summary>
    public DateOnly Day => DateOnly.FromDayNumber(Scale.Day);

    /// <summary>Keys of the environments, in ordinal order.</summary>
    public IReadOnlyList<string> Environments { get; }

    /// <summary>The numbers of the whole.</summary>
    public ScoreTotals Totals => totals.Value;

    internal LinkIndex Index { get; }

    internal Scale Scale { get; }

    internal EnvironmentScores[] Scores { get; }

    internal Scope[][] Scope { get; }

    internal double[] Weights { get; }

    internal TechniqueScore[] Across { get; }

    /// <summary>A technique in an environment, scope left aside.</summary>
    public ref readonly CellScore Cell(int technique, int environment) => ref Scores[environment].Cells[technique];

    /// <summary>Why a technique falls short in an environment; exactly one reason for each pair.</summary>
    public GapReason Reason(int technique, int environment)
    {
        ref readonly var cell = ref Scores[environment].Cells[technique];
        return cell.Applies && (Weights[technique] == 0 || (Scope[environment][technique] & Scoring.Scope.Out) != 0) ? GapReason.OutOfScope : cell.Reason;
    }

    /// <summary>Whether a log source is of an environment's platforms; its product need not tell.</summary>
    public bool CanHave(string environment, LogSource source)
    {
        var place = Environments.ToList().IndexOf(environment);
        return place < 0 || (Index.PlatformsOf(source) & Scores[place].Evidence.Platforms) != 0;
    }

    /// <summary>How many log sources an entry for one would say are collected, of those that an environment can have and does not say it of yet; at least 1.</summary>
    public int LogSourcesBehind(string environment, LogSource stated)
    {
        var place = Environments.ToList().IndexOf(environment);
        if (place < 0) return 1;
        var evidence = Scores[place].Evidence;
        return Index.SourcesBehind(stated, evidence.Platforms, source => TelemetryMatch.EntryFor(Index.LogSources[source], evidence.Posture.Telemetry) is { Collected: true });
    }

    /// <summary>A technique across environments.</summary>
    public TechniqueScore Technique(int technique) => Across[technique];

    /// <summary>A parent's cell: the mean of its counted family across environments.</summary>
    public FamilyScore Family(int parent) => Rollup.Family(this, parent, -1);

    /// <summary>A parent's cell in one environment.</summary>
    public FamilyScore Family(int parent, int environment) => Rollup.Family(this, parent, environment);

    /// <summary>The numbers of some techniques, such as a tactic's or a domain's.</summary>
    public ScoreTotals TotalsOf(Predicate<int>? techniques)
    {
        var none = default(NoTrace);
        return Rollup.Totals(this, techniques, -1, ref none);
    }

    /// <summary>The numbers of one environment, as if it were all there is.</summary>
    public ScoreTotals TotalsIn(int environment)
    {
        var none = default(NoTrace);
        return Rollup.Totals(this, null, environment, ref none);
    }

    /// <summary>How the numbers of one environment, as if it were all there is, came about.</summary>
    public TraceStep ExplainIn(int environment, Predicate<int>? techniques = null)
    {
        var trace = new TreeTrace();
        Rollup.Totals(this, techniques, environment, ref trace);
        return trace.Root;
    }

    /// <summary>How a cell's Coverage came about: the computation's own steps. Null where the technique does not apply.</summary>
    public TraceStep? Explain(int technique, int environment) => Scores[environment].Explain(technique);

    /// <summary>How a technique's Coverage across environments came about.</summary>
    public TraceStep ExplainAcross(int technique)
    {
        var trace = new TreeTrace();
        Rollup.Technique(this, technique, ref trace);
        return trace.Root;
    }

    /// <summary>How Overall came about, and the sums of which the other numbers are made.</summary>
    public TraceStep ExplainOverall(Predicate<int>? techniques = null)
    {
        var trace = new TreeTrace();
        Rollup.Totals(this, techniques, -1, ref trace);
        return trace.Root;
    }

    /// <summary>What to do next about a technique in an environment.</summary>
    public NextAction Next(int technique, int environment) => NextActions.Of(this, technique, environment);

    /// <summary>On which hosts a test was seen or stopped: of the last day that has a value.</summary>
    public HostDepth Hosts(int test, int environment) => HostDepth.Of(Scores[environment].Evidence, test, Scores[environment].Outcomes[test]);

    /// <summary>The scores after edits; exactly those that a new computation gives.</summary>
    public ScoreTable Apply(params IReadOnlyList<PostureEdit> edits) => new TableChange(this, edits).Next();

    /// <summary>The scores of another day.</summary>
    public ScoreTable On(DateOnly day) => Scorer.Score(Index, Posture, Scale with { Day = day.DayNumber }, Scores.Select(scores => scores.Evidence));

    /// <summary>The scores by another model.</summary>
    public ScoreTable By(ScoringModel model) => Scorer.Score(Index, Posture, Scale with { Model = model }, Scores.Select(scores => scores.Evidence));

    /// <summary>A technique as if one environment were all there is.</summary>
    internal TechniqueScore Alone(int technique, int environment)
    {
        var mean = default(EnvironmentMean);
        mean.Worst = -1;
        ref readonly var cell = ref Scores[environment].Cells[technique];
        if (cell.Applies) mean.Add(cell, Scope[environment][technique], environment, 1);
        return mean.Score(Weights[technique], Input.Counted[technique]);
    }
}
