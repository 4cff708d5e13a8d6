using Coverage.Views;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>The parts of a split cell, 0 to 100; NaN where there is none.</summary>
/// <param name="Detect">Detect.</param>
/// <param name="Prevent">Prevent.</param>
/// <param name="Validate">Validate.</param>
internal readonly record struct CellParts(double Detect, double Prevent, double Validate);

/// <summary>What the cells of a matrix say: what is published (<see cref="CountMeasure"/>) or what the organisation has (<see cref="ScoreMeasure"/>).</summary>
internal abstract class MatrixMeasure
{
    /// <summary>Which metric it is.</summary>
    public abstract MatrixMetric Metric { get; }

    /// <summary>The number of the technique by itself; NaN where it says nothing of it: not applicable, out of scope, not in the snapshot.</summary>
    public abstract double Own(TechniqueEntry entry);

    /// <summary>The number of a closed family: the technique and these of its sub-techniques.</summary>
    public abstract double Family(TechniqueEntry entry, IReadOnlyCollection<TechniqueEntry> subtechniques);

    /// <summary>Whether a number counts in the figure over a column.</summary>
    public abstract bool IsCovered(double number);

    /// <summary>The figure over a column in words.</summary>
    public abstract string Covered(int covered, int total);

    /// <summary>A cell's number in words.</summary>
    public abstract string Says(MatrixCell cell, bool isFamily);

    /// <summary>What techniques weigh, where cells are marked by it.</summary>
    public WeightMarks? Weights { get; init; }

    /// <summary>What stands in a split cell.</summary>
    public virtual CellParts? Parts(TechniqueEntry entry, bool isFamily) => null;

    /// <summary>The measure that a query asks for.</summary>
    public static MatrixMeasure Of(MatrixQuery query, PostureView posture, Snapshot? since)
    {
        var weights = query.Weights && posture.Posture.Profile is not null ? new WeightMarks(posture.Table) : null;
        var then = query is { Metric: MatrixMetric.Change, Ticks.Count: > 0 } ? WhatIfView.Then(posture, query.Ticks, TickSets.Of) : null;
        return query.Metric.IsScore() ? new ScoreMeasure(query.Metric, posture, query.Environment, since, then) { Weights = weights } : new CountMeasure(query.Metric) { Weights = weights };
    }
}
