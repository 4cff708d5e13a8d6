using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>What the tests of a technique add up to.</summary>
internal struct TestSum
{
    public double Detect;
    public double Prevent;
    public double Best;
    public int Tests;
    public int Alerted;
    public int Stopped;
    public int Passed;
    public int Failed;
    public int Recent;
}

/// <summary>d, p and max(d, p) of each test.</summary>
internal static class TestScorer
{
    /// <summary>Adds the tests up that apply: those that share a platform with the environment, and that nobody marked as not applicable.</summary>
    public static TestSum Sum<TTrace>(EnvironmentScores scores, TechniqueLinks links, double c, double k, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var sum = default(TestSum);
        var model = scores.Scale.Model;
        foreach (var test in links.Tests)
        {
            if ((scores.Index.Input.TestPlatforms[test] & scores.Evidence.Platforms) == 0) continue;
            if (TTrace.On) trace.Open($"test {scores.Index.Input.Tests[test].ExternalId}", "max(d, p)");
            var outcome = TTrace.On ? TestOutcome.Read(scores.Evidence, test, scores.Scale, null, ref trace) : scores.Outcomes[test];
            if (outcome.NotApplicable)
            {
                if (TTrace.On) trace.Close(double.NaN);
                continue;
            }

            var d = Detect(outcome, c, model);
            var p = Prevent(outcome, k);
            var best = Math.Max(d, p);
            if (TTrace.On) End(outcome, c, k, d, p, best, model, ref trace);
            Count(ref sum, outcome, scores.Scale);
            sum.Detect += d;
            sum.Prevent += p;
            sum.Best += best;
        }

        return sum;
    }

    /// <summary>max(d, p) summed for other claims: what planning asks for.</summary>
    public static double Coverage(EnvironmentScores scores, TechniqueLinks links, double c, double k)
    {
        var (sum, tests) = (0.0, 0);
        foreach (var test in links.Tests)
        {
            ref readonly var outcome = ref scores.Outcomes[test];
            if (outcome.NotApplicable || (scores.Index.Input.TestPlatforms[test] & scores.Evidence.Platforms) == 0) continue;
            tests++;
            sum += Math.Max(Detect(outcome, c, scores.Scale.Model), Prevent(outcome, k));
        }

        return tests == 0 ? Math.Max(c, k) : sum / tests;
    }

    /// <summary>d: never run C; alerted C + (100 - C) f; logged at most the model's figure, and C; nothing 0.</summary>
    public static double Detect(in TestOutcome outcome, double c, ScoringModel model) => outcome.Seen switch
    {
        Seen.Unknown => c,
        Seen.Alerted => c + ((100 - c) * outcome.SeenFreshness),
        Seen.Logged => Math.Min(model.TestLogged, c),
        _ => 0,
    };

    /// <summary>p: never run K; stopped K + (100 - K) f; not stopped 0.</summary>
    public static double Prevent(in TestOutcome outcome, double k) => outcome.Stopped switch
    {
        Stopped.Unknown => k,
        Stopped.Yes => k + ((100 - k) * outcome.StoppedFreshness),
        _ => 0,
    };

    private static void Count(ref TestSum sum, in TestOutcome outcome, Scale scale)
    {
        sum.Tests++;
        if (!outcome.IsKnown) return;
        if (outcome.Seen == Seen.Alerted) sum.Alerted++;
        if (outcome.Stopped == Stopped.Yes) sum.Stopped++;
        if (outcome.Passed) sum.Passed++;
        else sum.Failed++;
        if (outcome.IsRecent(scale.Day, scale.Model.FreshDays)) sum.Recent++;
    }

    private static void End<TTrace>(in TestOutcome outcome, double c, double k, double d, double p, double best, ScoringModel model, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        trace.Input("C", c);
        trace.Input("K", k);
        trace.Input($"d, {OutcomeTrace.Word(outcome.Seen)}: {DetectFormula(outcome.Seen, model)}", d);
        if (outcome.Seen == Seen.Alerted) trace.Input("f of the alert", outcome.SeenFreshness);
        trace.Input($"p, stopped {OutcomeTrace.Word(outcome.Stopped)}: {PreventFormula(outcome.Stopped)}", p);
        if (outcome.Stopped == Stopped.Yes) trace.Input("f of the stop", outcome.StoppedFreshness);
        trace.Close(best);
    }

    private static string DetectFormula(Seen seen, ScoringModel model) => seen switch
    {
        Seen.Unknown => "C",
        Seen.Alerted => "C + (100 - C) f",
        Seen.Logged => $"min({model.TestLogged}, C)",
        _ => "0",
    };

    private static string PreventFormula(Stopped stopped) => stopped switch
    {
        Stopped.Unknown => "K",
        Stopped.Yes => "K + (100 - K) f",
        _ => "0",
    };
}
