using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>
/// The next best actions: greedy by weighted points for a point of effort, over bundles that work alone. Tests never earn a
/// planned gain; <see cref="Tests"/> ranks them by what rests on claims. Pure.
/// </summary>
public sealed class Planner
{
    private readonly ScoreTable table;
    private readonly PlanState[] states;
    private readonly PriorityQueue<Candidate, Rank> queue = new();

    private Planner(ScoreTable table)
    {
        this.table = table;
        states = [.. Enumerable.Range(0, table.Scores.Length).Select(environment => new PlanState(table, environment))];
        foreach (var state in states)
        {
            for (var rule = 0; rule < table.Input.Rules.Length + table.Index.OwnRules.Count; rule++) OfferRule(state, rule);
            for (var control = 0; control < table.Input.Controls.Length; control++) Offer(new Candidate(ActionKind.Implement, state, control));
            foreach (var source in state.Telemetry.Open) Offer(new Candidate(ActionKind.Collect, state, source));
        }
    }

    /// <summary>The next actions, best first.</summary>
    /// <param name="table">Where things stand.</param>
    /// <param name="actions">At most so many.</param>
    /// <param name="budget">At most so many points of effort together; what does not fit is passed over.</param>
    public static IReadOnlyList<PlannedAction> Plan(ScoreTable table, int actions, double budget = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Planner(table).Take(actions, budget);
    }

    /// <summary>Tests by the weighted points that rest on claims which they would prove or refute, the most first.</summary>
    public static IReadOnlyList<TestToRun> Tests(ScoreTable table, int tests)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TestRanking.Of(table, tests);
    }

    private List<PlannedAction> Take(int actions, double budget)
    {
        var plan = new List<PlannedAction>();
        while (plan.Count < actions && queue.TryDequeue(out var candidate, out _))
        {
            if (candidate.Version != candidate.State.Version) Offer(candidate);
            else if (candidate.Effort <= budget)
            {
                var action = candidate.Take(table, OfferRule);
                budget -= action.Effort;
                plan.Add(action);
                if (candidate.Kind == ActionKind.Collect) OfferSources(candidate.State);
            }
        }

        return plan;
    }

    private void OfferRule(PlanState state, int rule)
    {
        if (state.CanDeploy(rule) && state.Evidence.RuleTelemetry[rule] != Recorded.Uncollected && table.Index.IsProposable(rule)) Offer(new Candidate(ActionKind.Deploy, state, rule));
    }

    // A correlation may now lack only the other log source: what was worth nothing before can be worth something.
    private void OfferSources(PlanState state)
    {
        foreach (var source in state.Telemetry.Open) Offer(new Candidate(ActionKind.Collect, state, source));
    }

    private void Offer(Candidate candidate)
    {
        candidate.Weigh();
        if (candidate.Gain > 1e-9) queue.Enqueue(candidate, candidate.Rank(table));
    }
}
