using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>What a rule in place claims, 0 to 100.</summary>
internal static class RuleClaims
{
    /// <summary>What stands for a rule that is not in place.</summary>
    public const double NotInPlace = -1;

    /// <summary>
    /// b = in place, or collected; refuted by its paired tests since its content was deployed; else b + (proven - b) f of
    /// the newest alerted result that names it at its content.
    /// </summary>
    public static double Claim<TTrace>(LinkIndex index, EnvironmentEvidence evidence, int rule, Scale scale, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        if (!evidence.InPlace[rule]) return NotInPlace;
        var model = scale.Model;
        if (TTrace.On) Begin(index, evidence, rule, model, ref trace);
        var b = evidence.RuleTelemetry[rule] == Recorded.Collected ? model.RuleCollected : model.RuleInPlace;
        var paired = Paired(index, evidence, rule, scale, ref trace);
        var claim = paired == Seen.Unknown || paired == Seen.Alerted ? Proven(evidence, rule, scale, b, ref trace)
            : paired == Seen.Logged ? model.RuleLogged : model.RuleRefuted;
        if (TTrace.On) trace.Close(claim);
        return claim;
    }

    /// <summary>The best that the paired tests saw since the rule's content was deployed; unknown if none has an outcome.</summary>
    private static Seen Paired<TTrace>(LinkIndex index, EnvironmentEvidence evidence, int rule, Scale scale, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var best = Seen.Unknown;
        foreach (var test in index.RuleTests[rule])
        {
            if (TTrace.On) trace.Open($"paired test {index.Input.Tests[test].ExternalId}", "its outcome since the rule's content was deployed");
            var outcome = TestOutcome.Read(evidence, test, scale, evidence.Deployments[rule]!.Since, ref trace);
            if (outcome.Seen > best) best = outcome.Seen;
            if (TTrace.On) trace.Close((int)outcome.Seen);
        }

        return best;
    }

    private static double Proven<TTrace>(EnvironmentEvidence evidence, int rule, Scale scale, double b, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var newest = int.MinValue;
        RunResult? proof = null;
        foreach (var run in evidence.NamedBy[rule] ?? [])
        {
            if (run.Day > scale.Day || run.Day <= newest || !HoldsFor(evidence, run, rule) || IsExcluded(evidence, run)) continue;
            (newest, proof) = (run.Day, run);
        }

        if (proof is null) return b;
        var f = scale.Model.Freshness(scale.Day - newest);
        if (TTrace.On)
        {
            trace.Input("age of the alert in days", scale.Day - newest);
            trace.Input("f", f);
            trace.Evidence(new EvidenceItem("result", proof.Result.Id, evidence.Key, proof.Result.Time, "alerted, naming the rule"));
        }

        return b + ((scale.Model.RuleProven - b) * f);
    }

    private static bool HoldsFor(EnvironmentEvidence evidence, RunResult run, int rule)
    {
        foreach (var name in run.AlertedBy)
        {
            if (name.IsRule && name.Place == rule && evidence.Holds(run, name)) return true;
        }

        return false;
    }

    /// <summary>A test that means nothing here proves nothing either.</summary>
    private static bool IsExcluded(EnvironmentEvidence evidence, RunResult run)
    {
        return run.Test >= 0 && Array.Exists(evidence.Results[run.Test] ?? [], other => other.Result.State == ResultState.NotApplicable);
    }

    private static void Begin<TTrace>(LinkIndex index, EnvironmentEvidence evidence, int rule, ScoringModel model, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var deployment = evidence.Deployments[rule]!;
        trace.Open($"rule {index.KeyOfRule(rule)}", $"b = in place {model.RuleInPlace}, log source collected {model.RuleCollected}; refuted {model.RuleLogged} or {model.RuleRefuted}; else b + ({model.RuleProven} - b) f");
        trace.Evidence(new EvidenceItem("deployment", deployment.Rule.ToString(), evidence.Key, deployment.Since, "deployed"));
        foreach (var source in index.RuleLogSources[rule].Select(i => index.LogSources[i]))
        {
            if (TelemetryMatch.EntryFor(source, evidence.Posture.Telemetry) is { } entry) trace.Evidence(new EvidenceItem("telemetry", entry.LogSource.ToString(), evidence.Key, null, entry.Collected ? "collected" : "not collected"));
        }
    }
}
