using Coverage.Scoring;

namespace Coverage.Views.Planning;

/// <summary>What a plan is asked for. Efforts that are not stated are the model's.</summary>
/// <param name="Actions">At most so many actions.</param>
/// <param name="Budget">At most so many points of effort together; null for any.</param>
public sealed record PlanRequest(int Actions = PlanRequest.UsualActions, double? Budget = null)
{
    /// <summary>How many actions are shown unless somebody says otherwise.</summary>
    public const int UsualActions = 10;

    /// <summary>The most that are worked out at once.</summary>
    public const int MostActions = 500;

    /// <summary>Points of effort for running a test.</summary>
    public double? RunTest { get; init; }

    /// <summary>Points of effort for deploying a rule.</summary>
    public double? Deploy { get; init; }

    /// <summary>Points of effort for collecting a log source.</summary>
    public double? Collect { get; init; }

    /// <summary>Points of effort for implementing a control.</summary>
    public double? Implement { get; init; }

    /// <summary>The model with these efforts.</summary>
    public ScoringModel On(ScoringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model with { EffortRunTest = RunTest ?? model.EffortRunTest, EffortDeployRule = Deploy ?? model.EffortDeployRule, EffortCollect = Collect ?? model.EffortCollect, EffortImplement = Implement ?? model.EffortImplement };
    }

    /// <summary>Whether it can be planned by: efforts and budget above 0.</summary>
    public bool IsValid => Actions is >= 1 and <= MostActions && new[] { Budget, RunTest, Deploy, Collect, Implement }.All(value => value is null or (> 0 and <= 1_000_000));
}
