namespace Coverage.Scoring;

/// <summary>Adds the environments of one technique up. Allocates nothing.</summary>
internal struct EnvironmentMean
{
    public int Worst;
    private int applies;
    private int counted;
    private double weights;
    private double testedWeights;
    private double detect;
    private double prevent;
    private double coverage;
    private double validate;
    private double available;
    private double deployed;
    private double validated;
    private double ceiling;
    private double worstCoverage;
    private GapReason reason;
    private bool accepted;

    public void Add(in CellScore cell, Scope scope, int environment, double weight)
    {
        applies++;
        if ((scope & Scope.Out) != 0) return;
        counted++;
        accepted |= (scope & Scope.Accepted) != 0;
        weights += weight;
        detect += weight * cell.Detect;
        prevent += weight * cell.Prevent;
        coverage += weight * cell.Coverage;
        ceiling += weight * cell.Ceiling;
        if (cell.Tests > 0) (validate, testedWeights) = (validate + (weight * cell.Validate), testedWeights + weight);
        if (cell.Available) available += weight;
        if (cell.Deployed) deployed += weight;
        if (cell.Validated) validated += weight;
        if (Worst < 0 || cell.Coverage < worstCoverage || (cell.Coverage == worstCoverage && cell.Reason < reason)) (Worst, worstCoverage, reason) = (environment, cell.Coverage, cell.Reason);
    }

    public readonly TechniqueScore Score(double weight, bool isCounted)
    {
        var why = applies == 0 ? GapReason.NotApplicable : counted == 0 || weight == 0 ? GapReason.OutOfScope : reason;
        if (counted == 0) return new TechniqueScore { Applies = applies, Validate = double.NaN, Weight = weight, Counted = isCounted, WorstEnvironment = -1, Reason = why };
        return new TechniqueScore
        {
            Environments = counted,
            Applies = applies,
            Detect = detect / weights,
            Prevent = prevent / weights,
            Coverage = coverage / weights,
            Validate = testedWeights == 0 ? double.NaN : validate / testedWeights,
            Available = available / weights,
            Deployed = deployed / weights,
            Validated = validated / weights,
            Ceiling = ceiling / weights,
            Weight = weight,
            Counted = isCounted,
            RiskAccepted = accepted,
            WorstEnvironment = Worst,
            Reason = why,
        };
    }
}
