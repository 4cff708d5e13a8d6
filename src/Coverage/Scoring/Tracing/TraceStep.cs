namespace Coverage.Scoring.Tracing;

/// <summary>What a step rests on: an entry of the posture or of the catalogue.</summary>
/// <param name="Kind">deployment, implementation, result, telemetry, link, exception, profile, or none where nothing is recorded.</param>
/// <param name="Key">The entry's own key; empty for none.</param>
/// <param name="Environment">The environment's key; empty where it is of none.</param>
/// <param name="Date">Its day or time, UTC, if it has one.</param>
/// <param name="Says">What it says, in words: <c>deployed</c>, <c>alerted</c>.</param>
public sealed record EvidenceItem(string Kind, string Key, string Environment, DateTime? Date, string Says);

/// <summary>A number that goes into a step.</summary>
public sealed record TraceInput(string Name, double Value);

/// <summary>One step of the arithmetic, as the computation took it.</summary>
/// <param name="Name">What is worked out: <c>Detect</c>, <c>C, best rule claim</c>.</param>
/// <param name="Formula">How, with the model's figures.</param>
/// <param name="Inputs">The numbers that go in.</param>
/// <param name="Result">The number that comes out; NaN for none.</param>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Steps">The steps before it.</param>
public sealed record TraceStep(string Name, string Formula, IReadOnlyList<TraceInput> Inputs, double Result, IReadOnlyList<EvidenceItem> Evidence, IReadOnlyList<TraceStep> Steps)
{
    /// <summary>It and all steps before it.</summary>
    public IEnumerable<TraceStep> All => Steps.SelectMany(step => step.All).Prepend(this);

    /// <summary>The steps that no other stands before.</summary>
    public IEnumerable<TraceStep> Leaves => All.Where(step => step.Steps.Count == 0);
}
