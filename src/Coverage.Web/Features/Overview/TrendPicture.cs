using System.Globalization;
using Coverage.Data;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Overview;

/// <summary>The headline over time as lines of steps: a score stays until something moves it.</summary>
internal sealed class TrendPicture
{
    public const int Width = 440;
    public const int Height = 156;
    public const int Left = 28;
    private const int Edge = 8;

    /// <summary>What the days take below the lines.</summary>
    private const int Foot = 16;

    private readonly IReadOnlyList<ScoreMoveRow> moves;
    private readonly DateTime first;
    private readonly double span;

    /// <summary>Draws moves, the oldest first, at least one, up to a time.</summary>
    public TrendPicture(IReadOnlyList<ScoreMoveRow> moves, DateTime now)
    {
        this.moves = moves;
        first = moves[0].At;
        span = Math.Max((now - first).TotalSeconds, 1);
        DayLabels = new($"""<text x="{Left}" y="{Height - 3}">{Dates.Day(first)}</text><text x="{Width}" y="{Height - 3}" text-anchor="end">{Dates.Day(now)}</text>""");
        Curves =
        [
            new TrendCurve("Available", "var(--ink-3)", Points(move => move.AvailableBefore, move => move.Available)),
            new TrendCurve("Deployed", "var(--detect)", Points(move => move.DeployedBefore, move => move.Deployed)),
            new TrendCurve("Validated", "var(--validate)", Points(move => move.ValidatedBefore, move => move.Validated)),
            new TrendCurve("Overall", "var(--accent)", Points(move => move.OverallBefore, move => move.Overall)),
        ];
        Says = $"Overall from {Score(moves[0].OverallBefore)} to {Score(moves[^1].Overall)}, deployed from {Score(moves[0].DeployedBefore)} to {Score(moves[^1].Deployed)}, validated from {Score(moves[0].ValidatedBefore)} to {Score(moves[^1].Validated)}, since {Dates.Day(first)}";
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<TrendCurve> Curves { get; }

    /// <summary>The picture in words.</summary>
    public string Says { get; }

    /// <summary>The days at both ends.</summary>
    public MarkupString DayLabels { get; }

    /// <summary>The lines at 0, 50 and 100. As text, since Razor takes an SVG's text element for its own.</summary>
    public static MarkupString Axis { get; } = new(string.Concat(new[] { 0, 50, 100 }.Select(line => $"""<line x1="{Left}" x2="{Width}" y1="{Y(line)}" y2="{Y(line)}"/><text x="0" y="{Y(line)}" dy="4">{line}</text>""")));

    /// <summary>Where a score of 0 to 100 lies.</summary>
    public static string Y(double score) => (Edge + ((100 - score) / 100 * (Height - Foot - (2 * Edge)))).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Score(double? score) => score is { } known ? Figures.Score(known) : "none";

    private string Points(Func<ScoreMoveRow, double?> before, Func<ScoreMoveRow, double?> after)
    {
        var points = new List<string> { $"{Left},{Y(before(moves[0]) ?? 0)}" };
        foreach (var move in moves)
        {
            var x = (Left + 12 + ((move.At - first).TotalSeconds / span * (Width - Left - 24))).ToString("0.#", CultureInfo.InvariantCulture);
            points.Add($"{x},{Y(before(move) ?? 0)}");
            points.Add($"{x},{Y(after(move) ?? 0)}");
        }

        points.Add($"{Width},{Y(after(moves[^1]) ?? 0)}");
        return string.Join(' ', points);
    }
}

/// <summary>A line of the trend.</summary>
/// <param name="Name">Which score.</param>
/// <param name="Hue">Its colour.</param>
/// <param name="Points">As SVG has them.</param>
internal sealed record TrendCurve(string Name, string Hue, string Points);
