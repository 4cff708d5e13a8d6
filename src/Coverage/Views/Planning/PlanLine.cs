using Coverage.Posture;

namespace Coverage.Views.Planning;

/// <summary>An action or a test of a plan, with its words and what it would be in the work list.</summary>
/// <param name="Kind">What kind of work.</param>
/// <param name="Environment">The environment's key.</param>
/// <param name="Place">The environment's name.</param>
/// <param name="Title">What to do, in words.</param>
/// <param name="Subject">The rule, control or test; null for a log source and for a set of rules.</param>
/// <param name="LogSource">The log source; null for the others.</param>
/// <param name="Rules">The bundle: rules that are deployed with it, by key and title.</param>
/// <param name="Effort">Points of effort.</param>
/// <param name="Gain">Weighted points that it closes; of a test those that rest on claims, which it proves or refutes.</param>
/// <param name="Techniques">The techniques that it is about.</param>
/// <param name="OnList">The work item that says the same and is not done, if there is one.</param>
public sealed record PlanLine(WorkKind Kind, string Environment, string Place, string Title, ItemKey? Subject, LogSource? LogSource, IReadOnlyList<(ItemKey Key, string Title)> Rules, double Effort, double Gain, IReadOnlyList<string> Techniques, WorkItem? OnList)
{
    /// <summary>Names it within a plan: what it is, where, of what.</summary>
    public string Key => $"{Kind} {Environment} {Subject?.ToString() ?? LogSource?.ToString()}";

    /// <summary>Weighted points for a point of effort.</summary>
    public double Rate => Gain / Effort;

    /// <summary>It as an entry of the work list.</summary>
    /// <param name="id">The entry's identifier.</param>
    /// <param name="owner">Who does it; empty for nobody yet.</param>
    /// <param name="due">Until when; null for no day.</param>
    public WorkItem ToWork(string id, string owner, DateOnly? due, WorkState state = WorkState.Open) => new(id, Kind, Environment, Title, Subject, LogSource, [.. Rules.Select(rule => rule.Key)], Effort, Gain, state, owner, due);
}
