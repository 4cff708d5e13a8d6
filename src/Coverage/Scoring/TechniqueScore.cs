namespace Coverage.Scoring;

/// <summary>One technique across the environments in which it applies and is in scope, or a family of them. Scores run from 0 to 100, unrounded.</summary>
public readonly record struct TechniqueScore
{
    /// <summary>In how many environments it applies and is in scope; 0: not applicable, or out of scope everywhere.</summary>
    public int Environments { get; init; }

    /// <summary>In how many environments it applies.</summary>
    public int Applies { get; init; }

    /// <summary>Mean of Detect by environment weight.</summary>
    public double Detect { get; init; }

    /// <summary>Mean of Prevent by environment weight.</summary>
    public double Prevent { get; init; }

    /// <summary>Mean of Coverage by environment weight.</summary>
    public double Coverage { get; init; }

    /// <summary>Mean of Validate by environment weight, over environments with a test; NaN without any.</summary>
    public double Validate { get; init; }

    /// <summary>The share of environments, by weight, with content; 0 to 1.</summary>
    public double Available { get; init; }

    /// <summary>The share of environments, by weight, with something in place or proven; 0 to 1.</summary>
    public double Deployed { get; init; }

    /// <summary>The share of environments, by weight, with a recent proof and not failing; 0 to 1.</summary>
    public double Validated { get; init; }

    /// <summary>Mean of the most that public content allows.</summary>
    public double Ceiling { get; init; }

    /// <summary>What it weighs in the profile; 1 without one. 0 is out of scope.</summary>
    public double Weight { get; init; }

    /// <summary>Whether it stands in means of techniques.</summary>
    public bool Counted { get; init; }

    /// <summary>Whether an exception bears its gap in an environment.</summary>
    public bool RiskAccepted { get; init; }

    /// <summary>The index of the environment with the lowest Coverage; -1 without one.</summary>
    public int WorstEnvironment { get; init; }

    /// <summary>Why it falls short in its worst environment.</summary>
    public GapReason Reason { get; init; }

    /// <summary>It applies somewhere, and neither exceptions nor the profile leave it out.</summary>
    public bool InScope => Environments > 0 && Weight > 0;

    /// <summary>It is in scope and counted: it stands in Overall and in the headline.</summary>
    public bool Stands => InScope && Counted;

    /// <summary>Gap(t) = weight x (100 - Coverage); 0 out of scope.</summary>
    public double Gap => InScope ? Weight * (100 - Coverage) : 0;
}

/// <summary>A parent's cell: the mean of its counted family, in scope.</summary>
/// <param name="Members">How many techniques it is the mean of; 0: nothing to show.</param>
/// <param name="Detect">Mean of Detect.</param>
/// <param name="Prevent">Mean of Prevent.</param>
/// <param name="Coverage">Mean of Coverage.</param>
/// <param name="Validate">Mean of Validate over members with a test; NaN without any.</param>
public readonly record struct FamilyScore(int Members, double Detect, double Prevent, double Coverage, double Validate);

/// <summary>The numbers of the whole, or of a part such as a tactic; null where nothing stands in them.</summary>
public sealed record ScoreTotals
{
    /// <summary>Techniques that stand in the means: counted, applicable, in scope.</summary>
    public int Techniques { get; init; }

    /// <summary>Counted techniques that apply nowhere.</summary>
    public int NotApplicable { get; init; }

    /// <summary>Counted techniques that apply and are out of scope.</summary>
    public int OutOfScope { get; init; }

    /// <summary>Techniques in the means whose gap is accepted in an environment.</summary>
    public int RiskAccepted { get; init; }

    /// <summary>The sum of their gaps, in weighted points.</summary>
    public double AcceptedGap { get; init; }

    /// <summary>The sum of all gaps, in weighted points.</summary>
    public double Gap { get; init; }

    /// <summary>The sum of the weights.</summary>
    public double Weight { get; init; }

    /// <summary>Overall: the weighted mean of Coverage.</summary>
    public double? Overall { get; init; }

    /// <summary>The weighted mean of Detect.</summary>
    public double? Detect { get; init; }

    /// <summary>The weighted mean of Prevent.</summary>
    public double? Prevent { get; init; }

    /// <summary>The weighted mean of Validate, over techniques with a test.</summary>
    public double? Validate { get; init; }

    /// <summary>The weighted mean of the most that public content allows.</summary>
    public double? Ceiling { get; init; }

    /// <summary>Headline, in percent, unweighted.</summary>
    public double? Available { get; init; }

    /// <summary>Headline, in percent, unweighted.</summary>
    public double? Deployed { get; init; }

    /// <summary>Headline, in percent, unweighted.</summary>
    public double? Validated { get; init; }
}
