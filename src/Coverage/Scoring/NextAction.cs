using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>What one can do about a gap.</summary>
public enum ActionKind
{
    /// <summary>Nothing has to be done.</summary>
    None = 0,

    /// <summary>Find out why a test was logged or missed, and repair what should have seen or stopped it.</summary>
    Repair = 1,

    /// <summary>Run a test, the first time or again.</summary>
    RunTest = 2,

    /// <summary>Write or link a test.</summary>
    AddTest = 3,

    /// <summary>Collect a log source.</summary>
    Collect = 4,

    /// <summary>Deploy a rule.</summary>
    Deploy = 5,

    /// <summary>Implement a D3FEND technique.</summary>
    Implement = 6,

    /// <summary>Write a rule of one's own, or accept the risk.</summary>
    WriteRule = 7,

    /// <summary>Say what became of a run whose outcome is pending.</summary>
    Decide = 8,
}

/// <summary>The next action of a gap.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Text">In words.</param>
/// <param name="Item">The rule, test or control that it is about, if it is about one.</param>
/// <param name="LogSource">The log source to collect, if that is it.</param>
public sealed record NextAction(ActionKind Kind, string Text, ItemKey? Item = null, LogSource? LogSource = null);
