using Coverage.Scoring;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Matrix;

/// <summary>What techniques weigh in the chosen profile, as one to four marks.</summary>
internal sealed class WeightMarks(ScoreTable table)
{
    /// <summary>The most marks.</summary>
    public const int Most = 4;

    /// <summary>How many marks a weight has; 0 for what is out of scope.</summary>
    public static int Step(double weight) => weight switch { <= 0 => 0, <= 1 => 1, < 4 => 2, < 8 => 3, _ => Most };

    /// <summary>What a number of marks stands for, in words.</summary>
    public static string Range(int step) => step switch { 1 => "weight up to 1", 2 => "above 1, below 4", 3 => "4 to below 8", _ => "8 or more" };

    /// <summary>The weight of a technique, or the largest of its family.</summary>
    public double Of(TechniqueEntry entry, bool isFamily) => isFamily ? entry.Subtechniques.Select(Own).Append(Own(entry)).Max() : Own(entry);

    /// <summary>A cell's weight in words.</summary>
    public string Says(TechniqueEntry entry, bool isFamily) => Of(entry, isFamily) is > 0 and var weight ? $"; {(isFamily ? "largest weight of its family" : "weight")} {Figures.Weight(weight)}"
        : entry.Subtechniques.Any(inner => Own(inner) > 0) ? "; weighs by its sub-techniques"
        : "; out of the profile";

    /// <summary>A parent that does not count has given its weight to its sub-techniques.</summary>
    private double Own(TechniqueEntry entry) => table.Input.TechniqueOf(entry.Id) is var technique and >= 0 && table.Technique(technique) is { Counted: true, Weight: var weight } ? weight : 0;
}
