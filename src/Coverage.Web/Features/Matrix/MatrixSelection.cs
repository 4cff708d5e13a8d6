using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Features.Matrix;

/// <summary>A cell: a technique with its number.</summary>
/// <param name="Entry">The technique.</param>
/// <param name="Number">Its own number, or of a closed family the family's; NaN for none.</param>
/// <param name="IsContext">It does not fit the filter itself and is shown for the sub-techniques under it.</param>
internal sealed record MatrixCell(TechniqueEntry Entry, double Number, bool IsContext = false);

/// <summary>A technique in a column, and what is shown of its sub-techniques.</summary>
/// <param name="Head">The technique.</param>
/// <param name="HasSubtechniques">It can be opened.</param>
/// <param name="IsOpen">Its sub-techniques are shown, and its own number is its own.</param>
/// <param name="Subtechniques">Those shown.</param>
internal sealed record MatrixFamily(MatrixCell Head, bool HasSubtechniques, bool IsOpen, IReadOnlyList<MatrixCell> Subtechniques);

/// <summary>A column: how many of its techniques have something, and its families.</summary>
internal sealed record MatrixColumn(Tactic Tactic, int Covered, int Total, IReadOnlyList<MatrixFamily> Families);

/// <summary>What of a matrix a query shows.</summary>
internal sealed class MatrixSelection
{
    private readonly MatrixQuery query;
    private readonly MatrixMeasure measure;

    /// <summary>Selects.</summary>
    public MatrixSelection(DomainView domain, MatrixQuery query, MatrixMeasure measure)
    {
        (this.query, this.measure) = (query, measure);
        Total = domain.Techniques.Count;
        var columns = domain.Columns.Where(column => query.Tactic.Length == 0 || column.Tactic.ShortName == query.Tactic).ToList();
        Techniques = [.. columns.SelectMany(column => column.All).Where(Fits).DistinctBy(entry => entry.Id).OrderBy(entry => entry.Id, StringComparer.Ordinal)];
        Columns = query.Layout == MatrixLayout.List ? [] : [.. columns.Select(Column)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<MatrixColumn> Columns { get; }

    /// <summary>The techniques and sub-techniques that fit the query, by identifier.</summary>
    public IReadOnlyList<TechniqueEntry> Techniques { get; }

    /// <summary>How many the domain has.</summary>
    public int Total { get; }

    private MatrixColumn Column(TacticColumn column)
    {
        var all = column.All.Where(entry => FitsPlatform(entry) && FitsText(entry)).ToList();
        var numbers = all.Select(measure.Own).Where(number => !double.IsNaN(number)).ToList();
        return new MatrixColumn(column.Tactic, numbers.Count(measure.IsCovered), numbers.Count, [.. column.Rows.Select(Family).OfType<MatrixFamily>()]);
    }

    private MatrixFamily? Family(TacticRow row)
    {
        var fits = Fits(row.Technique);
        var subtechniques = row.Subtechniques.Where(Fits).ToList();
        if (!fits && subtechniques.Count == 0) return null;

        // A filter by text or number looks at each technique by itself, so what fits under a parent has to be seen.
        var open = query.Layout == MatrixLayout.Mosaic || query.Show is not null || (query.Text.Length > 0 ? subtechniques.Count > 0 : query.IsOpen(row.Technique.Id)) || !fits;
        var family = row.Technique.Subtechniques.Where(FitsPlatform).ToList();
        var number = open ? measure.Own(row.Technique) : measure.Family(row.Technique, family);
        return new MatrixFamily(
            new MatrixCell(row.Technique, number, !fits),
            row.Subtechniques.Count > 0 && query.Show is null && query.Text.Length == 0,
            open,
            open ? [.. subtechniques.Select(entry => new MatrixCell(entry, measure.Own(entry)))] : []);
    }

    private bool Fits(TechniqueEntry entry)
    {
        return FitsPlatform(entry) && FitsText(entry) && (query.Show is not { } step || HeatScale.Step(query.Metric, measure.Own(entry)) == step);
    }

    private bool FitsPlatform(TechniqueEntry entry) => query.Platforms.Count == 0 || entry.Technique.Platforms.Any(query.Platforms.Contains);

    private bool FitsText(TechniqueEntry entry)
    {
        return query.Text.Length == 0 || entry.Technique.Title.Contains(query.Text, StringComparison.OrdinalIgnoreCase) || entry.Id.Contains(query.Text, StringComparison.OrdinalIgnoreCase);
    }
}
