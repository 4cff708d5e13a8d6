using Coverage.Catalog;

namespace Coverage.Views;

/// <summary>
/// One technique in the table of the Control Validation Compass
/// (<see href="https://github.com/ControlCompass/ControlCompass.github.io/blob/main/cvc.json"/>), for our sources: what content
/// there is, own and with sub-techniques, and four ratings from 0 to 3.
/// </summary>
public sealed record CompassRow(TechniqueEntry Technique, int Mitigations)
{
    /// <summary>Policy and process: mitigations and direct controls.</summary>
    public int PolicyProcessVolume => CompassTable.Volume(Mitigations + Technique.ControlCount.Own);

    /// <summary>Detection: rules.</summary>
    public int DetectVolume => CompassTable.Volume(Technique.RuleCount.Own);

    /// <summary>Tests.</summary>
    public int TestVolume => CompassTable.Volume(Technique.TestCount.Own);

    /// <summary>What could be validated, by the published formula.</summary>
    public int ValidatePotential => CompassTable.Potential(DetectVolume, TestVolume);

    /// <summary>Whether there is nothing below it: a sub-technique, or a technique without any.</summary>
    public bool LowestLevel => Technique.Subtechniques.Count == 0;
}

/// <summary>The Compass view: available content by technique.</summary>
public static class CompassTable
{
    /// <summary>How a volume is rated, in words. The thresholds are ours: the ancestor published its ratings, but not how it came to them.</summary>
    public const string VolumeRule = "0: none; 1: 1 to 4; 2: 5 to 9; 3: 10 or more";

    /// <summary>The published formula, in words.</summary>
    public const string PotentialRule = "0 if there are neither rules nor tests; 1 if detect_volume is at most 1 or there is no test; 3 if detect_volume + test_volume is at least 5; else 2";

    /// <summary>The enterprise techniques, by identifier.</summary>
    public static IReadOnlyList<CompassRow> Rows(CoverageView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Domain(AttackDomain.Enterprise) is { } domain ? Rows(domain) : [];
    }

    /// <summary>The techniques of a matrix, by identifier. The ancestor had the enterprise matrix only.</summary>
    public static IReadOnlyList<CompassRow> Rows(DomainView domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return [.. domain.Techniques.Select(technique => new CompassRow(technique, technique.Mitigations.Count))];
    }

    /// <summary>The rating of a volume, 0 to 3: <see cref="VolumeRule"/>.</summary>
    public static int Volume(int items) => items switch
    {
        <= 0 => 0,
        < 5 => 1,
        < 10 => 2,
        _ => 3,
    };

    /// <summary>The rating of what could be validated, 0 to 3: <see cref="PotentialRule"/>.</summary>
    public static int Potential(int detect, int test)
    {
        return detect == 0 && test == 0 ? 0
            : detect <= 1 || test == 0 ? 1
            : detect + test >= 5 ? 3
            : 2;
    }

    /// <summary>What of the formula decided, with its numbers: <c>3 + 2 = 5, at least 5</c>.</summary>
    public static string Arithmetic(int detect, int test)
    {
        return detect == 0 && test == 0 ? "neither rules nor tests"
            : test == 0 ? "no test"
            : detect <= 1 ? $"detect volume {detect}, at most 1"
            : $"{detect} + {test} = {detect + test}, {(detect + test >= 5 ? "at least 5" : "below 5")}";
    }
}
