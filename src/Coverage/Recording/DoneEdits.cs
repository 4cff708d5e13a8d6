using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>
/// What the posture says once something is done: deployments at the catalogue's present content, log sources, controls.
/// What is there already and says the same stays as it is, with its day: a day anew would make old proofs stale.
/// </summary>
public static class DoneEdits
{
    /// <summary>That a rule is deployed as it is published now.</summary>
    public static PostureEdit Deploy(PostureView view, string environment, ItemKey rule, string who, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        var hash = view.Rule(rule)?.Hash ?? "";
        var before = view.Posture.Environments.GetValueOrDefault(environment)?.Deployments.GetValueOrDefault(rule);
        return new PutDeployment(environment, before is { State: DeploymentState.Deployed } && before.Hash == hash ? before : (before ?? new Deployment(rule, DeploymentState.Deployed)) with { State = DeploymentState.Deployed, Hash = hash, Since = now, By = who });
    }

    /// <summary>That a log source is collected.</summary>
    public static PostureEdit Collect(PostureView view, string environment, LogSource source, string who)
    {
        ArgumentNullException.ThrowIfNull(view);
        var before = view.Posture.Environments.GetValueOrDefault(environment)?.Telemetry.GetValueOrDefault(source);
        return new PutTelemetry(environment, before is { Collected: true } ? before : (before ?? new Telemetry(source, Collected: true)) with { Collected = true, By = who });
    }

    /// <summary>That a D3FEND technique is implemented in full.</summary>
    public static PostureEdit Implement(PostureView view, string environment, ItemKey control, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        var before = view.Posture.Environments.GetValueOrDefault(environment)?.Implementations.GetValueOrDefault(control);
        return new PutImplementation(environment, before is { State: ImplementationState.Full } ? before : (before ?? new Implementation(control, ImplementationState.Full)) with { State = ImplementationState.Full, Since = now });
    }

    /// <summary>The next action of a gap as done; nothing where it takes more than one step.</summary>
    public static IReadOnlyList<PostureEdit> Of(PostureView view, string environment, NextAction action, string who, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action switch
        {
            { Kind: ActionKind.Deploy, Item: { } rule } => [Deploy(view, environment, rule, who, now)],
            { Kind: ActionKind.Collect, LogSource: { } source } => [Collect(view, environment, source, who)],
            { Kind: ActionKind.Implement, Item: { } control } => [Implement(view, environment, control, now)],
            _ => [],
        };
    }

    /// <summary>What a work item stands for, as done; nothing for a test, whose outcome is recorded by itself.</summary>
    public static IReadOnlyList<PostureEdit> Of(PostureView view, WorkItem item, string who, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var rules = (item.Rules.IsDefault ? [] : item.Rules).Select(rule => Deploy(view, item.Environment, rule, who, now));
        return item switch
        {
            { Kind: WorkKind.Collect, LogSource: { } source } => [Collect(view, item.Environment, source, who), .. rules],
            { Kind: WorkKind.Deploy, Subject: { } rule } => [.. rules.DefaultIfEmpty(Deploy(view, item.Environment, rule, who, now))],
            { Kind: WorkKind.Implement, Subject: { } control } => [Implement(view, item.Environment, control, now), .. rules],
            _ => [],
        };
    }
}
