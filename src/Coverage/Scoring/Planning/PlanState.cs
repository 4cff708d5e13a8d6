using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>One environment while it is planned for: what would be in place by now, and what each technique's Coverage would be.</summary>
internal sealed class PlanState
{
    private readonly EnvironmentScores scores;
    private readonly EnvironmentEvidence evidence;
    private readonly double[] ruleClaims;
    private readonly double[] controlClaims;
    private readonly double[] coverage;
    private readonly double[] weights;
    private readonly HashSet<int> planned = [];
    private readonly List<(int Technique, double Claim, double Coverage)> undo = [];

    public PlanState(ScoreTable table, int environment, SourceCover cover)
    {
        (Environment, scores) = (environment, table.Scores[environment]);
        evidence = scores.Evidence.For(scores.Evidence.Posture);
        ruleClaims = [.. scores.Cells.Select(cell => cell.RuleClaim)];
        controlClaims = [.. scores.Cells.Select(cell => cell.ControlClaim)];
        coverage = [.. scores.Cells.Select(cell => cell.Coverage)];
        weights = PlanWeights.Of(table, environment);
        Telemetry = new PlanTelemetry(scores.Index, evidence, cover);
    }

    public int Environment { get; }

    public string Key => evidence.Key;

    /// <summary>Changes with each action that is taken.</summary>
    public int Version { get; private set; }

    public LinkIndex Index => scores.Index;

    public ScoringModel Model => scores.Scale.Model;

    public EnvironmentEvidence Evidence => evidence;

    public PlanTelemetry Telemetry { get; }

    /// <summary>Whether deploying the rule is something to propose.</summary>
    public bool CanDeploy(int rule) => evidence.Deployments[rule] is not { State: DeploymentState.Deployed } && Index.IsProposable(rule) && Index.Fits(rule, evidence.Platforms);

    /// <summary>What a rule would claim once it is in place and its log source is recorded so. What is deployed keeps what its tests say of it.</summary>
    public double ClaimOf(int rule, Recorded recorded)
    {
        if (recorded == Recorded.Uncollected) return RuleClaims.NotInPlace;
        if (planned.Contains(rule) || CanDeploy(rule)) return recorded == Recorded.Collected ? Model.RuleCollected : Model.RuleInPlace;
        if (evidence.Deployments[rule] is not { State: DeploymentState.Deployed }) return RuleClaims.NotInPlace;
        var (was, placed) = (evidence.RuleTelemetry[rule], evidence.InPlace[rule]);
        (evidence.RuleTelemetry[rule], evidence.InPlace[rule]) = (recorded, true);
        var none = default(Tracing.NoTrace);
        var claim = RuleClaims.Claim(Index, evidence, rule, scores.Scale, ref none);
        (evidence.RuleTelemetry[rule], evidence.InPlace[rule]) = (was, placed);
        return claim;
    }

    /// <summary>By how many weighted points a claim of a rule would close gaps.</summary>
    public double GainOf(int rule, double claim)
    {
        var gain = 0.0;
        foreach (var technique in Index.RuleTechniques[rule])
        {
            if (weights[technique] > 0 && claim > ruleClaims[technique]) gain += weights[technique] * (CoverageOf(technique, claim, controlClaims[technique]) - coverage[technique]);
        }

        return gain;
    }

    /// <summary>By how many weighted points a control in full would close gaps.</summary>
    public double GainOfControl(int control)
    {
        var gain = 0.0;
        foreach (var technique in Index.ControlTechniques[control])
        {
            var claim = ControlClaim(technique, control);
            if (weights[technique] > 0 && claim > controlClaims[technique]) gain += weights[technique] * (CoverageOf(technique, ruleClaims[technique], claim) - coverage[technique]);
        }

        return gain;
    }

    /// <summary>Lets a rule claim, and says for which techniques it made a difference.</summary>
    public void Raise(int rule, double claim, ICollection<int>? raised, bool keepUndo = false)
    {
        foreach (var technique in Index.RuleTechniques[rule])
        {
            if (claim <= ruleClaims[technique]) continue;
            if (keepUndo) undo.Add((technique, ruleClaims[technique], coverage[technique]));
            ruleClaims[technique] = claim;
            Rescore(technique, raised);
        }
    }

    /// <summary>Takes back what was raised with an undo.</summary>
    public void Undo()
    {
        for (var i = undo.Count - 1; i >= 0; i--) (ruleClaims[undo[i].Technique], coverage[undo[i].Technique]) = (undo[i].Claim, undo[i].Coverage);
        undo.Clear();
    }

    /// <summary>Implements a control in full.</summary>
    public void RaiseControl(int control, ICollection<int> raised)
    {
        evidence.Implement(control, new Implementation(ScoringInput.KeyOf(Index.Input.Controls[control]), ImplementationState.Full));
        foreach (var technique in Index.ControlTechniques[control])
        {
            controlClaims[technique] = Math.Max(controlClaims[technique], ControlClaim(technique, control));
            Rescore(technique, raised);
        }

        Version++;
    }

    /// <summary>Deploys a rule; what its log source allows is recorded already.</summary>
    public void Deploy(Deployment deployment, int rule, ICollection<int> raised)
    {
        Raise(rule, ClaimOf(rule, evidence.RuleTelemetry[rule]), raised);
        evidence.Deployments[rule] = deployment;
        evidence.Place(rule);
        planned.Add(rule);
    }

    /// <summary>Something was taken into the plan.</summary>
    public void Taken() => Version++;

    private void Rescore(int technique, ICollection<int>? raised)
    {
        var now = CoverageOf(technique, ruleClaims[technique], controlClaims[technique]);
        if (now > coverage[technique] && weights[technique] > 0) raised?.Add(technique);
        coverage[technique] = now;
    }

    private double CoverageOf(int technique, double c, double k) => TestScorer.Coverage(scores, Index.Techniques[technique], c, k);

    private double ControlClaim(int technique, int control)
    {
        var link = Array.Find(Index.Techniques[technique].Controls, link => link.Control == control);
        return Model.Claim(ImplementationState.Full, link.Inferred);
    }
}
