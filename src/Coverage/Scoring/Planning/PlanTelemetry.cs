using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>What is recorded of log sources while an environment is planned for, and what collecting another one would change.</summary>
internal sealed class PlanTelemetry
{
    private readonly LinkIndex index;
    private readonly EnvironmentEvidence evidence;
    private readonly Recorded[] bySource;
    private readonly int[] specificity;
    private readonly int[][] covers;
    private readonly int[][] rules;

    public PlanTelemetry(LinkIndex index, EnvironmentEvidence evidence)
    {
        (this.index, this.evidence) = (index, evidence);
        bySource = TelemetryMatch.Of(index.LogSources, evidence.Posture.Telemetry);
        specificity = [.. index.LogSources.Select(source => TelemetryMatch.EntryFor(source, evidence.Posture.Telemetry)?.LogSource.Specificity ?? -1)];
        (covers, rules) = (Covers(index), Rules(index));
    }

    /// <summary>Log sources that could be collected: stated, not recorded as collected, and read by a rule.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, bySource.Length).Where(source => bySource[source] != Recorded.Collected && index.LogSources[source].Specificity > 0 && rules[source].Length > 0);

    /// <summary>The rules for which collecting a log source changes what is recorded, and what is recorded then.</summary>
    public IEnumerable<(int Rule, Recorded Recorded)> After(int source)
    {
        var then = Then(source);
        foreach (var rule in covers[source].SelectMany(covered => rules[covered]).Distinct())
        {
            var recorded = TelemetryMatch.Worst(index.RuleLogSources[rule], then);
            if (recorded != evidence.RuleTelemetry[rule]) yield return (rule, recorded);
        }
    }

    /// <summary>Collects a log source.</summary>
    public void Collect(int source)
    {
        foreach (var (rule, recorded) in After(source).ToList())
        {
            evidence.RuleTelemetry[rule] = recorded;
            evidence.Place(rule);
        }

        var then = Then(source);
        foreach (var covered in covers[source].Where(covered => then[covered] != bySource[covered])) specificity[covered] = index.LogSources[source].Specificity;
        then.CopyTo(bySource, 0);
    }

    private Recorded[] Then(int source)
    {
        Recorded[] then = [.. bySource];
        var stated = index.LogSources[source].Specificity;
        foreach (var covered in covers[source])
        {
            if (stated > specificity[covered] || covered == source || (stated == specificity[covered] && then[covered] != Recorded.Uncollected)) then[covered] = Recorded.Collected;
        }

        return then;
    }

    private static int[][] Covers(LinkIndex index)
    {
        return [.. index.LogSources.Select(source => Enumerable.Range(0, index.LogSources.Count).Where(other => source.Covers(index.LogSources[other])).ToArray())];
    }

    private static int[][] Rules(LinkIndex index)
    {
        var pairs = Enumerable.Range(0, index.RuleCapacity).Where(rule => index.RuleTechniques[rule].Length > 0).SelectMany(rule => index.RuleLogSources[rule].Select(source => (source, rule))).ToLookup(pair => pair.source, pair => pair.rule);
        return [.. Enumerable.Range(0, index.LogSources.Count).Select(source => pairs[source].ToArray())];
    }
}
