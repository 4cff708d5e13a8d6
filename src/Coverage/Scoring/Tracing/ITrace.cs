namespace Coverage.Scoring.Tracing;

/// <summary>
/// Listens to the computation. There is one computation; with <see cref="NoTrace"/> the compiler removes every call, with
/// <see cref="TreeTrace"/> the same statements write down what they do.
/// </summary>
internal interface ITrace
{
    /// <summary>Whether anybody listens. Constant for each type, so that what only a listener needs costs nothing without one.</summary>
    static abstract bool On { get; }

    /// <summary>A step begins.</summary>
    void Open(string name, string formula);

    /// <summary>A number that goes into the step.</summary>
    void Input(string name, double value);

    /// <summary>What the step rests on.</summary>
    void Evidence(EvidenceItem item);

    /// <summary>The step's result; the step ends.</summary>
    void Close(double result);
}

/// <summary>Nobody listens.</summary>
internal readonly struct NoTrace : ITrace
{
    public static bool On => false;

    public void Open(string name, string formula)
    {
    }

    public void Input(string name, double value)
    {
    }

    public void Evidence(EvidenceItem item)
    {
    }

    public void Close(double result)
    {
    }
}
