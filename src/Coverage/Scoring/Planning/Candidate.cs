using Coverage.Posture;

namespace Coverage.Scoring.Planning;

/// <summary>The order of candidates: the rate, then the kind, the environment, the rule's order and the place, so that equal ones always come in the same order.</summary>
internal readonly record struct Rank(double Rate, ActionKind Kind, int Environment, int Level, int Place) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        var order = other.Rate.CompareTo(Rate);
        if (order == 0) order = Kind.CompareTo(other.Kind);
        if (order == 0) order = Environment.CompareTo(other.Environment);
        if (order == 0) order = Level.CompareTo(other.Level);
        return order != 0 ? order : Place.CompareTo(other.Place);
    }
}

/// <summary>Something that could be done, weighed at a version of its environment.</summary>
internal sealed class Candidate(ActionKind kind, PlanState state, int place)
{
    private Bundle? bundle;

    public ActionKind Kind => kind;

    public PlanState State => state;

    public int Version { get; private set; }

    public double Gain { get; private set; }

    public double Effort { get; private set; }

    public int Place => place;

    /// <summary>Works out its gain and effort as things stand; a bundle is made to fit the budget.</summary>
    public void Weigh(double budget)
    {
        Version = state.Version;
        switch (kind)
        {
            case ActionKind.Deploy:
                Gain = state.CanDeploy(place) ? state.GainOf(place, state.ClaimOf(place, state.Evidence.RuleTelemetry[place])) : 0;
                Effort = state.Model.EffortDeployRule;
                break;
            case ActionKind.Implement:
                Gain = state.GainOfControl(place);
                Effort = state.Model.EffortImplement;
                break;
            default:
                bundle = Bundle.Of(state, place, budget);
                (Gain, Effort) = (bundle.Gain, bundle.Effort);
                break;
        }
    }

    public Rank Rank(ScoreTable table) => new(Gain / Effort, kind, state.Environment, kind == ActionKind.Deploy ? NextActions.Order(table.Input, place) : 0, place);

    /// <summary>Takes it into the plan.</summary>
    /// <param name="table">Where things stood before the plan.</param>
    /// <param name="offer">Is told of rules that can be deployed now.</param>
    public PlannedAction Take(ScoreTable table, Action<PlanState, int> offer)
    {
        var raised = new SortedSet<int>();
        var index = table.Index;
        List<PostureEdit> edits = [];
        IReadOnlyList<int> rules = kind == ActionKind.Deploy ? [place] : bundle?.Rules ?? [];
        LogSource? source = kind == ActionKind.Collect ? index.LogSources[place] : null;
        var sources = source is null ? 1 : state.Telemetry.SourcesBehind(place);
        if (source is { } stated) Collect(stated, edits, raised, offer);
        if (kind == ActionKind.Implement)
        {
            state.RaiseControl(place, raised);
            edits.Add(new PutImplementation(state.Key, state.Evidence.Implementations[place]!));
        }

        foreach (var rule in rules) edits.Add(Deploy(rule, table.Day, raised));
        state.Taken();
        ItemKey? subject = kind == ActionKind.Deploy ? index.KeyOfRule(place) : kind == ActionKind.Implement ? ScoringInput.KeyOf(table.Input.Controls[place]) : null;
        return new PlannedAction(kind, state.Key, subject, source, [.. rules.Select(index.KeyOfRule)], edits, Effort, Gain, [.. raised.Select(table.Input.IdOf)]) { LogSources = sources };
    }

    private void Collect(LogSource source, List<PostureEdit> edits, SortedSet<int> raised, Action<PlanState, int> offer)
    {
        edits.Add(new PutTelemetry(state.Key, new Telemetry(source, Collected: true)));
        var changed = state.Telemetry.After(place).ToList();
        state.Telemetry.Collect(place);
        foreach (var (rule, recorded) in changed)
        {
            if (state.CanDeploy(rule)) offer(state, rule);
            else state.Raise(rule, state.ClaimOf(rule, recorded), raised);
        }
    }

    private PutDeployment Deploy(int rule, DateOnly day, SortedSet<int> raised)
    {
        var hash = rule < state.Index.Input.Rules.Length ? state.Index.Input.Rules[rule].Hash : "";

        // From the end of the day on, so that what today's tests missed before it was there does not refute it.
        var deployment = new Deployment(state.Index.KeyOfRule(rule), DeploymentState.Deployed, hash, day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(1));
        state.Deploy(deployment, rule, raised);
        return new PutDeployment(state.Key, deployment);
    }
}
