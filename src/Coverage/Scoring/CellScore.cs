namespace Coverage.Scoring;

/// <summary>The scores of one technique in one environment, with what stands beside them. Scores run from 0 to 100, unrounded.</summary>
public readonly record struct CellScore
{
    // Narrow on purpose: a table of 900 techniques stays below the size at which arrays become costly to allocate.
    private readonly ushort tests;
    private readonly ushort alerted;
    private readonly ushort stopped;
    private readonly ushort passed;
    private readonly ushort failed;
    private readonly ushort recent;
    private readonly ushort rules;
    private readonly ushort controls;
    private readonly byte reason;

    /// <summary>Whether the technique applies in the environment; else all the rest is empty.</summary>
    public bool Applies { get; init; }

    /// <summary>Whether it would be seen.</summary>
    public double Detect { get; init; }

    /// <summary>Whether it would be stopped.</summary>
    public double Prevent { get; init; }

    /// <summary>Whether it would be seen or stopped, test by test.</summary>
    public double Coverage { get; init; }

    /// <summary>The share of tests that alerted or were stopped within the fresh days, 0 to 100; NaN without a test.</summary>
    public double Validate => Applies && Tests > 0 ? 100.0 * Recent / Tests : double.NaN;

    /// <summary>C, the best rule's claim.</summary>
    public double RuleClaim { get; init; }

    /// <summary>K, the best control's claim.</summary>
    public double ControlClaim { get; init; }

    /// <summary>Tests that apply.</summary>
    public int Tests { get => tests; init => tests = (ushort)value; }

    /// <summary>Of these, alerted.</summary>
    public int Alerted { get => alerted; init => alerted = (ushort)value; }

    /// <summary>Of these, stopped.</summary>
    public int Stopped { get => stopped; init => stopped = (ushort)value; }

    /// <summary>Alerted or stopped.</summary>
    public int Passed { get => passed; init => passed = (ushort)value; }

    /// <summary>With an outcome, and neither alerted nor stopped.</summary>
    public int Failed { get => failed; init => failed = (ushort)value; }

    /// <summary>Alerted or stopped within the fresh days.</summary>
    public int Recent { get => recent; init => recent = (ushort)value; }

    /// <summary>Rules in place.</summary>
    public int Rules { get => rules; init => rules = (ushort)value; }

    /// <summary>Harden and Isolate controls in place.</summary>
    public int Controls { get => controls; init => controls = (ushort)value; }

    /// <summary>Why it falls short, scope left aside: <see cref="ScoreTable.Reason"/> knows exceptions.</summary>
    public GapReason Reason { get => (GapReason)reason; init => reason = (byte)value; }

    /// <summary>There is a public rule, a Harden or Isolate control, or something deployed.</summary>
    public bool Available { get; init; }

    /// <summary>Something is in place, or a test alerted or was stopped.</summary>
    public bool Deployed => Rules + Controls + Passed > 0;

    /// <summary>Something is proven, and it is not failing.</summary>
    public bool Validated => Recent > 0 && Reason != GapReason.Failing;

    /// <summary>The most that public content allows, 0 to 100.</summary>
    public double Ceiling { get; init; }
}
