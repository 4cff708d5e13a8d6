using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>Means: of a technique across environments, of a family, of everything.</summary>
internal static class Rollup
{
    /// <summary>A technique across the environments in which it applies and is in scope, by their weights.</summary>
    public static TechniqueScore Technique<TTrace>(ScoreTable table, int technique, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.On) trace.Open($"Coverage of {table.Input.IdOf(technique)}", "mean by environment weight where it applies and is in scope");
        var mean = default(EnvironmentMean);
        mean.Worst = -1;
        for (var e = 0; e < table.Scores.Length; e++)
        {
            ref readonly var cell = ref table.Scores[e].Cells[technique];
            if (cell.Applies) mean.Add(cell, table.Scope[e][technique], e, table.Scores[e].Evidence.Posture.Environment.Weight);
            if (TTrace.On && cell.Applies) Environment(table, technique, e, cell, ref trace);
        }

        var score = mean.Score(table.Weights[technique], table.Input.Counted[technique]);
        if (TTrace.On)
        {
            trace.Input("environments", score.Environments);
            if (score.Applies == 0) trace.Evidence(new EvidenceItem("none", "", "", null, "it applies in no environment"));
            trace.Close(score.Coverage);
        }

        return score;
    }

    /// <summary>The mean of a parent's counted family in scope: across environments, or in one of them.</summary>
    public static FamilyScore Family(ScoreTable table, int parent, int environment)
    {
        var (n, detect, prevent, coverage, validate, proven) = (0, 0.0, 0.0, 0.0, 0.0, 0);
        foreach (var member in table.Input.Children[parent].Prepend(parent))
        {
            var score = environment < 0 ? table.Technique(member) : table.Alone(member, environment);
            if (!score.Stands) continue;
            n++;
            (detect, prevent, coverage) = (detect + score.Detect, prevent + score.Prevent, coverage + score.Coverage);
            if (!double.IsNaN(score.Validate)) (validate, proven) = (validate + score.Validate, proven + 1);
        }

        return n == 0 ? default : new FamilyScore(n, detect / n, prevent / n, coverage / n, proven == 0 ? double.NaN : validate / proven);
    }

    /// <summary>The numbers of some techniques; each adds to them as it stands, across environments or (from 0 on) in one of them.</summary>
    public static ScoreTotals Totals<TTrace>(ScoreTable table, Predicate<int>? of, int environment, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.On) trace.Open(environment < 0 ? "Overall" : $"Coverage of {table.Environments[environment]}", "sum of weight x Coverage / sum of weights, over counted techniques in scope");
        var sum = default(TotalsSum);
        for (var t = 0; t < table.Input.Techniques.Length; t++)
        {
            if (!table.Input.Counted[t] || of?.Invoke(t) == false) continue;
            var alone = environment < 0 ? default : table.Alone(t, environment);
            ref readonly var score = ref environment < 0 ? ref table.Across[t] : ref alone;
            sum.Add(score);
            if (TTrace.On && score.Stands) Member(table, t, score, ref trace);
        }

        var totals = sum.Totals();
        if (TTrace.On)
        {
            sum.Say(ref trace);
            if (totals.Techniques == 0) trace.Evidence(new EvidenceItem("none", "", "", null, "no technique is in scope"));
            trace.Close(totals.Overall ?? double.NaN);
        }

        return totals;
    }

    private static void Environment<TTrace>(ScoreTable table, int technique, int e, in CellScore cell, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var scope = table.Scope[e][technique];
        trace.Open($"in {table.Scores[e].Evidence.Key}", scope.HasFlag(Scope.Out) ? "out of scope: left out" : "weight x Coverage");
        trace.Input("weight", scope.HasFlag(Scope.Out) ? 0 : table.Scores[e].Evidence.Posture.Environment.Weight);
        trace.Evidence(new EvidenceItem("environment", table.Scores[e].Evidence.Key, table.Scores[e].Evidence.Key, null, scope == Scope.In ? "in scope" : scope.HasFlag(Scope.Out) ? "out of scope by exception" : "risk accepted"));
        trace.Close(cell.Coverage);
    }

    private static void Member<TTrace>(ScoreTable table, int technique, in TechniqueScore score, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        trace.Open(table.Input.IdOf(technique), "weight x Coverage");
        trace.Input("weight", score.Weight);
        trace.Input("Coverage", score.Coverage);
        trace.Input("Detect", score.Detect);
        trace.Input("Prevent", score.Prevent);
        if (!double.IsNaN(score.Validate)) trace.Input("Validate", score.Validate);
        trace.Input("Ceiling", score.Ceiling);
        trace.Input("Available", score.Available);
        trace.Input("Deployed", score.Deployed);
        trace.Input("Validated", score.Validated);
        trace.Evidence(new EvidenceItem("technique", table.Input.IdOf(technique), "", null, score.RiskAccepted ? "risk accepted" : "in scope"));
        trace.Close(score.Weight * score.Coverage);
    }
}
