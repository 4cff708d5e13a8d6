using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>What the organisation has, scored: across environments or in one of them, now or as the difference to a snapshot or of a what-if.</summary>
internal sealed class ScoreMeasure : MatrixMeasure
{
    private readonly ScoreTable table;
    private readonly int environment;
    private readonly Snapshot? since;

    /// <summary>The scores of today, where <see cref="table"/> has those of a what-if.</summary>
    private readonly ScoreTable? today;

    /// <summary>Measures.</summary>
    /// <param name="metric">What.</param>
    /// <param name="posture">Of what.</param>
    /// <param name="environment">Where; empty for across all environments.</param>
    /// <param name="since">A snapshot to compare with.</param>
    /// <param name="then">The scores of a what-if, to be compared with those of today.</param>
    public ScoreMeasure(MatrixMetric metric, PostureView posture, string environment, Snapshot? since, ScoreTable? then = null)
    {
        (Metric, table, today, this.since) = (metric, then ?? posture.Table, then is null ? null : posture.Table, since);
        this.environment = table.Environments.ToList().IndexOf(environment);
    }

    /// <inheritdoc/>
    public override MatrixMetric Metric { get; }

    /// <inheritdoc/>
    public override double Own(TechniqueEntry entry) => table.Input.TechniqueOf(entry.Id) is var technique and >= 0 ? Own(technique, entry.Id) : double.NaN;

    /// <inheritdoc/>
    public override double Family(TechniqueEntry entry, IReadOnlyCollection<TechniqueEntry> subtechniques)
    {
        if (entry.Subtechniques.Count == 0) return Own(entry);
        if (Metric is MatrixMetric.Change or MatrixMetric.Gap) return Mean(entry.Subtechniques.Prepend(entry).Where(IsCounted).Select(Own));
        var family = FamilyOf(entry);
        return family.Members == 0 ? double.NaN : Of(family.Detect, family.Prevent, family.Validate, family.Coverage);
    }

    /// <inheritdoc/>
    public override bool IsCovered(double number) => Metric == MatrixMetric.Gap ? number <= 0 : Metric is MatrixMetric.Coverage or MatrixMetric.Split ? number >= table.Model.CoveredFrom : number > 0;

    /// <inheritdoc/>
    public override string Covered(int covered, int total) => Metric switch
    {
        MatrixMetric.Coverage or MatrixMetric.Split => $"{covered} of {total} techniques and sub-techniques in scope are covered ({table.Model.CoveredFrom:0} or more)",
        MatrixMetric.Gap => $"{covered} of {total} techniques and sub-techniques in scope have no gap at all",
        MatrixMetric.Change when today is not null => $"{covered} of {total} techniques and sub-techniques in scope would score more than now",
        MatrixMetric.Change => $"{covered} of {total} techniques and sub-techniques in scope score more than in the snapshot",
        _ => $"{covered} of {total} techniques and sub-techniques in scope have a score above 0",
    };

    /// <inheritdoc/>
    public override string Says(MatrixCell cell, bool isFamily)
    {
        if (double.IsNaN(cell.Number)) return Metric == MatrixMetric.Validate ? "no test, or out of scope" : Metric == MatrixMetric.Change ? "not in both" : isFamily ? "nothing in scope" : Metric == MatrixMetric.Gap && cell.Entry.Subtechniques.Count > 0 && Stands(table.Input.TechniqueOf(cell.Entry.Id)) ? "not counted: its sub-techniques are" : ScoreWords.Of(ReasonOf(cell.Entry));
        if (Metric == MatrixMetric.Change) return $"Coverage {(ScoreWords.Difference(0, cell.Number) is { Length: > 0 } moved ? moved : "unchanged")} {(today is null ? "since the snapshot" : "if it were so")}";
        if (Metric == MatrixMetric.Gap) return $"Gap {Figures.Points(cell.Number)} weighted points{(isFamily ? $"; mean of its family of {FamilyOf(cell.Entry).Members}" : $": weight {Figures.Weight(table.Technique(table.Input.TechniqueOf(cell.Entry.Id)).Weight)} x (100 - Coverage {ScoreWords.Of(PartsOf(cell.Entry, false).Coverage)}); {ScoreWords.Of(ReasonOf(cell.Entry))}")}";
        var parts = PartsOf(cell.Entry, isFamily);
        return $"Coverage {ScoreWords.Of(parts.Coverage)}, Detect {ScoreWords.Of(parts.Detect)}, Prevent {ScoreWords.Of(parts.Prevent)}, Validate {ScoreWords.Of(parts.Validate)}"
            + (isFamily ? $"; mean of its family of {FamilyOf(cell.Entry).Members}" : $"; {ScoreWords.Of(ReasonOf(cell.Entry))}");
    }

    /// <inheritdoc/>
    public override CellParts? Parts(TechniqueEntry entry, bool isFamily)
    {
        if (Metric != MatrixMetric.Split) return null;
        var (detect, prevent, validate, _) = PartsOf(entry, isFamily);
        return new CellParts(detect, prevent, validate);
    }

    private static double Mean(IEnumerable<double> numbers) => numbers.Where(number => !double.IsNaN(number)).DefaultIfEmpty(double.NaN).Average();

    private double Own(int technique, string id)
    {
        if (!Stands(technique)) return double.NaN;
        var (detect, prevent, validate, coverage) = Scores(technique);
        if (Metric == MatrixMetric.Gap) return table.Technique(technique) is { Counted: true, Weight: var weight } ? weight * (100 - coverage) : double.NaN;
        if (Metric != MatrixMetric.Change) return Of(detect, prevent, validate, coverage);
        if (today is not null) return coverage - Scores(today, technique).Coverage;
        return since?.Scores.GetValueOrDefault(id)?.Coverage is { } then ? coverage - then : double.NaN;
    }

    private bool Stands(int technique) => environment < 0
        ? table.Technique(technique).InScope
        : table.Cell(technique, environment).Applies && table.Reason(technique, environment) != GapReason.OutOfScope;

    private (double Detect, double Prevent, double Validate, double Coverage) Scores(int technique) => Scores(table, technique);

    private (double Detect, double Prevent, double Validate, double Coverage) Scores(ScoreTable of, int technique)
    {
        if (environment >= 0)
        {
            ref readonly var cell = ref of.Cell(technique, environment);
            return (cell.Detect, cell.Prevent, cell.Validate, cell.Coverage);
        }

        var across = of.Technique(technique);
        return (across.Detect, across.Prevent, across.Validate, across.Coverage);
    }

    private (double Detect, double Prevent, double Validate, double Coverage) PartsOf(TechniqueEntry entry, bool isFamily)
    {
        if (!isFamily) return Scores(table.Input.TechniqueOf(entry.Id));
        var family = FamilyOf(entry);
        return (family.Detect, family.Prevent, family.Validate, family.Coverage);
    }

    private FamilyScore FamilyOf(TechniqueEntry entry)
    {
        var technique = table.Input.TechniqueOf(entry.Id);
        return environment < 0 ? table.Family(technique) : table.Family(technique, environment);
    }

    private GapReason ReasonOf(TechniqueEntry entry)
    {
        var technique = table.Input.TechniqueOf(entry.Id);
        if (technique < 0) return GapReason.NotApplicable;
        if (environment >= 0) return table.Reason(technique, environment);
        var across = table.Technique(technique);
        return across.InScope ? across.Reason : across.Applies > 0 ? GapReason.OutOfScope : GapReason.NotApplicable;
    }

    private bool IsCounted(TechniqueEntry entry) => table.Input.TechniqueOf(entry.Id) is var technique and >= 0 && table.Technique(technique).Stands;

    private double Of(double detect, double prevent, double validate, double coverage) => Metric switch
    {
        MatrixMetric.Detect => detect,
        MatrixMetric.Prevent => prevent,
        MatrixMetric.Validate => validate,
        _ => coverage,
    };
}
