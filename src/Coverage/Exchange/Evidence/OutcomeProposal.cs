using Coverage.Posture;

namespace Coverage.Exchange.Evidence;

/// <summary>An alert that speaks for a run.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Rule">The rule that fired; null if nobody knows it.</param>
/// <param name="RuleTitle">Its title.</param>
/// <param name="Why">Why it is taken to be about the run.</param>
public sealed record ProposedBy(Alert Alert, ItemKey? Rule, string RuleTitle, string Why);

/// <summary>An alert that speaks for no pending run.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Why">Why not.</param>
public sealed record UnpairedAlert(Alert Alert, string Why);

/// <summary>That a pending run alerted, as an export of a SIEM shows it.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Pending">The run as it is recorded.</param>
/// <param name="TestTitle">The test.</param>
/// <param name="By">What fired, by time.</param>
/// <param name="Result">The run as it would be recorded.</param>
public sealed record OutcomeProposal(string Environment, TestResult Pending, string TestTitle, IReadOnlyList<ProposedBy> By, TestResult Result)
{
    /// <summary>The edit that accepts it.</summary>
    public PostureEdit Edit => new PutResult(Environment, Result);
}

/// <summary>What alerts say about the runs of an environment that are pending.</summary>
/// <param name="Proposals">Runs that alerted, by time.</param>
/// <param name="Silent">Pending runs that no alert speaks for. That is no proof that nothing was seen.</param>
/// <param name="Unpaired">Alerts that speak for no pending run, by time.</param>
public sealed record OutcomePairing(IReadOnlyList<OutcomeProposal> Proposals, IReadOnlyList<TestResult> Silent, IReadOnlyList<UnpairedAlert> Unpaired);
