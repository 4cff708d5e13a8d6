using System.Globalization;
using System.Numerics;

namespace Coverage.Web.Features.Matrix;

/// <summary>
/// The steps of the colour scale. Counts: 0, 1, 2, 4, 8, 16, 32, 64 and more, each twice the one before, since one rule
/// where there was none says more than one rule more. For <see cref="MatrixMetric.Missing"/> the steps are 0 to 3.
/// </summary>
internal static class HeatScale
{
    /// <summary>How many steps a metric has.</summary>
    public static int Steps(MatrixMetric metric) => metric == MatrixMetric.Missing ? 4 : 8;

    /// <summary>The step that a number lies in.</summary>
    public static int Step(MatrixMetric metric, int number)
    {
        if (metric == MatrixMetric.Missing) return Math.Clamp(number, 0, 3);
        return number <= 0 ? 0 : Math.Min(7, BitOperations.Log2((uint)number) + 1);
    }

    /// <summary>The class of a step; the loud one, <c>h0</c>, is where nothing is there.</summary>
    public static string Class(MatrixMetric metric, int step) => metric != MatrixMetric.Missing ? $"h{step}" : step switch { 0 => "h5", 1 => "h3", 2 => "h1", _ => "h0" };

    /// <summary>The step's label, its smallest number.</summary>
    public static string Label(MatrixMetric metric, int step)
    {
        if (metric == MatrixMetric.Missing || step == 0) return step.ToString(CultureInfo.InvariantCulture);
        return (1 << (step - 1)).ToString(CultureInfo.InvariantCulture) + (step == 7 ? "+" : "");
    }

    /// <summary>What a step covers, in words: <c>8 to 15 rules</c>.</summary>
    public static string Range(MatrixMetric metric, int step)
    {
        if (metric == MatrixMetric.Missing) return step switch { 0 => "has a rule, a test and a control", 1 => "lacks one of rule, test and control", 2 => "lacks two of rule, test and control", _ => "no rule, no test, no control" };
        var what = metric switch { MatrixMetric.Rules => "rules", MatrixMetric.Tests => "tests", MatrixMetric.Controls => "controls", _ => "stopping controls" };
        return step switch { 0 => $"no {what}", 1 => $"1 of {what}", 7 => $"64 {what} or more", _ => $"{1 << (step - 1)} to {(1 << step) - 1} {what}" };
    }

    /// <summary>The word of a step in a URL: its smallest number.</summary>
    public static string Word(MatrixMetric metric, int step) => Label(metric, step).TrimEnd('+');

    /// <summary>The step of a word in a URL: a number, or <c>missing</c> for nothing there; null when it is none.</summary>
    public static int? Parse(MatrixMetric metric, string word)
    {
        if (word.Equals("missing", StringComparison.OrdinalIgnoreCase)) return metric == MatrixMetric.Missing ? 3 : 0;
        return int.TryParse(word.TrimEnd('+', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Step(metric, number) : null;
    }
}
