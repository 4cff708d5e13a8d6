using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>What is recorded of log sources while an environment is planned for, and what collecting another one would change.</summary>
internal sealed class PlanTelemetry
{
    private readonly LinkIndex index;
    private readonly EnvironmentEvidence evidence;
    private readonly Recorded[] bySource;
    private readonly int[] specificity;
    private readonly SourceCover cover;

    public PlanTelemetry(LinkIndex index, EnvironmentEvidence evidence, SourceCover cover)
    {
        (this.index, this.evidence, this.cover) = (index, evidence, cover);
        bySource = TelemetryMatch.Of(index.LogSources, evidence.Posture.Telemetry);
        specificity = [.. index.LogSources.Select(source => TelemetryMatch.EntryFor(source, evidence.Posture.Telemetry)?.LogSource.Specificity ?? -1)];
    }

    /// <summary>Log sources that could be collected: stated, of the environment's platforms, not recorded as collected, and read by a rule.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, bySource.Length).Where(source => bySource[source] != Recorded.Collected && index.LogSources[source].Specificity > 0 && cover.Rules[source].Length > 0 && (index.SourcePlatforms[source] & evidence.Platforms) != 0);

    /// <summary>How many log sources collecting one means.</summary>
    public int SourcesBehind(int source) => index.SourcesBehind(index.LogSources[source], evidence.Platforms, other => bySource[other] == Recorded.Collected);

    /// <summary>Log sources that are worth more once another one is collected: a correlation needs both.</summary>
    public IEnumerable<int> Partners(int source) => cover.Partners(index, source).Intersect(Open);

    /// <summary>The rules for which collecting a log source changes what is recorded, and what is recorded then.</summary>
    public IEnumerable<(int Rule, Recorded Recorded)> After(int source)
    {
        var then = Then(source);
        foreach (var rule in cover.Covers[source].SelectMany(covered => cover.Rules[covered]).Distinct())
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
        foreach (var covered in cover.Covers[source].Where(covered => then[covered] != bySource[covered])) specificity[covered] = index.LogSources[source].Specificity;
        then.CopyTo(bySource, 0);
    }

    private Recorded[] Then(int source)
    {
        Recorded[] then = [.. bySource];
        var stated = index.LogSources[source].Specificity;
        foreach (var covered in cover.Covers[source])
        {
            if (stated > specificity[covered] || covered == source || (stated == specificity[covered] && then[covered] != Recorded.Uncollected)) then[covered] = Recorded.Collected;
        }

        return then;
    }
}
