using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Exchange.Evidence;

/// <summary>What a person says of runs of tests, as steps that can be recorded.</summary>
public static class ResultSteps
{
    /// <summary>The words for what became of a run.</summary>
    public static IReadOnlyList<string> Words { get; } = ["blocked", "alerted", "logged", "missed", "not-applicable", "error", "pending"];

    /// <summary>A run by hand.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="environment">The environment's key.</param>
    /// <param name="run">The test, host, time and note; its identifier is made of them.</param>
    /// <param name="outcome">One of <see cref="Words"/>.</param>
    /// <param name="by">What alerted, or stopped it, as <see cref="NamedChoices"/> writes it; null where that is not said.</param>
    /// <exception cref="PostureRefusedException">The word is none, the run is recorded already, or what is named is not in place there.</exception>
    public static PostureStep Recorded(PostureView view, string environment, TestResult run, string? outcome, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(run);
        var known = run with { Id = RunIdentity.Of(run.Test, run.Time, run.Host), State = ResultState.Pending };
        if (Apply(known, outcome, [.. NamedChoices.Read(view.Posture.Environments.GetValueOrDefault(environment), by, known.Time)]) is not { } result) throw new PostureRefusedException(["Say what became of the test."]);
        if (view.Posture.Environments.GetValueOrDefault(environment)?.Results.ContainsKey(known.Id) == true) throw new PostureRefusedException(["This test is recorded for that host and second already. Decide it in the list, or give another time."]);
        return new PostureStep($"{Name(view, run)}: {Of(result)}", [new PutResult(environment, result)]);
    }

    /// <summary>What became of a run that is pending.</summary>
    /// <param name="view">What is there.</param>
    /// <param name="environment">The environment's key.</param>
    /// <param name="id">The run.</param>
    /// <param name="outcome">One of <see cref="Words"/> but pending.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="by">What alerted, or stopped it, as <see cref="NamedChoices"/> writes it; null where that is not said.</param>
    /// <exception cref="PostureRefusedException">It is not pending, not recorded, or the word is none.</exception>
    public static PostureStep Decided(PostureView view, string environment, string id, string? outcome, Person who, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(who);
        var run = view.Posture.Environments.GetValueOrDefault(environment)?.Results.GetValueOrDefault(id) ?? throw new PostureRefusedException(["This run is not recorded any more."]);
        if (run.State != ResultState.Pending) throw new PostureRefusedException([$"This run is decided already{(run.By.Length > 0 ? $", by {run.By}" : "")}: {Of(run)}."]);
        if (outcome == "pending" || Apply(run, outcome, [.. NamedChoices.Read(view.Posture.Environments[environment], by, run.Time)]) is not { } decided) throw new PostureRefusedException(["Say what became of the test: one of the six."]);
        return new PostureStep($"{Name(view, run)}: {Of(decided)}", [new PutResult(environment, decided with { By = who.Name })]) { Seen = view.EditId };
    }

    /// <summary>The test that a text names: by its GUID, or by technique and number as <c>T1059.001 #3</c>; null for none.</summary>
    public static AtomicTest? Find(PostureView view, string text)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split([' ', '#', '-'], StringSplitOptions.RemoveEmptyEntries);
        return view.Catalogue.Tests.FirstOrDefault(test => string.Equals(test.ExternalId, text.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? (parts is [var technique, var place] && int.TryParse(place, out var number) ? view.Catalogue.Tests.FirstOrDefault(test => string.Equals(test.Technique, technique, StringComparison.OrdinalIgnoreCase) && test.Number == number) : null);
    }

    /// <summary>What became of a run, in words.</summary>
    public static string Of(TestResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.State switch
        {
            ResultState.Pending => "outcome pending",
            ResultState.Error => "error",
            ResultState.NotApplicable => "not applicable",
            _ => string.Join(", ", new[] { run.Stopped switch { Stopped.Yes => "stopped", Stopped.No => "not stopped", _ => "" }, run.Seen switch { Seen.Alerted => "alerted", Seen.Logged => "logged", Seen.Nothing => "missed", _ => "" } }.Where(word => word.Length > 0)),
        };
    }

    private static TestResult? Apply(TestResult run, string? word, params IReadOnlyCollection<NamedItem> by) => word switch
    {
        "blocked" => Ran(run, ReportedOutcome.Blocked) with { StoppedBy = [.. by] },
        "alerted" => Ran(run, ReportedOutcome.Alerted) with { AlertedBy = [.. by] },
        _ when by.Count > 0 => throw new PostureRefusedException(["Something is named that alerted, or stopped the test. Say that it alerted or was blocked, or name nothing."]),
        "logged" => Ran(run, ReportedOutcome.Logged),
        "missed" => Ran(run, ReportedOutcome.Missed),
        "not-applicable" => run with { State = ResultState.NotApplicable },
        "error" => run with { State = ResultState.Error },
        "pending" => run,
        _ => null,
    };

    private static TestResult Ran(TestResult run, ReportedOutcome outcome)
    {
        var (seen, stopped) = TestResult.Read(outcome);
        return run with { State = ResultState.Ran, Seen = seen, Stopped = stopped };
    }

    private static string Name(PostureView view, TestResult run) => view.Catalogue.Tests.FirstOrDefault(test => string.Equals(test.ExternalId, run.Test.Id, StringComparison.OrdinalIgnoreCase)) is { } test ? $"{test.Technique} #{test.Number} {test.Title}" : run.Test.Id;
}
