using System.Globalization;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>What is published, counted.</summary>
internal sealed class CountMeasure(MatrixMetric metric) : MatrixMeasure
{
    /// <inheritdoc/>
    public override MatrixMetric Metric => metric;

    private string Unit => metric switch { MatrixMetric.Rules => "rule", MatrixMetric.Tests => "test", MatrixMetric.Controls => "control", _ => "stopping control" };

    /// <inheritdoc/>
    public override double Own(TechniqueEntry entry) => MatrixNumbers.Own(entry, metric);

    /// <inheritdoc/>
    public override double Family(TechniqueEntry entry, IReadOnlyCollection<TechniqueEntry> subtechniques) => MatrixNumbers.Family(entry, subtechniques, metric);

    /// <inheritdoc/>
    public override bool IsCovered(double number) => metric == MatrixMetric.Missing ? number == 0 : number > 0;

    /// <inheritdoc/>
    public override string Covered(int covered, int total) => metric switch
    {
        MatrixMetric.Missing => $"{covered} of {total} techniques and sub-techniques have a rule, a test and a control",
        MatrixMetric.Rules => $"{covered} of {total} techniques and sub-techniques have a rule",
        MatrixMetric.Tests => $"{covered} of {total} techniques and sub-techniques have a test",
        MatrixMetric.Controls => $"{covered} of {total} techniques and sub-techniques have a direct control",
        _ => $"{covered} of {total} techniques and sub-techniques have a control that hardens or isolates",
    };

    /// <inheritdoc/>
    public override string Says(MatrixCell cell, bool isFamily)
    {
        var number = (int)cell.Number;
        var below = isFamily ? $" with its {Words.Count(cell.Entry.Subtechniques.Count, "sub-technique")}" : "";
        if (metric == MatrixMetric.Missing) return HeatScale.Range(metric, number) + below;
        return Words.Count(number, Unit) + below + (isFamily ? string.Create(CultureInfo.InvariantCulture, $", {MatrixNumbers.Own(cell.Entry, metric)} its own") : "");
    }
}
