namespace Coverage.Scoring;

/// <summary>Adds counted techniques up to <see cref="ScoreTotals"/>.</summary>
internal struct TotalsSum
{
    private int techniques;
    private int notApplicable;
    private int outOfScope;
    private int accepted;
    private double acceptedGap;
    private double gap;
    private double weights;
    private double testedWeights;
    private double coverage;
    private double detect;
    private double prevent;
    private double validate;
    private double ceiling;
    private double available;
    private double deployed;
    private double validated;

    public void Add(in TechniqueScore score)
    {
        if (score.Applies == 0) notApplicable++;
        else if (!score.InScope) outOfScope++;
        if (!score.InScope) return;
        techniques++;
        weights += score.Weight;
        gap += score.Gap;
        coverage += score.Weight * score.Coverage;
        detect += score.Weight * score.Detect;
        prevent += score.Weight * score.Prevent;
        ceiling += score.Weight * score.Ceiling;
        if (!double.IsNaN(score.Validate)) (validate, testedWeights) = (validate + (score.Weight * score.Validate), testedWeights + score.Weight);
        (available, deployed, validated) = (available + score.Available, deployed + score.Deployed, validated + score.Validated);
        if (score.RiskAccepted) (accepted, acceptedGap) = (accepted + 1, acceptedGap + score.Gap);
    }

    /// <summary>Says the sums, of which each total is one by another: the means by the sum of weights, the headline by the techniques, in percent.</summary>
    public readonly void Say<TTrace>(ref TTrace trace)
        where TTrace : struct, Tracing.ITrace
    {
        trace.Input("sum of weights", weights);
        trace.Input("sum of weights with a test", testedWeights);
        trace.Input("techniques", techniques);
        trace.Input("sum of weight x Coverage", coverage);
        trace.Input("sum of weight x Detect", detect);
        trace.Input("sum of weight x Prevent", prevent);
        trace.Input("sum of weight x Validate", validate);
        trace.Input("sum of weight x Ceiling", ceiling);
        trace.Input("sum of Available", available);
        trace.Input("sum of Deployed", deployed);
        trace.Input("sum of Validated", validated);
    }

    public readonly ScoreTotals Totals() => new()
    {
        Techniques = techniques,
        NotApplicable = notApplicable,
        OutOfScope = outOfScope,
        RiskAccepted = accepted,
        AcceptedGap = acceptedGap,
        Gap = gap,
        Weight = weights,
        Overall = Mean(coverage, weights),
        Detect = Mean(detect, weights),
        Prevent = Mean(prevent, weights),
        Validate = Mean(validate, testedWeights),
        Ceiling = Mean(ceiling, weights),
        Available = Mean(100 * available, techniques),
        Deployed = Mean(100 * deployed, techniques),
        Validated = Mean(100 * validated, techniques),
    };

    private static double? Mean(double sum, double by) => by > 0 ? sum / by : null;
}
