namespace Coverage.Scoring.Tracing;

/// <summary>Writes the computation down as a tree of steps.</summary>
internal readonly struct TreeTrace() : ITrace
{
    private readonly Stack<Draft> open = new([new Draft("", "")]);

    public static bool On => true;

    /// <summary>The last whole step at the top.</summary>
    public TraceStep Root => open.Peek().Steps[^1];

    public void Open(string name, string formula) => open.Push(new Draft(name, formula));

    public void Input(string name, double value) => open.Peek().Inputs.Add(new TraceInput(name, value));

    public void Evidence(EvidenceItem item) => open.Peek().Evidence.Add(item);

    public void Close(double result)
    {
        var draft = open.Pop();
        open.Peek().Steps.Add(new TraceStep(draft.Name, draft.Formula, draft.Inputs, result, draft.Evidence, draft.Steps));
    }

    private sealed record Draft(string Name, string Formula)
    {
        public List<TraceInput> Inputs { get; } = [];

        public List<EvidenceItem> Evidence { get; } = [];

        public List<TraceStep> Steps { get; } = [];
    }
}
