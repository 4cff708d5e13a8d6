using Coverage.Scoring.Planning;
using Coverage.Views.Scores;

namespace Coverage.Views.Planning;

/// <summary>
/// The next actions and the tests worth running, in words. A suggestion: deploying and collecting need each other, so it is
/// not claimed to be the best. Pure over a <see cref="PostureView"/>.
/// </summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Actions">The actions, one after another.</param>
/// <param name="Tests">Tests by the points that rest on claims, the most first. They promise no gain.</param>
public sealed record PlanView(PlanRequest Request, IReadOnlyList<PlanLine> Actions, IReadOnlyList<PlanLine> Tests)
{
    /// <summary>Points of effort of all actions.</summary>
    public double Effort => Actions.Sum(action => action.Effort);

    /// <summary>Weighted points of all actions.</summary>
    public double Gain => Actions.Sum(action => action.Gain);

    /// <summary>Plans.</summary>
    public static PlanView Of(PostureView view, PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(request);
        var words = new PlanWords(view);
        var model = request.On(view.Table.Model);
        var table = model == view.Table.Model ? view.Table : view.Table.By(model);
        var actions = Planner.Plan(table, request.Actions, request.Budget ?? double.PositiveInfinity);
        return new PlanView(request, [.. actions.Select(words.Line)], [.. Planner.Tests(table, request.Actions).Select(words.Line)]);
    }
}
