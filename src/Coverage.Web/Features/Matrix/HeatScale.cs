using System.Globalization;
using System.Numerics;

namespace Coverage.Web.Features.Matrix;

/// <summary>
/// The steps of the colour scale. Counts: 0, 1, 2, 4, 8, 16, 32, 64 and more, each twice the one before, since one rule
/// where there was none says more than one rule more. <see cref="MatrixMetric.Missing"/>: 0 to 3. Scores: 0, and seven
/// steps up to 100. <see cref="MatrixMetric.Gap"/>: 0, and seven steps that double. <see cref="MatrixMetric.Change"/>: three steps down, none, three steps up.
/// </summary>
internal static class HeatScale
{
    /// <summary>The step of what says nothing: not applicable, out of scope.</summary>
    public const int Nothing = -1;

    /// <summary>From which score on each step is; the published model calls 70 covered.</summary>
    private static readonly int[] From = [0, 1, 15, 30, 45, 60, 70, 85];

    /// <summary>From which gap on each step is, in weighted points: 100 is a technique of weight 1 with nothing at all.</summary>
    private static readonly int[] Gaps = [0, 1, 25, 50, 100, 200, 400, 800];

    private static readonly string[] Moves = ["−25", "−10", "−1", "0", "+1", "+10", "+25"];

    /// <summary>How many steps a metric has.</summary>
    public static int Steps(MatrixMetric metric) => metric switch { MatrixMetric.Missing => 4, MatrixMetric.Change => 7, _ => 8 };

    /// <summary>The step that a number lies in.</summary>
    public static int Step(MatrixMetric metric, double number)
    {
        if (double.IsNaN(number)) return Nothing;
        if (metric == MatrixMetric.Missing) return (int)Math.Clamp(number, 0, 3);
        if (metric == MatrixMetric.Change) return 3 + (Math.Sign(number) * (Math.Abs(number) switch { < 0.05 => 0, < 10 => 1, < 25 => 2, _ => 3 }));
        if (metric == MatrixMetric.Gap) return number <= 0 ? 0 : Math.Max(1, Array.FindLastIndex(Gaps, from => from <= number));
        if (metric.IsScore()) return number <= 0 ? 0 : Math.Max(1, Array.FindLastIndex(From, from => from <= number));
        return number <= 0 ? 0 : Math.Min(7, BitOperations.Log2((uint)number) + 1);
    }

    /// <summary>The class of a step; the loud one, <c>h0</c>, is where nothing is there.</summary>
    public static string Class(MatrixMetric metric, int step) => step == Nothing ? "na" : metric switch
    {
        MatrixMetric.Missing => step switch { 0 => "h5", 1 => "h3", 2 => "h1", _ => "h0" },
        MatrixMetric.Change => $"v{step}",
        MatrixMetric.Split => step == 0 ? "h0" : "plain",
        MatrixMetric.Gap => step == 0 ? "plain" : $"h{step}",
        _ => $"h{step}",
    };

    /// <summary>A number as a cell shows it.</summary>
    public static string Shown(MatrixMetric metric, double number)
    {
        if (double.IsNaN(number)) return "–";
        if (!metric.IsScore()) return ((int)number).ToString(CultureInfo.InvariantCulture);
        var rounded = Math.Round(Math.Abs(number), MidpointRounding.AwayFromZero);
        if (metric == MatrixMetric.Change) return (Step(metric, number) == 3 ? "" : number > 0 ? "+" : "−") + (rounded == 0 && Step(metric, number) != 3 ? "<1" : rounded.ToString(CultureInfo.InvariantCulture)).Replace("<", "&lt;", StringComparison.Ordinal);
        return rounded == 0 && number > 0 ? "&lt;1" : rounded == 100 && number < 100 ? "99" : rounded.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The step's label, its smallest number.</summary>
    public static string Label(MatrixMetric metric, int step)
    {
        if (metric == MatrixMetric.Change) return Moves[step];
        if (metric == MatrixMetric.Gap) return Gaps[step].ToString(CultureInfo.InvariantCulture) + (step == 7 ? "+" : "");
        if (metric.IsScore()) return From[step].ToString(CultureInfo.InvariantCulture);
        if (metric == MatrixMetric.Missing || step == 0) return step.ToString(CultureInfo.InvariantCulture);
        return (1 << (step - 1)).ToString(CultureInfo.InvariantCulture) + (step == 7 ? "+" : "");
    }

    /// <summary>What a step covers, in words: <c>8 to 15 rules</c>.</summary>
    public static string Range(MatrixMetric metric, int step)
    {
        if (metric == MatrixMetric.Missing) return step switch { 0 => "has a rule, a test and a control", 1 => "lacks one of rule, test and control", 2 => "lacks two of rule, test and control", _ => "no rule, no test, no control" };
        if (metric == MatrixMetric.Change) return step switch { 0 => "fell by 25 or more", 1 => "fell by 10 to 25", 2 => "fell by less than 10", 3 => "unchanged", 4 => "rose by less than 10", 5 => "rose by 10 to 25", _ => "rose by 25 or more" };
        if (metric == MatrixMetric.Gap) return step switch { 0 => "no gap", 1 => "gap above 0 and below 25 weighted points", 7 => "gap of 800 weighted points or more", _ => $"gap of {Gaps[step]} to below {Gaps[step + 1]} weighted points" };
        if (metric.IsScore()) return step switch { 0 => $"{Name(metric)} 0", 1 => $"{Name(metric)} above 0 and below 15", 7 => $"{Name(metric)} 85 or more", _ => $"{Name(metric)} {From[step]} to below {From[step + 1]}" };
        var what = metric switch { MatrixMetric.Rules => "rules", MatrixMetric.Tests => "tests", MatrixMetric.Controls => "controls", _ => "stopping controls" };
        return step switch { 0 => $"no {what}", 1 => $"1 of {what}", 7 => $"64 {what} or more", _ => $"{1 << (step - 1)} to {(1 << step) - 1} {what}" };
    }

    /// <summary>The word of a step in a URL: its smallest number.</summary>
    public static string Word(MatrixMetric metric, int step) => metric == MatrixMetric.Change ? (step - 3).ToString(CultureInfo.InvariantCulture) : Label(metric, step).TrimEnd('+');

    /// <summary>The step of a word in a URL: a number, or <c>missing</c> for nothing there; null when it is none.</summary>
    public static int? Parse(MatrixMetric metric, string word)
    {
        if (word.Equals("missing", StringComparison.OrdinalIgnoreCase)) return metric == MatrixMetric.Missing ? 3 : 0;
        if (metric == MatrixMetric.Change) return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var move) ? Math.Clamp(move + 3, 0, 6) : null;
        return int.TryParse(word.TrimEnd('+', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Step(metric, number) : null;
    }

    private static string Name(MatrixMetric metric) => metric == MatrixMetric.Split ? nameof(MatrixMetric.Coverage) : metric.ToString();
}
