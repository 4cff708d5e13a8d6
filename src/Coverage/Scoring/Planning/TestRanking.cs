using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>Ranks tests by the weighted points that rest on claims: a test that never ran scores what rules and controls claim, a stale one in part.</summary>
internal static class TestRanking
{
    public static IReadOnlyList<TestToRun> Of(ScoreTable table, int count)
    {
        var all = new List<TestToRun>();
        for (var e = 0; e < table.Scores.Length; e++)
        {
            var points = Points(table, e);
            all.AddRange(Enumerable.Range(0, points.Length).Where(test => points[test] > 0).Select(test => new TestToRun(ScoringInput.KeyOf(table.Input.Tests[test]), table.Environments[e], points[test], table.Model.EffortRunTest)));
        }

        return [.. all.OrderByDescending(test => test.Points).ThenBy(test => test.Environment, StringComparer.Ordinal).ThenBy(test => test.Test.Id, StringComparer.Ordinal).Take(count)];
    }

    private static double[] Points(ScoreTable table, int environment)
    {
        var (scores, weights) = (table.Scores[environment], PlanWeights.Of(table, environment));
        var points = new double[table.Input.Tests.Length];
        for (var t = 0; t < weights.Length; t++)
        {
            ref readonly var cell = ref scores.Cells[t];
            if (weights[t] == 0 || cell.Tests == 0) continue;
            foreach (var test in table.Index.Techniques[t].Tests)
            {
                ref readonly var outcome = ref scores.Outcomes[test];
                if (!outcome.NotApplicable && (table.Input.TestPlatforms[test] & scores.Evidence.Platforms) != 0) points[test] += weights[t] * Claimed(outcome, cell, table.Model) / cell.Tests;
            }
        }

        return points;
    }

    /// <summary>The part of max(d, p) that no outcome stands for.</summary>
    private static double Claimed(in TestOutcome outcome, in CellScore cell, ScoringModel model)
    {
        var (d, p) = (TestScorer.Detect(outcome, cell.RuleClaim, model), TestScorer.Prevent(outcome, cell.ControlClaim));
        return d >= p
            ? outcome.Seen switch { Seen.Unknown => d, Seen.Alerted => cell.RuleClaim * (1 - outcome.SeenFreshness), _ => 0 }
            : outcome.Stopped switch { Stopped.Unknown => p, Stopped.Yes => cell.ControlClaim * (1 - outcome.StoppedFreshness), _ => 0 };
    }
}
