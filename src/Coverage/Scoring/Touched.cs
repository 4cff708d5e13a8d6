namespace Coverage.Scoring;

/// <summary>
/// What an edit touches in one environment, and what that touches in turn: a rule or control the tests whose results name
/// it; a test the rules that it is paired with or whose proofs it excludes, and its techniques; a rule its techniques.
/// </summary>
internal sealed class Touched
{
    public HashSet<int> Rules { get; } = [];

    public HashSet<int> Controls { get; } = [];

    public HashSet<int> Tests { get; } = [];

    public HashSet<int> Techniques { get; } = [];

    /// <summary>Whether nothing was touched.</summary>
    public bool IsEmpty => Rules.Count + Controls.Count + Tests.Count + Techniques.Count == 0;

    /// <summary>Adds all that depends on what was touched, by the links and the evidence after the edit.</summary>
    public void Spread(LinkIndex index, EnvironmentEvidence evidence)
    {
        if (Rules.Count + Controls.Count > 0) SpreadToTests(evidence);
        foreach (var test in Tests)
        {
            Rules.UnionWith(index.TestRules[test]);
            Techniques.UnionWith(index.TestTechniques[test]);
            foreach (var run in evidence.Results[test] ?? []) Rules.UnionWith(EvidenceResults.Proved(run));
        }

        foreach (var rule in Rules) Techniques.UnionWith(index.RuleTechniques[rule]);
        foreach (var control in Controls) Techniques.UnionWith(index.ControlTechniques[control]);
    }

    private void SpreadToTests(EnvironmentEvidence evidence)
    {
        foreach (var runs in evidence.Results)
        {
            foreach (var run in runs ?? [])
            {
                if (Names(run.AlertedBy) || Names(run.StoppedBy)) Tests.Add(run.Test);
            }
        }
    }

    private bool Names(NamedPlace[] names)
    {
        foreach (var name in names)
        {
            if (name.Place >= 0 && (name.IsRule ? Rules : Controls).Contains(name.Place)) return true;
        }

        return false;
    }
}
