using Coverage.Audit;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>What the posture says once an action is done. What it says already stays as it is, with its day: a day anew would make old proofs stale.</summary>
public static class DoneEdits
{
    /// <summary>The next action of a gap as done; nothing where it takes more than one step.</summary>
    public static IReadOnlyList<PostureEdit> Of(PostureView view, string environment, NextAction action, Person who, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(action);
        var states = new StateEdits(view, environment, who, now);
        return [.. action switch
        {
            { Kind: ActionKind.Deploy, Item: { } rule } => states.DeployAsPublished(rule),
            { Kind: ActionKind.Collect, LogSource: { } source } => states.Collect(source, collected: true),
            { Kind: ActionKind.Implement, Item: { } control } => states.Implement(control, ImplementationState.Full),
            _ => [],
        }];
    }

    /// <summary>What a work item stands for, as done; nothing for a test, whose outcome is recorded by itself.</summary>
    public static IReadOnlyList<PostureEdit> Of(PostureView view, WorkItem item, Person who, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var states = new StateEdits(view, item.Environment, who, now);
        var rules = item.Rules.IsDefault ? [] : item.Rules;
        return [.. item switch
        {
            { Kind: WorkKind.Collect, LogSource: { } source } => states.Collect(source, collected: true).Concat(rules.SelectMany(states.DeployAsPublished)),
            { Kind: WorkKind.Deploy, Subject: { } rule } => rules.DefaultIfEmpty(rule).SelectMany(states.DeployAsPublished),
            { IsSet: true } => rules.SelectMany(states.DeployAsPublished),
            { Kind: WorkKind.Implement, Subject: { } control } => states.Implement(control, ImplementationState.Full).Concat(rules.SelectMany(states.DeployAsPublished)),
            _ => [],
        }];
    }
}
