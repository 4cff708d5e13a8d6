using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>One environment scored: what its rules claim, what its tests came to, and every technique's cell.</summary>
internal sealed class EnvironmentScores
{
    private EnvironmentScores(LinkIndex index, EnvironmentEvidence evidence, Scale scale, double[] claims, TestOutcome[] outcomes, CellScore[] cells)
    {
        (Index, Evidence, Scale) = (index, evidence, scale);
        (Claims, Outcomes, Cells) = (claims, outcomes, cells);
    }

    public LinkIndex Index { get; }

    public EnvironmentEvidence Evidence { get; }

    public Scale Scale { get; }

    /// <summary>By rule, <see cref="RuleClaims.NotInPlace"/> if it is not.</summary>
    public double[] Claims { get; private set; }

    /// <summary>By test.</summary>
    public TestOutcome[] Outcomes { get; private set; }

    /// <summary>By technique.</summary>
    public CellScore[] Cells { get; private set; }

    /// <summary>Scores everything.</summary>
    public static EnvironmentScores Full(LinkIndex index, EnvironmentEvidence evidence, Scale scale)
    {
        var scores = new EnvironmentScores(index, evidence, scale, GC.AllocateUninitializedArray<double>(index.RuleCapacity), new TestOutcome[index.Input.Tests.Length], GC.AllocateUninitializedArray<CellScore>(index.Input.Techniques.Length));
        for (var test = 0; test < scores.Outcomes.Length; test++)
        {
            if (evidence.Results[test] is not null) scores.Outcomes[test] = TestOutcome.Read(evidence, test, scale);
        }

        for (var rule = 0; rule < scores.Claims.Length; rule++) scores.Claims[rule] = evidence.InPlace[rule] ? scores.Claim(rule) : RuleClaims.NotInPlace;
        for (var technique = 0; technique < scores.Cells.Length; technique++) scores.Cells[technique] = scores.Score(technique);
        return scores;
    }

    /// <summary>Scores only what was touched, the rest being as it was.</summary>
    /// <param name="index">The links as they are now; of the same <see cref="LinkIndex.RuleCapacity"/>.</param>
    /// <param name="evidence">The evidence as it is now.</param>
    /// <param name="touched">What an edit touched; what depends on it is found here.</param>
    /// <returns>The scores, and the techniques that were scored again.</returns>
    public (EnvironmentScores Scores, IReadOnlyCollection<int> Techniques) With(LinkIndex index, EnvironmentEvidence evidence, Touched touched)
    {
        touched.Spread(index, evidence);
        var scores = new EnvironmentScores(index, evidence, Scale, Claims, Outcomes, Cells);
        foreach (var test in touched.Tests) scores.Outcomes = Set(Outcomes, scores.Outcomes, test, TestOutcome.Read(evidence, test, Scale));
        foreach (var rule in touched.Rules) scores.Claims = Set(Claims, scores.Claims, rule, scores.Claim(rule));
        foreach (var technique in touched.Techniques) scores.Cells = Set(Cells, scores.Cells, technique, scores.Score(technique));
        return (scores, touched.Techniques);
    }

    // Arrays are shared with the scores before until something in them is different.
    private static T[] Set<T>(T[] shared, T[] array, int place, T value)
        where T : struct, IEquatable<T>
    {
        if (array[place].Equals(value)) return array;
        if (ReferenceEquals(shared, array)) array = [.. shared];
        array[place] = value;
        return array;
    }

    /// <summary>The arithmetic of a cell, as the computation takes it.</summary>
    public TraceStep? Explain(int technique)
    {
        var trace = new TreeTrace();
        var cell = CellScorer.Score(this, technique, ref trace);
        return cell.Applies ? trace.Root : null;
    }

    private double Claim(int rule)
    {
        var none = default(NoTrace);
        return RuleClaims.Claim(Index, Evidence, rule, Scale, ref none);
    }

    private CellScore Score(int technique)
    {
        var none = default(NoTrace);
        return CellScorer.Score(this, technique, ref none);
    }
}
