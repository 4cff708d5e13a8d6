using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>
/// The arithmetic of one technique in one environment. It allocates nothing unless somebody listens, and is the only
/// place where it is written down: the explanation is this, run with a listener.
/// </summary>
internal static class CellScorer
{
    /// <summary>Scores a technique.</summary>
    /// <param name="scores">The environment's claims and outcomes.</param>
    /// <param name="technique">The technique's index.</param>
    /// <param name="trace">Who listens.</param>
    public static CellScore Score<TTrace>(EnvironmentScores scores, int technique, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var index = scores.Index;
        if ((index.Input.TechniquePlatforms[technique] & scores.Evidence.Platforms) == 0) return new CellScore { Reason = GapReason.NotApplicable };
        var links = index.Techniques[technique];
        if (TTrace.On) trace.Open($"Coverage of {index.Input.IdOf(technique)} in {scores.Evidence.Key}", "mean over the tests of max(d, p); without a test max(C, K)");
        var (c, rules) = BestRule(scores, links, ref trace);
        var (k, controls) = BestControl(scores, links, ref trace);
        var sum = TestScorer.Sum(scores, links, c, k, ref trace);
        var coverage = Mean("Coverage", sum.Best, sum.Tests, Math.Max(c, k), ref trace);
        var cell = new CellScore
        {
            Applies = true,
            RuleClaim = c,
            ControlClaim = k,
            Detect = Mean("Detect", sum.Detect, sum.Tests, c, ref trace),
            Prevent = Mean("Prevent", sum.Prevent, sum.Tests, k, ref trace),
            Coverage = coverage,
            Tests = sum.Tests,
            Alerted = sum.Alerted,
            Stopped = sum.Stopped,
            Passed = sum.Passed,
            Failed = sum.Failed,
            Recent = sum.Recent,
            Rules = rules,
            Controls = controls,
            Available = links.HasPublic || rules + controls + sum.Passed > 0,
            Reason = Reason(scores, links, rules + controls + sum.Passed > 0, coverage, sum),
            Ceiling = scores.Scale.Model.Ceiling(links, sum.Tests),
        };
        if (TTrace.On) End(cell, ref trace);
        return cell;
    }

    private static (double Claim, int InPlace) BestRule<TTrace>(EnvironmentScores scores, TechniqueLinks links, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.On) trace.Open("C, best rule claim", "the highest claim of a rule in place; 0 without one");
        var (best, inPlace) = (0.0, 0);
        foreach (var rule in links.Rules)
        {
            var claim = TTrace.On ? RuleClaims.Claim(scores.Index, scores.Evidence, rule.Rule, scores.Scale, ref trace) : scores.Claims[rule.Rule];
            if (claim < 0) continue;
            inPlace++;
            if (claim > best) best = claim;
        }

        if (TTrace.On) Finish(best, inPlace, "no rule in place", scores, ref trace);
        return (best, inPlace);
    }

    private static (double Claim, int InPlace) BestControl<TTrace>(EnvironmentScores scores, TechniqueLinks links, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (TTrace.On) trace.Open("K, best control claim", "the highest claim of a Harden or Isolate control in place; 0 without one");
        var (best, inPlace) = (0.0, 0);
        foreach (var control in links.Controls)
        {
            var state = scores.Evidence.ControlStates[control.Control];
            if (state < ImplementationState.Partial) continue;
            inPlace++;
            var claim = scores.Scale.Model.Claim(state, control.Inferred);
            if (TTrace.On) Control(scores, control, claim, ref trace);
            if (claim > best) best = claim;
        }

        if (TTrace.On) Finish(best, inPlace, "no Harden or Isolate control in place", scores, ref trace);
        return (best, inPlace);
    }

    private static double Mean<TTrace>(string name, double sum, int tests, double claim, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var mean = tests == 0 ? claim : sum / tests;
        if (TTrace.On && name != "Coverage")
        {
            trace.Open(name, tests == 0 ? "without a test the claim" : "sum over the tests / tests");
            trace.Input(tests == 0 ? "claim" : "sum", tests == 0 ? claim : sum);
            trace.Input("tests", tests);
            trace.Evidence(new EvidenceItem("link", name, "", null, $"{tests} tests apply"));
            trace.Close(mean);
        }

        return mean;
    }

    private static GapReason Reason(EnvironmentScores scores, TechniqueLinks links, bool something, double coverage, in TestSum sum)
    {
        if (something)
        {
            return sum.Failed > sum.Passed ? GapReason.Failing
                : coverage >= scores.Scale.Model.CoveredFrom ? GapReason.Covered
                : sum.Tests == 0 ? GapReason.Untestable
                : sum.Passed + sum.Failed == 0 ? GapReason.Unproven
                : sum.Recent == 0 ? GapReason.Stale
                : GapReason.PartlyProven;
        }

        return links.HasRule && AllUncollected(scores, links) ? GapReason.NoTelemetry
            : links.HasRule || links.Controls.Length > 0 ? GapReason.NotDeployed
            : GapReason.NoContent;
    }

    private static bool AllUncollected(EnvironmentScores scores, TechniqueLinks links)
    {
        foreach (var rule in links.Rules)
        {
            if (rule.Standing != RuleStanding.Listed && scores.Evidence.RuleTelemetry[rule.Rule] != Recorded.Uncollected) return false;
        }

        return true;
    }

    private static void Control<TTrace>(EnvironmentScores scores, LinkedControl control, double claim, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var model = scores.Scale.Model;
        var implementation = scores.Evidence.Implementations[control.Control]!;
        trace.Open($"control {implementation.Control}", $"full {model.ControlFull}, partial {model.ControlPartial}; x {model.InferredFactor} if inferred");
        trace.Input("factor", control.Inferred ? model.InferredFactor : 1);
        trace.Evidence(new EvidenceItem("implementation", implementation.Control.ToString(), scores.Evidence.Key, implementation.Since, implementation.State.ToString().ToLowerInvariant()));
        trace.Close(claim);
    }

    private static void Finish<TTrace>(double best, int inPlace, string nothing, EnvironmentScores scores, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        trace.Input("in place", inPlace);
        if (inPlace == 0) trace.Evidence(new EvidenceItem("none", "", scores.Evidence.Key, null, nothing));
        trace.Close(best);
    }

    private static void End<TTrace>(in CellScore cell, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        trace.Open("Validate", "100 x tests alerted or stopped within the fresh days / tests; none without a test");
        trace.Input("tests alerted or stopped within the fresh days", cell.Recent);
        trace.Input("tests", cell.Tests);
        trace.Evidence(new EvidenceItem("link", "Validate", "", null, $"{cell.Alerted} alerted, {cell.Stopped} stopped, {cell.Failed} logged or missed of {cell.Tests}"));
        trace.Close(cell.Validate);
        trace.Input("C", cell.RuleClaim);
        trace.Input("K", cell.ControlClaim);
        trace.Input("tests", cell.Tests);
        trace.Close(cell.Coverage);
    }
}
