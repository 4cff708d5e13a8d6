namespace Coverage.Scoring.Planning;

/// <summary>A log source with the rules that are worth deploying once it is collected.</summary>
/// <param name="Rules">Rules to deploy with it.</param>
/// <param name="Gain">Weighted points.</param>
/// <param name="Effort">Points of effort.</param>
internal sealed record Bundle(IReadOnlyList<int> Rules, double Gain, double Effort)
{
    /// <summary>
    /// Puts the best bundle of a log source together: what is deployed already counts for nothing more to do; then rules by
    /// their gain, for as long as one brings more for its effort than the bundle does without it, and fits the budget.
    /// </summary>
    public static Bundle Of(PlanState state, int source, double budget)
    {
        var (gain, effort, chosen) = (0.0, state.Model.EffortCollect * state.Telemetry.SourcesBehind(source), new List<int>());
        var open = new PriorityQueue<(int Rule, double Claim, int Round), (double, int)>();
        foreach (var (rule, recorded) in state.Telemetry.After(source))
        {
            var claim = state.ClaimOf(rule, recorded);
            if (state.CanDeploy(rule)) Offer(rule, claim, 0);
            else if (claim > 0) Take(rule, claim);
        }

        while (effort + state.Model.EffortDeployRule <= budget && open.TryDequeue(out var next, out var rate))
        {
            if (next.Round < chosen.Count) Offer(next.Rule, next.Claim, chosen.Count);
            else if (-rate.Item1 / state.Model.EffortDeployRule <= gain / effort) break;
            else
            {
                Take(next.Rule, next.Claim);
                effort += state.Model.EffortDeployRule;
                chosen.Add(next.Rule);
            }
        }

        state.Undo();
        return new Bundle(chosen, gain, effort);

        void Offer(int rule, double claim, int round)
        {
            if (state.GainOf(rule, claim) is var more and > 0) open.Enqueue((rule, claim, round), (-more, rule));
        }

        void Take(int rule, double claim)
        {
            gain += state.GainOf(rule, claim);
            state.Raise(rule, claim, null, keepUndo: true);
        }
    }
}
