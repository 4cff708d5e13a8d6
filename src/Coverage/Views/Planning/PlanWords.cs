using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Planning;
using Coverage.Views.Scores;

namespace Coverage.Views.Planning;

/// <summary>Puts actions into words, with what of them is in the work list already.</summary>
internal sealed class PlanWords(PostureView view)
{
    private readonly Dictionary<string, string> controls = view.Catalogue.Controls.DistinctBy(control => control.ExternalId).ToDictionary(control => control.ExternalId, control => control.Title, StringComparer.OrdinalIgnoreCase);

    public PlanLine Line(PlannedAction action) => Line(
        action.Kind switch { ActionKind.Collect => WorkKind.Collect, ActionKind.Implement => WorkKind.Implement, _ => WorkKind.Deploy },
        action.Environment, action.Subject, action.LogSource, action.Rules, action.Effort, action.Gain, action.Techniques, action.LogSources);

    public PlanLine Line(TestToRun test) => Line(WorkKind.RunTest, test.Environment, test.Test, null, [], test.Effort, test.Points, []);

    /// <summary>What an edit of the posture would be in the work list; null for what is no work.</summary>
    public PlanLine? Line(PostureEdit edit, double gain) => edit switch
    {
        PutDeployment { Deployment: { State: DeploymentState.Deployed } put } deploy => Line(WorkKind.Deploy, deploy.Environment, put.Rule, null, [put.Rule], view.Table.Model.EffortDeployRule, gain, []),
        PutTelemetry { Telemetry: { Collected: true } put } collect when view.Table.LogSourcesBehind(collect.Environment, put.LogSource) is var sources => Line(WorkKind.Collect, collect.Environment, null, put.LogSource, [], view.Table.Model.EffortCollect * sources, gain, [], sources),
        PutImplementation { Implementation: { State: ImplementationState.Full or ImplementationState.Partial } put } implement => Line(WorkKind.Implement, implement.Environment, put.Control, null, [], view.Table.Model.EffortImplement, gain, []),
        _ => null,
    };

    /// <summary>A set of rules, deployed as one action.</summary>
    public PlanLine Line(Tick set, IReadOnlyList<ItemKey> rules, double gain) => rules.Count == 1
        ? Line(WorkKind.Deploy, set.Environment, rules[0], null, rules, view.Table.Model.EffortDeployRule, gain, [])
        : Line(WorkKind.Deploy, set.Environment, null, null, rules, view.Table.Model.EffortDeployRule * rules.Count, gain, []) with { Title = FormattableString.Invariant($"Deploy {rules.Count:N0} rules with {set.Filter}") };

    /// <summary>What to do, in words.</summary>
    public string Title(WorkKind kind, ItemKey? subject, LogSource? source, int rules, int sources = 1) => kind switch
    {
        WorkKind.Deploy => subject is { } rule ? $"Deploy {view.TitleOf(rule)}" : FormattableString.Invariant($"Deploy {rules:N0} rules"),
        WorkKind.Collect => $"Collect {source}{(sources == 1 ? "" : $" ({sources} log sources)")}{(rules == 0 ? "" : rules == 1 ? ", and deploy 1 rule" : $", and deploy {rules} rules")}",
        WorkKind.Implement => $"Implement {Control(subject!.Value)}",
        _ => view.Catalogue.Tests.FirstOrDefault(test => test.ExternalId == subject!.Value.Id) is { } test ? $"Run {test.FullTitle}" : $"Run test {subject!.Value.Id}",
    };

    /// <summary>A D3FEND technique with its name, if it is known.</summary>
    public string Control(ItemKey control) => $"{control.Id} {controls.GetValueOrDefault(control.Id)}".TrimEnd();

    private PlanLine Line(WorkKind kind, string environment, ItemKey? subject, LogSource? source, IReadOnlyList<ItemKey> rules, double effort, double gain, IReadOnlyList<string> techniques, int sources = 1)
    {
        var place = view.Posture.Environments.GetValueOrDefault(environment)?.Environment.Name ?? environment;
        return new PlanLine(kind, environment, place, Title(kind, subject, source, rules.Count, sources), subject, source, [.. rules.Select(rule => (rule, view.TitleOf(rule)))], effort, gain, techniques, OnList(kind, environment, subject, source, rules));
    }

    /// <summary>A set is the same work where it is of the same rules.</summary>
    private WorkItem? OnList(WorkKind kind, string environment, ItemKey? subject, LogSource? source, IReadOnlyList<ItemKey> rules) => view.Posture.WorkItems.Values
        .FirstOrDefault(item => item.State is WorkState.Open or WorkState.Doing && item.Kind == kind && item.Environment == environment && item.Subject == subject && item.LogSource == source && (subject is not null || source is not null || rules.ToHashSet().SetEquals(item.Rules)));
}
