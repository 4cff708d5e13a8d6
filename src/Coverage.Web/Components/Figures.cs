using System.Globalization;

namespace Coverage.Web.Components;

/// <summary>Scores, points and shares as they are shown: rounded here and nowhere before.</summary>
internal static class Figures
{
    /// <summary>A score of 0 to 100: <c>58.2</c>.</summary>
    public static string Score(double score) => score.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Weighted points: <c>1,240.5</c>.</summary>
    public static string Points(double points) => points.ToString("#,0.0", CultureInfo.InvariantCulture);

    /// <summary>A weight or an effort: <c>2</c>, <c>0.33</c>.</summary>
    public static string Weight(double weight) => weight.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>A count that environments may have divided: <c>12</c>, <c>12.5</c>.</summary>
    public static string Count(double count) => count.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A share; only all of it is 100 and only none of it is 0: <c>43.5 %</c>.</summary>
    public static string Percent(double percent)
    {
        var rounded = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        if (rounded >= 100 && percent < 100) return "> 99.9 %";
        if (rounded <= 0 && percent > 0) return "< 0.1 %";
        return rounded.ToString("0.#", CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>A change with its sign: <c>+3.2</c>, <c>-1.0</c>, <c>0.0</c>.</summary>
    public static string Change(double change) => Math.Round(change, 1) is var rounded && rounded == 0 ? "0.0" : rounded.ToString("+#,0.0;−#,0.0", CultureInfo.InvariantCulture);

    /// <summary>A share for a style: <c>43.5%</c>.</summary>
    public static string Width(double part, double whole) => whole <= 0 ? "0%" : Math.Clamp(100 * part / whole, 0, 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
