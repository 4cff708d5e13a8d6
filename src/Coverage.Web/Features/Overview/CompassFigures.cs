using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>How many techniques and sub-techniques have which rating.</summary>
/// <param name="Tactic">Those of this tactic; null for all, each once.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Counts">For each of <see cref="CompassMeasure.All"/> the number at each rating.</param>
public sealed record CompassLine(Tactic? Tactic, int Total, IReadOnlyList<int[]> Counts);

/// <summary>The Compass view of a matrix, counted: a line a tactic, and one for all.</summary>
/// <param name="Tactics">In the order of the matrix.</param>
/// <param name="All">Each technique once.</param>
public sealed record CompassFigures(IReadOnlyList<CompassLine> Tactics, CompassLine All)
{
    private static readonly PerView<Dictionary<AttackDomain, CompassFigures>> Made = new(view => view.Domains.ToDictionary(domain => domain.Domain, Count));

    /// <summary>That of a matrix of a view.</summary>
    public static CompassFigures Of(CoverageView view, DomainView domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Made.Of(view)[domain.Domain];
    }

    private static CompassFigures Count(DomainView domain)
    {
        var rows = CompassTable.Rows(domain).ToDictionary(row => row.Technique);
        return new CompassFigures([.. domain.Columns.Select(column => Line(column.Tactic, [.. column.All.Select(entry => rows[entry])]))], Line(null, [.. rows.Values]));
    }

    private static CompassLine Line(Tactic? tactic, IReadOnlyList<CompassRow> rows)
    {
        return new CompassLine(tactic, rows.Count, [.. CompassMeasure.All.Select(measure => Enumerable.Range(0, CompassMeasure.Levels).Select(level => rows.Count(row => measure.Rating(row) == level)).ToArray())]);
    }
}
