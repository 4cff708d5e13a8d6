using Coverage.Audit;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>Items brought to a state, as steps that can be recorded; their edits are those of <see cref="StateEdits"/>.</summary>
/// <param name="view">What is there.</param>
/// <param name="environment">The environment's key.</param>
/// <param name="who">Who records it.</param>
/// <param name="now">When (UTC).</param>
public sealed class StateSteps(PostureView view, string environment, Person who, DateTime now)
{
    private readonly StateEdits states = new(view, environment, who, now);

    private string Where => view.Posture.Environments.GetValueOrDefault(environment)?.Environment.Name ?? environment;

    /// <summary>Of rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="state">Their state; null for not recorded.</param>
    /// <param name="details">What else is said of one, by what is recorded of it; null for nothing.</param>
    public PostureStep Deployed(IReadOnlyList<ItemKey> rules, DeploymentState? state, Func<Deployment?, EntryDetails>? details = null)
    {
        var inside = view.Posture.Environments.GetValueOrDefault(environment);
        return new PostureStep(
            Title(Said(state), "rule", rules, view.TitleOf),
            [.. rules.SelectMany(rule => details is null ? states.Deploy(rule, state) : states.Deploy(rule, state, details(inside?.Deployments.GetValueOrDefault(rule))))]);
    }

    /// <summary>Of D3FEND techniques.</summary>
    /// <inheritdoc cref="Deployed"/>
    public PostureStep Implemented(IReadOnlyList<ItemKey> controls, ImplementationState? state, Func<Implementation?, EntryDetails>? details = null)
    {
        var inside = view.Posture.Environments.GetValueOrDefault(environment);
        return new PostureStep(
            Title(Said(state), "control", controls, control => $"{control.Id} {view.Catalogue.Controls.FirstOrDefault(known => known.ExternalId == control.Id)?.Title}"),
            [.. controls.SelectMany(control => details is null ? states.Implement(control, state) : states.Implement(control, state, details(StateEdits.Recorded(inside, control))))]);
    }

    /// <summary>Of log sources.</summary>
    /// <param name="sources">The log sources as they are entered.</param>
    /// <param name="collected">Collected or known not to be; null for not recorded.</param>
    public PostureStep Collected(IReadOnlyList<LogSource> sources, bool? collected) => new(
        Title(collected switch { true => "Collected", false => "Not collected", _ => "No longer recorded" }, "log source", sources, source => source.ToString()),
        [.. sources.SelectMany(source => states.Collect(source, collected))]);

    private static string Said<T>(T? state)
        where T : struct, Enum => state?.ToString() ?? "No longer recorded";

    private string Title<T>(string said, string noun, IReadOnlyList<T> items, Func<T, string> name) => $"{said} in {Where}: {(items.Count == 1 ? name(items[0]) : FormattableString.Invariant($"{items.Count:N0} {noun}s"))}";
}
