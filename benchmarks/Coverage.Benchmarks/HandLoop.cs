using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Benchmarks;

/// <summary>
/// What one would write who needs nothing but the numbers: the model as plain loops over flat arrays, without traces
/// or edits: every cell's Detect, Prevent, Coverage, Validate and reason, and their means. It reads each result anew, as a score of another day has to.
/// </summary>
internal sealed class HandLoop(ScoreTable table)
{
    private readonly HandEnvironment[] environments = [.. table.Scores.Select(scores => new HandEnvironment(scores))];
    private readonly double[] weights = table.Weights;
    private readonly bool[] counted = [.. Enumerable.Range(0, table.Input.TechniqueCount).Select(table.Input.IsCounted)];
    private readonly HandCell[] sums = new HandCell[table.Input.TechniqueCount];
    private readonly double[] shares = new double[table.Input.TechniqueCount];

    /// <summary>Overall.</summary>
    public double Score()
    {
        Array.Clear(sums);
        Array.Clear(shares);
        foreach (var environment in environments) environment.Add(sums, shares);
        var (overall, weight) = (0.0, 0.0);
        for (var t = 0; t < sums.Length; t++)
        {
            if (!counted[t] || shares[t] == 0) continue;
            overall += weights[t] * sums[t].Coverage / shares[t];
            weight += weights[t];
        }

        return overall / weight;
    }
}

/// <summary>What a cell has.</summary>
internal struct HandCell
{
    public double Detect;
    public double Prevent;
    public double Coverage;
    public double Validate;
    public GapReason Reason;
}

/// <summary>One environment as flat arrays.</summary>
internal sealed class HandEnvironment
{
    private readonly int day;
    private readonly double weight;
    private readonly bool[] applies;
    private readonly bool[] testApplies;
    private readonly int[][] techniqueRules;
    private readonly int[][] techniqueTests;
    private readonly double[][] techniqueControls;
    private readonly (int Rule, double B, int[] Pairs, int Since, int[] ProofDays)[] placed;
    private readonly (int Test, int[] Days, int[] Seen, int[] Stopped)[] ran;
    private readonly double[] claims;
    private readonly int[] seen;
    private readonly int[] stopped;
    private readonly double[] seenF;
    private readonly double[] stoppedF;
    private readonly int[] seenDays;
    private readonly bool[] uncollected;
    private readonly HandCell[] cells;

    public HandEnvironment(EnvironmentScores scores)
    {
        var (index, evidence) = (scores.Index, scores.Evidence);
        (day, weight) = (scores.Scale.Day, evidence.Posture.Environment.Weight);
        applies = [.. index.Input.TechniquePlatforms.Select(bits => (bits & evidence.Platforms) != 0)];
        testApplies = [.. index.Input.TestPlatforms.Select(bits => (bits & evidence.Platforms) != 0)];
        techniqueRules = [.. index.Techniques.Select(links => links.Rules.Select(rule => rule.Rule).ToArray())];
        techniqueTests = [.. index.Techniques.Select(links => links.Tests)];
        techniqueControls = [.. index.Techniques.Select(links => links.Controls.Select(control => evidence.IsImplemented(control.Control) ? scores.Scale.Model.Claim(evidence.Implementations[control.Control]!.State, control.Inferred) : 0).ToArray())];
        placed = [.. Enumerable.Range(0, index.RuleCapacity).Where(rule => evidence.InPlace[rule]).Select(rule => (rule, evidence.RuleTelemetry[rule] == Recorded.Collected ? 55.0 : 40.0, index.RuleTests[rule], DateOnly.FromDateTime(evidence.Deployments[rule]!.Since!.Value).DayNumber, (evidence.NamedBy[rule] ?? []).Where(run => evidence.Holds(run, run.AlertedBy)).Select(run => run.Day).ToArray()))];
        ran = [.. Enumerable.Range(0, evidence.Results.Length).Where(test => evidence.Results[test] is not null).Select(test => (test, Array.ConvertAll(evidence.Results[test]!, run => run.Day), Array.ConvertAll(evidence.Results[test]!, run => run.Result.Seen == Seen.Alerted && !evidence.Holds(run, run.AlertedBy) ? 0 : (int)run.Result.Seen), Array.ConvertAll(evidence.Results[test]!, run => (int)run.Result.Stopped)))];
        (uncollected, cells) = (Array.ConvertAll(evidence.RuleTelemetry, recorded => recorded == Recorded.Uncollected), new HandCell[applies.Length]);
        (claims, seen, stopped) = (new double[index.RuleCapacity], new int[testApplies.Length], new int[testApplies.Length]);
        Array.Fill(claims, -1);
        (seenF, stoppedF, seenDays) = (new double[testApplies.Length], new double[testApplies.Length], new int[testApplies.Length]);
    }

    public void Add(HandCell[] sums, double[] shares)
    {
        foreach (var (test, days, saw, stop) in ran) Read(test, days, saw, stop);
        foreach (var (rule, b, pairs, since, proofs) in placed) claims[rule] = Claim(b, pairs, since, proofs);
        for (var t = 0; t < sums.Length; t++)
        {
            if (!applies[t]) continue;
            var cell = Cell(t);
            cells[t] = cell;
            sums[t].Detect += weight * cell.Detect;
            sums[t].Prevent += weight * cell.Prevent;
            sums[t].Coverage += weight * cell.Coverage;
            sums[t].Validate += weight * cell.Validate;
            shares[t] += weight;
        }
    }

    private HandCell Cell(int technique)
    {
        var (c, k, d, p, best, tests, passed, failed, recent, placed) = (0.0, 0.0, 0.0, 0.0, 0.0, 0, 0, 0, 0, 0);
        foreach (var rule in techniqueRules[technique])
        {
            if (claims[rule] < 0) continue;
            placed++;
            c = Math.Max(c, claims[rule]);
        }

        foreach (var claim in techniqueControls[technique])
        {
            if (claim > 0) placed++;
            k = Math.Max(k, claim);
        }

        foreach (var test in techniqueTests[technique])
        {
            if (!testApplies[test]) continue;
            tests++;
            var td = seen[test] == 0 ? c : seen[test] == 3 ? c + ((100 - c) * seenF[test]) : seen[test] == 2 ? Math.Min(25, c) : 0;
            var tp = stopped[test] == 0 ? k : stopped[test] == 2 ? k + ((100 - k) * stoppedF[test]) : 0;
            (d, p, best) = (d + td, p + tp, best + Math.Max(td, tp));
            if (seen[test] == 3 || stopped[test] == 2) passed++;
            else if (seen[test] != 0 || stopped[test] != 0) failed++;
            if ((seen[test] == 3 && seenF[test] == 1) || (stopped[test] == 2 && stoppedF[test] == 1)) recent++;
        }

        var coverage = tests == 0 ? Math.Max(c, k) : best / tests;
        return new HandCell
        {
            Detect = tests == 0 ? c : d / tests,
            Prevent = tests == 0 ? k : p / tests,
            Coverage = coverage,
            Validate = tests == 0 ? 0 : 100.0 * recent / tests,
            Reason = Reason(technique, placed + passed > 0, coverage, tests, passed, failed, recent),
        };
    }

    private GapReason Reason(int technique, bool something, double coverage, int tests, int passed, int failed, int recent)
    {
        if (something) return failed > passed ? GapReason.Failing : coverage >= 70 ? GapReason.Covered : tests == 0 ? GapReason.Untestable : passed + failed == 0 ? GapReason.Unproven : recent == 0 ? GapReason.Stale : GapReason.PartlyProven;
        var dark = techniqueRules[technique].Length > 0;
        foreach (var rule in techniqueRules[technique]) dark &= uncollected[rule];
        return dark ? GapReason.NoTelemetry : techniqueRules[technique].Length + techniqueControls[technique].Length > 0 ? GapReason.NotDeployed : GapReason.NoContent;
    }

    private void Read(int test, int[] days, int[] saw, int[] stop)
    {
        var (worstSeen, seenDay, worstStop, stopDay) = (0, -1, 0, -1);
        for (var i = 0; i < days.Length; i++)
        {
            if (saw[i] != 0 && (days[i] > seenDay || (days[i] == seenDay && saw[i] < worstSeen))) (worstSeen, seenDay) = (saw[i], days[i]);
            if (stop[i] != 0 && (days[i] > stopDay || (days[i] == stopDay && stop[i] < worstStop))) (worstStop, stopDay) = (stop[i], days[i]);
        }

        (seen[test], stopped[test], seenDays[test]) = (worstSeen, worstStop, seenDay);
        (seenF[test], stoppedF[test]) = (Freshness(day - seenDay), Freshness(day - stopDay));
    }

    private double Claim(double b, int[] pairs, int since, int[] proofs)
    {
        var best = 0;
        foreach (var test in pairs)
        {
            if (seenDays[test] >= since) best = Math.Max(best, seen[test]);
        }

        if (best is 1 or 2) return best == 2 ? 25 : 0;
        var newest = -1;
        foreach (var proof in proofs) newest = Math.Max(newest, proof);
        return newest < 0 ? b : b + ((75 - b) * Freshness(day - newest));
    }

    private static double Freshness(int age) => age <= 90 ? 1 : age >= 365 ? 0 : (365 - age) / 275.0;
}
