namespace Coverage.Scoring.Planning;

/// <summary>How much a point of Coverage in one environment is worth: weight of the technique x share of the environment; 0 where it does not stand in Overall.</summary>
internal static class PlanWeights
{
    public static double[] Of(ScoreTable table, int environment)
    {
        var weights = new double[table.Across.Length];
        for (var t = 0; t < weights.Length; t++)
        {
            if (!table.Across[t].Stands || !In(table, t, environment)) continue;
            var sum = 0.0;
            for (var e = 0; e < table.Scores.Length; e++)
            {
                if (In(table, t, e)) sum += table.Scores[e].Evidence.Posture.Environment.Weight;
            }

            weights[t] = table.Across[t].Weight * table.Scores[environment].Evidence.Posture.Environment.Weight / sum;
        }

        return weights;
    }

    private static bool In(ScoreTable table, int technique, int environment)
    {
        return table.Scores[environment].Cells[technique].Applies && (table.Scope[environment][technique] & Scope.Out) == 0;
    }
}
