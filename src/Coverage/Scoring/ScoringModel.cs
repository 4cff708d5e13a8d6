using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// The scoring model: the form is code, every figure of it is here and can be changed by an administrator. Scores run
/// from 0 to 100. What the figures mean stands in the README of this folder.
/// </summary>
public sealed record ScoringModel
{
    /// <summary>Version 1 as published.</summary>
    public static ScoringModel Version1 { get; } = new();

    /// <summary>Which form the arithmetic has.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The claim of a rule in place, whether its log source is collected not being recorded; 0 to 100.</summary>
    public double RuleInPlace { get; init; } = 40;

    /// <summary>The claim of a rule in place whose log source is collected; 0 to 100.</summary>
    public double RuleCollected { get; init; } = 55;

    /// <summary>The claim of a rule that a fresh alerted result names; 0 to 100.</summary>
    public double RuleProven { get; init; } = 75;

    /// <summary>The claim of a rule whose paired tests gave no alert, but something in the logs; 0 to 100.</summary>
    public double RuleLogged { get; init; } = 25;

    /// <summary>The claim of a rule whose paired tests gave nothing; 0 to 100.</summary>
    public double RuleRefuted { get; init; }

    /// <summary>The claim of a control in full; 0 to 100.</summary>
    public double ControlFull { get; init; } = 50;

    /// <summary>The claim of a control in part; 0 to 100.</summary>
    public double ControlPartial { get; init; } = 25;

    /// <summary>What is left of a control's claim if D3FEND's ontology links it and no person does; a factor, 0 to 1.</summary>
    public double InferredFactor { get; init; } = 0.5;

    /// <summary>The most that a test scores which is only found in the logs; 0 to 100.</summary>
    public double TestLogged { get; init; } = 25;

    /// <summary>How many days a proof holds in full.</summary>
    public int FreshDays { get; init; } = 90;

    /// <summary>After how many days a proof holds no more.</summary>
    public int StaleDays { get; init; } = 365;

    /// <summary>From which Coverage on a technique is covered; 0 to 100.</summary>
    public double CoveredFrom { get; init; } = 70;

    /// <summary>Points of effort for running a test.</summary>
    public double EffortRunTest { get; init; } = 0.5;

    /// <summary>Points of effort for deploying a rule.</summary>
    public double EffortDeployRule { get; init; } = 1;

    /// <summary>Points of effort for collecting a log source.</summary>
    public double EffortCollect { get; init; } = 10;

    /// <summary>Points of effort for implementing a control.</summary>
    public double EffortImplement { get; init; } = 20;

    /// <summary>
    /// f: what is left of a proof at an age in days: 1 up to <see cref="FreshDays"/>, then falling evenly, 0 from
    /// <see cref="StaleDays"/>.
    /// </summary>
    public double Freshness(int age)
    {
        return age <= FreshDays ? 1 : age >= StaleDays ? 0 : (double)(StaleDays - age) / (StaleDays - FreshDays);
    }

    /// <summary>What a control claims in a state, linked by a person or inferred.</summary>
    internal double Claim(ImplementationState state, bool inferred)
    {
        var claim = state == ImplementationState.Full ? ControlFull : state == ImplementationState.Partial ? ControlPartial : 0;
        return inferred ? claim * InferredFactor : claim;
    }

    /// <summary>
    /// The most that public content allows: 100 with a test to prove a public rule or control by; else what the best claim
    /// could come to, a rule's being proven by another technique's test.
    /// </summary>
    internal double Ceiling(TechniqueLinks links, int tests)
    {
        if (!links.HasPublic) return 0;
        if (tests > 0) return 100;
        var best = links.HasPublicRule ? RuleProven : 0;
        foreach (var control in links.Controls) best = Math.Max(best, Claim(ImplementationState.Full, control.Inferred));
        return best;
    }

    /// <summary>What is wrong with the figures; nothing if they can be used. Their order is what makes more evidence never score less.</summary>
    public IEnumerable<string> Problems()
    {
        double[] figures = [RuleInPlace, RuleCollected, RuleProven, RuleLogged, RuleRefuted, ControlFull, ControlPartial, TestLogged, CoveredFrom];
        if (figures.Any(figure => !(figure is >= 0 and <= 100))) yield return "Every claim and threshold lies between 0 and 100.";
        if (!(InferredFactor is >= 0 and <= 1)) yield return "The factor of inferred controls lies between 0 and 1.";
        if (RuleRefuted > RuleLogged || RuleLogged > RuleInPlace) yield return "A refuted rule claims at most what a rule in place does: refuted, logged, in place rise in this order.";
        if (RuleInPlace > RuleCollected || RuleCollected > RuleProven) yield return "Collecting and proving never lower a claim: in place, collected, proven rise in this order.";
        if (ControlPartial > ControlFull) yield return "A control in part claims at most what it does in full.";
        if (FreshDays < 1 || StaleDays <= FreshDays) yield return "A proof is fresh for at least one day, and stale some days later.";
        double[] efforts = [EffortRunTest, EffortDeployRule, EffortCollect, EffortImplement];
        if (efforts.Any(effort => !(double.IsFinite(effort) && effort > 0))) yield return "Every effort is a number above 0.";
    }
}
