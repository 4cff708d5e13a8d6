using Coverage.Posture;
using Coverage.Scoring.Tracing;

namespace Coverage.Scoring;

/// <summary>The outcome of a test on a day: what was seen and whether it was stopped, apart, each the worst known value of its last day.</summary>
internal readonly record struct TestOutcome
{
    private readonly byte seen;
    private readonly byte stopped;

    public bool NotApplicable { get; init; }

    public Seen Seen { get => (Seen)seen; init => seen = (byte)value; }

    public Stopped Stopped { get => (Stopped)stopped; init => stopped = (byte)value; }

    public int SeenDay { get; init; }

    public int StoppedDay { get; init; }

    /// <summary>f of the age of what was seen.</summary>
    public double SeenFreshness { get; init; }

    /// <summary>f of the age of what was stopped.</summary>
    public double StoppedFreshness { get; init; }

    public bool IsKnown => Seen != Seen.Unknown || Stopped != Stopped.Unknown;

    public bool Passed => Seen == Seen.Alerted || Stopped == Stopped.Yes;

    /// <summary>Alerted or stopped within the fresh days.</summary>
    public bool IsRecent(int day, int freshDays) => (Seen == Seen.Alerted && day - SeenDay <= freshDays) || (Stopped == Stopped.Yes && day - StoppedDay <= freshDays);

    /// <summary>
    /// Reads it. Pending, error and unknown are no value; nor is alerted or stopped that names only what is no longer in
    /// place at the content it ran with; nor what lies after the day.
    /// </summary>
    /// <param name="evidence">The environment.</param>
    /// <param name="test">The test's index.</param>
    /// <param name="scale">Model and day.</param>
    /// <param name="since">Only results from this time on; null for all.</param>
    /// <param name="trace">Who listens.</param>
    public static TestOutcome Read<TTrace>(EnvironmentEvidence evidence, int test, Scale scale, DateTime? since, ref TTrace trace)
        where TTrace : struct, ITrace
    {
        var (seen, seenDay, stopped, stoppedDay, excluded) = (Seen.Unknown, int.MinValue, Stopped.Unknown, int.MinValue, false);
        foreach (var run in evidence.Results[test] ?? [])
        {
            excluded |= run.Result.State == ResultState.NotApplicable;
            if (run.Result.State != ResultState.Ran || run.Day > scale.Day || run.Result.Time < since) continue;
            var saw = run.Result.Seen == Seen.Alerted && !evidence.Holds(run, run.AlertedBy) ? Seen.Unknown : run.Result.Seen;
            var stop = run.Result.Stopped == Stopped.Yes && !evidence.Holds(run, run.StoppedBy) ? Stopped.Unknown : run.Result.Stopped;
            if (saw != Seen.Unknown && (run.Day > seenDay || (run.Day == seenDay && saw < seen))) (seen, seenDay) = (saw, run.Day);
            if (stop != Stopped.Unknown && (run.Day > stoppedDay || (run.Day == stoppedDay && stop < stopped))) (stopped, stoppedDay) = (stop, run.Day);
        }

        if (TTrace.On) OutcomeTrace.Write(evidence, test, scale, (seen, seenDay, stopped, stoppedDay, excluded), ref trace);
        if (excluded) return new TestOutcome { NotApplicable = true };
        return new TestOutcome
        {
            Seen = seen,
            SeenDay = seenDay,
            SeenFreshness = seen == Seen.Unknown ? 0 : scale.Model.Freshness(scale.Day - seenDay),
            Stopped = stopped,
            StoppedDay = stoppedDay,
            StoppedFreshness = stopped == Stopped.Unknown ? 0 : scale.Model.Freshness(scale.Day - stoppedDay),
        };
    }

    /// <summary>Who listens to nothing.</summary>
    public static TestOutcome Read(EnvironmentEvidence evidence, int test, Scale scale, DateTime? since = null)
    {
        var none = default(NoTrace);
        return Read(evidence, test, scale, since, ref none);
    }
}

/// <summary>By what is scored: a model, on a UTC day as <see cref="DateOnly.DayNumber"/>.</summary>
internal readonly record struct Scale(ScoringModel Model, int Day);
