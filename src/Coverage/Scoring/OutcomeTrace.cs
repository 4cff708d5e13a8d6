using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>Names the results that decided an outcome, each with its day and hosts.</summary>
internal static class OutcomeTrace
{
    public static void Write<TTrace>(EnvironmentEvidence evidence, int test, Scale scale, (Seen Seen, int SeenDay, Stopped Stopped, int StoppedDay, bool Excluded) read, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var runs = (evidence.Results[test] ?? []).OrderBy(run => run.Result.Id, StringComparer.Ordinal).ToList();
        if (read.Excluded) Step("not applicable", runs.Where(run => run.Result.State == ResultState.NotApplicable), double.NaN, null, scale, evidence, ref trace);
        var ran = runs.Where(run => run.Result.State == ResultState.Ran).ToList();
        Step($"seen: {Word(read.Seen)}", ran.Where(run => run.Day == read.SeenDay && run.Result.Seen != Seen.Unknown), (int)read.Seen, read.Seen == Seen.Unknown ? null : read.SeenDay, scale, evidence, ref trace);
        Step($"stopped: {Word(read.Stopped)}", ran.Where(run => run.Day == read.StoppedDay && run.Result.Stopped != Stopped.Unknown), (int)read.Stopped, read.Stopped == Stopped.Unknown ? null : read.StoppedDay, scale, evidence, ref trace);
    }

    /// <summary><c>alerted</c>, <c>logged</c>, <c>nothing</c>; <c>never run</c> where nothing is known.</summary>
    public static string Word(Seen seen) => seen == Seen.Unknown ? "never run" : seen.ToString().ToLowerInvariant();

    /// <summary><c>yes</c>, <c>no</c>; <c>never run</c> where nothing is known.</summary>
    public static string Word(Stopped stopped) => stopped == Stopped.Unknown ? "never run" : stopped.ToString().ToLowerInvariant();

    private static void Step<TTrace>(string name, IEnumerable<RunResult> runs, double value, int? day, Scale scale, EnvironmentEvidence evidence, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        trace.Open(name, "the worst known value of the last UTC day that has one");
        if (day is { } known) trace.Input("age in days", scale.Day - known);
        var any = false;
        foreach (var run in runs)
        {
            any = true;
            trace.Evidence(new EvidenceItem("result", run.Result.Id, evidence.Key, run.Result.Time, $"seen {Word(run.Result.Seen)}, stopped {Word(run.Result.Stopped)}{(run.Result.Host.Length > 0 ? $", {run.Result.Host}" : "")}"));
        }

        if (!any) trace.Evidence(new EvidenceItem("none", "", evidence.Key, null, "no result with a known value"));
        trace.Close(value);
    }
}
