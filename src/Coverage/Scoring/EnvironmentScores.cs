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
    public double[] Claims { get; }

    /// <summary>By test.</summary>
    public TestOutcome[] Outcomes { get; }

    /// <summary>By technique.</summary>
    public CellScore[] Cells { get; }

    /// <summary>Scores everything.</summary>
    public static EnvironmentScores Full(LinkIndex index, EnvironmentEvidence evidence, Scale scale)
    {
        var scores = new EnvironmentScores(index, evidence, scale, new double[index.RuleCapacity], new TestOutcome[index.Input.Tests.Length], new CellScore[index.Input.Techniques.Length]);
        for (var test = 0; test < scores.Outcomes.Length; test++)
        {
            if (evidence.Results[test] is not null) scores.Outcomes[test] = TestOutcome.Read(evidence, test, scale);
        }

        for (var rule = 0; rule < scores.Claims.Length; rule++) scores.Claim(rule);
        for (var technique = 0; technique < scores.Cells.Length; technique++) scores.Score(technique);
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
        var scores = new EnvironmentScores(index, evidence, Scale, Copy(Claims, touched.Rules), Copy(Outcomes, touched.Tests), Copy(Cells, touched.Techniques));
        foreach (var test in touched.Tests) scores.Outcomes[test] = TestOutcome.Read(evidence, test, Scale);
        foreach (var rule in touched.Rules) scores.Claim(rule);
        foreach (var technique in touched.Techniques) scores.Score(technique);
        return (scores, touched.Techniques);
    }

    // What nobody touches is shared with the scores before.
    private static T[] Copy<T>(T[] array, HashSet<int> touched) => touched.Count == 0 ? array : [.. array];

    /// <summary>The arithmetic of a cell, as the computation takes it.</summary>
    public TraceStep? Explain(int technique)
    {
        var trace = new TreeTrace();
        var cell = CellScorer.Score(this, technique, ref trace);
        return cell.Applies ? trace.Root : null;
    }

    private void Claim(int rule)
    {
        var none = default(NoTrace);
        Claims[rule] = RuleClaims.Claim(Index, Evidence, rule, Scale, ref none);
    }

    private void Score(int technique)
    {
        var none = default(NoTrace);
        Cells[technique] = CellScorer.Score(this, technique, ref none);
    }
}
