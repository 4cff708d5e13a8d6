using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>Puts results where they are looked for: by test, and by the rules that they name.</summary>
internal static class EvidenceResults
{
    public static void ReadAll(EnvironmentEvidence evidence, LinkIndex index)
    {
        var byTest = new Dictionary<int, List<RunResult>>();
        var byRule = new Dictionary<int, List<RunResult>>();
        foreach (var result in evidence.Posture.Results.Values)
        {
            var run = new RunResult(index, result);
            if (run.Test >= 0) Add(byTest, run.Test, run);
            foreach (var rule in Proved(run)) Add(byRule, rule, run);
        }

        foreach (var (test, runs) in byTest) evidence.Results[test] = [.. runs];
        foreach (var (rule, runs) in byRule) evidence.NamedBy[rule] = [.. runs];
    }

    /// <summary>Takes a result out of a copy.</summary>
    public static void Remove(EnvironmentEvidence evidence, RunResult run)
    {
        if (run.Test >= 0) evidence.Results[run.Test] = Without(evidence.Results[run.Test], run.Result.Id);
        foreach (var rule in Proved(run)) evidence.NamedBy[rule] = Without(evidence.NamedBy[rule], run.Result.Id);
    }

    /// <summary>Puts a result into a copy.</summary>
    public static void Put(EnvironmentEvidence evidence, RunResult run)
    {
        if (run.Test >= 0) evidence.Results[run.Test] = [.. evidence.Results[run.Test] ?? [], run];
        foreach (var rule in Proved(run)) evidence.NamedBy[rule] = [.. evidence.NamedBy[rule] ?? [], run];
    }

    /// <summary>The rules that an alerted result names.</summary>
    public static IEnumerable<int> Proved(RunResult run)
    {
        return run.AlertedBy.Length > 0 && run.Result is { State: ResultState.Ran, Seen: Seen.Alerted }
            ? run.AlertedBy.Where(name => name is { IsRule: true, Place: >= 0 }).Select(name => name.Place).Distinct()
            : [];
    }

    private static RunResult[]? Without(RunResult[]? runs, string id)
    {
        RunResult[] left = [.. (runs ?? []).Where(run => run.Result.Id != id)];
        return left.Length == 0 ? null : left;
    }

    private static void Add(Dictionary<int, List<RunResult>> lists, int key, RunResult run)
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(run);
    }
}
