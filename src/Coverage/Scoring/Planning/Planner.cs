namespace Coverage.Scoring.Planning;

/// <summary>
/// The next best actions: greedy by weighted points for a point of effort, over bundles that work alone. Tests never earn a
/// planned gain; <see cref="Tests"/> ranks them by what rests on claims. Pure.
/// </summary>
public sealed class Planner
{
    private readonly ScoreTable table;
    private readonly PriorityQueue<Candidate, Rank> queue = new();
    private double left;
    private Candidate? largest;

    private Planner(ScoreTable table, double budget)
    {
        (this.table, left) = (table, budget);
        var cover = new SourceCover(table.Index);
        foreach (var state in Enumerable.Range(0, table.Scores.Length).Select(environment => new PlanState(table, environment, cover)))
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
        var greedy = new Planner(table, budget).Take(actions, largestFirst: false);
        if (double.IsPositiveInfinity(budget)) return greedy;

        // Where cheap actions eat the budget of a dear one, beginning with the one that gains most can be better.
        var largest = new Planner(table, budget).Take(actions, largestFirst: true);
        return largest.Sum(action => action.Gain) > greedy.Sum(action => action.Gain) + 1e-9 ? largest : greedy;
    }

    /// <summary>Tests by the weighted points that rest on claims which they would prove or refute, the most first.</summary>
    public static IReadOnlyList<TestToRun> Tests(ScoreTable table, int tests)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TestRanking.Of(table, tests);
    }

    private List<PlannedAction> Take(int actions, bool largestFirst)
    {
        var plan = new List<PlannedAction>();
        if (largestFirst && actions > 0 && largest is not null) Take(largest, plan);
        while (plan.Count < actions && queue.TryDequeue(out var candidate, out _))
        {
            var fits = candidate.Effort <= left;
            if (fits && candidate.Version == candidate.State.Version) Take(candidate, plan);
            else if (fits || (candidate.Kind == ActionKind.Collect && table.Model.EffortCollect <= left)) Offer(candidate);
        }

        return plan;
    }

    private void Take(Candidate candidate, List<PlannedAction> plan)
    {
        var action = candidate.Take(table, OfferRule);
        left -= action.Effort;
        plan.Add(action);
        if (candidate.Kind != ActionKind.Collect) return;

        // A correlation may now lack only the other log source: what was worth nothing before can be worth something.
        foreach (var source in candidate.State.Telemetry.Partners(candidate.Place)) Offer(new Candidate(ActionKind.Collect, candidate.State, source));
    }

    private void OfferRule(PlanState state, int rule)
    {
        if (state.CanDeploy(rule) && state.Evidence.RuleTelemetry[rule] != Recorded.Uncollected) Offer(new Candidate(ActionKind.Deploy, state, rule));
    }

    private void Offer(Candidate candidate)
    {
        candidate.Weigh(left);
        if (candidate.Gain <= 1e-9) return;
        queue.Enqueue(candidate, candidate.Rank(table));
        if (candidate.Effort <= left && candidate.Gain > (largest?.Gain ?? 0)) largest = candidate;
    }
}
