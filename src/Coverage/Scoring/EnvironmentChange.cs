using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>The way from one environment's scores to the next: a copy of its evidence at the first change, and what was touched.</summary>
internal sealed class EnvironmentChange
{
    private readonly ScoreTable before;
    private readonly LinkIndex index;
    private readonly EnvironmentPosture posture;
    private readonly EnvironmentScores? old;
    private EnvironmentEvidence? evidence;
    private bool whole;

    public EnvironmentChange(ScoreTable before, OrganisationPosture after, LinkIndex index, string key)
    {
        (this.before, this.index) = (before, index);
        posture = after.Environments[key];
        old = Array.Find(before.Scores, scores => scores.Evidence.Key == key);
        whole = old is null;
    }

    public Touched Touched { get; } = new();

    private EnvironmentEvidence Evidence => evidence ??= old!.Evidence.For(posture);

    /// <summary>The scores, and the techniques that were scored again; null for none or all.</summary>
    public (EnvironmentScores Scores, IReadOnlyCollection<int>? Techniques) Score()
    {
        if (whole)
        {
            var full = EnvironmentScores.Full(index, EnvironmentEvidence.Build(index, posture), before.Scale);
            return (full, [.. Enumerable.Range(0, full.Cells.Length)]);
        }

        if (evidence is null && Touched.IsEmpty && index == old!.Index) return (old, null);
        return old!.With(index, evidence ?? old.Evidence, Touched);
    }

    /// <summary>The environment itself: other platforms concern everything, another weight only the means.</summary>
    public void TouchEnvironment()
    {
        if (old is null || old.Evidence.Platforms != index.Input.Platforms.Bits(posture.Environment.Platforms)) whole = true;
        else _ = Evidence;
    }

    /// <summary>An own rule came, went or changed: its log source and its techniques; if anything here names it, all is read again.</summary>
    public void TouchOwnRule(ItemKey key)
    {
        whole |= posture.Deployments.ContainsKey(key) || posture.Results.Values.Any(result => result.AlertedBy.Concat(result.StoppedBy).Any(named => named.Key == key));
        if (whole) return;
        var rule = Math.Max(index.RuleOf(key), before.Index.RuleOf(key));
        if (rule < 0) return;
        var recorded = EnvironmentEvidence.TelemetryOf(index, rule, posture);
        if (recorded != (evidence ?? old!.Evidence).RuleTelemetry[rule]) Evidence.RuleTelemetry[rule] = recorded;
        Touched.Techniques.UnionWith(before.Index.RuleTechniques[rule]);
        Touched.Rules.Add(rule);
    }

    /// <summary>An edit inside of the environment.</summary>
    public void Touch(EnvironmentEdit edit)
    {
        if (whole) return;
        switch (edit)
        {
            case PutDeployment or RemoveDeployment:
                TouchRule((edit as PutDeployment)?.Deployment.Rule ?? ((RemoveDeployment)edit).Rule);
                break;
            case PutImplementation or RemoveImplementation:
                TouchControl((edit as PutImplementation)?.Implementation.Control ?? ((RemoveImplementation)edit).Control);
                break;
            case PutResult or RemoveResult:
                TouchResult((edit as PutResult)?.Result.Id ?? ((RemoveResult)edit).Id);
                break;
            case PutTelemetry or RemoveTelemetry:
                TouchTelemetry();
                break;
        }
    }

    private void TouchRule(ItemKey key)
    {
        if (index.RuleOf(key) is not (var rule and >= 0)) return;
        Evidence.Deployments[rule] = posture.Deployments.GetValueOrDefault(key);
        Evidence.Place(rule);
        Touched.Rules.Add(rule);
    }

    /// <summary>A D3FEND technique that several sources have is one: any entry of it may be the one that holds.</summary>
    private void TouchControl(ItemKey key)
    {
        if (index.ControlOf(key) is not (var control and >= 0)) return;
        Evidence.Implement(control, EnvironmentEvidence.Best(posture.Implementations.Values.Where(other => index.ControlOf(other.Control) == control)));
        Touched.Controls.Add(control);
    }

    private void TouchResult(string id)
    {
        foreach (var result in new[] { old!.Evidence.Posture.Results.GetValueOrDefault(id), posture.Results.GetValueOrDefault(id) }.OfType<TestResult>())
        {
            var run = new RunResult(index, result);
            EvidenceResults.Remove(Evidence, run);
            if (run.Test >= 0) Touched.Tests.Add(run.Test);
            Touched.Rules.UnionWith(EvidenceResults.Proved(run));
        }

        if (posture.Results.GetValueOrDefault(id) is { } now) EvidenceResults.Put(Evidence, new RunResult(index, now));
    }

    private void TouchTelemetry()
    {
        Recorded[] old = [.. Evidence.RuleTelemetry];
        Evidence.ReadTelemetry(index);
        for (var rule = 0; rule < old.Length; rule++)
        {
            if (old[rule] == Evidence.RuleTelemetry[rule]) continue;
            Evidence.Place(rule);
            Touched.Rules.Add(rule);
        }
    }
}
