using Coverage.Audit;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;

namespace Coverage.Recording;

/// <summary>
/// The edits that bring an item to a state, one item or thousands alike: nothing where it is so already, and what else was
/// recorded of it (place, share, evidence, notes) stays.
/// </summary>
/// <param name="view">What is there.</param>
/// <param name="environment">The environment's key.</param>
/// <param name="who">Who records it.</param>
/// <param name="now">When (UTC).</param>
public sealed class StateEdits(PostureView view, string environment, Person who, DateTime now)
{
    private readonly EnvironmentPosture? inside = view.Posture.Environments.GetValueOrDefault(environment);

    /// <summary>Of a rule. What is deployed is pinned to the content that the catalogue holds at this moment.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">Planned, deployed or disabled; null for not recorded.</param>
    public IEnumerable<PostureEdit> Deploy(ItemKey rule, DeploymentState? state)
    {
        var before = inside?.Deployments.GetValueOrDefault(rule);
        if (before?.State == state) return [];
        if (state is not { } wanted) return [new RemoveDeployment(environment, rule)];
        var next = (before ?? new Deployment(rule, wanted)) with { State = wanted };
        return [new PutDeployment(environment, wanted switch
        {
            DeploymentState.Deployed => next with { Hash = view.Rule(rule)?.Hash ?? "", Since = now, By = who.Name, Kept = null },
            DeploymentState.Planned => next with { Hash = "", Since = null, Kept = null },
            _ => next,
        })];
    }

    /// <summary>Of a rule: that what the catalogue holds of it is deployed.</summary>
    public IEnumerable<PostureEdit> DeployAsPublished(ItemKey rule) => inside?.Deployments.GetValueOrDefault(rule)?.State == DeploymentState.Deployed ? Adopt(rule) : Deploy(rule, DeploymentState.Deployed);

    /// <summary>Of a rule that is deployed with other content than the catalogue holds by now: that the new content runs, from this moment on.</summary>
    public IEnumerable<PostureEdit> Adopt(ItemKey rule)
    {
        if (inside?.Deployments.GetValueOrDefault(rule) is not { State: DeploymentState.Deployed } before || view.Rule(rule) is not { } known || known.Hash == before.Hash) return [];
        return [new PutDeployment(environment, before with { Hash = known.Hash, Since = now, By = who.Name, Kept = null })];
    }

    /// <summary>Of a deployed rule of which nobody recorded which content runs: that it is what the catalogue holds. Since when it runs stays as it is, so no proof becomes stale.</summary>
    public IEnumerable<PostureEdit> Pin(ItemKey rule)
    {
        if (inside is null || !UpstreamChange.IsUnrecorded(view, inside, rule)) return [];
        return [new PutDeployment(environment, inside.Deployments[rule] with { Hash = view.Rule(rule)!.Hash, Kept = null })];
    }

    /// <summary>Of a rule that changed upstream: that what is deployed stays, until upstream changes again.</summary>
    public IEnumerable<PostureEdit> Keep(ItemKey rule)
    {
        if (inside is null || UpstreamChange.Of(view, inside, rule) is not { Answer: not UpstreamAnswer.Kept } change) return [];
        return [new PutDeployment(environment, change.Deployment with { Kept = change.Rule.Hash, Ignored = null })];
    }

    /// <summary>Of a deployed rule: that what is deployed stays whatever upstream does.</summary>
    public IEnumerable<PostureEdit> Ignore(ItemKey rule)
    {
        if (inside?.Deployments.GetValueOrDefault(rule) is not { State: DeploymentState.Deployed, Ignored: not true } before) return [];
        return [new PutDeployment(environment, before with { Ignored = true, Kept = null })];
    }

    /// <summary>Of a deployed rule that was kept or ignored: that what differs upstream is asked about again.</summary>
    public IEnumerable<PostureEdit> AskAgain(ItemKey rule)
    {
        if (inside?.Deployments.GetValueOrDefault(rule) is not { } before || (before.Kept is null && before.Ignored is null)) return [];
        return [new PutDeployment(environment, before with { Kept = null, Ignored = null })];
    }

    /// <summary>Of a D3FEND technique, which is known by its identifier in whichever source.</summary>
    /// <param name="control">The D3FEND technique.</param>
    /// <param name="state">Planned, partial or full; null for not recorded.</param>
    public IEnumerable<PostureEdit> Implement(ItemKey control, ImplementationState? state)
    {
        var before = EntriesOf(inside, control).ToList();
        if (state is not { } wanted) return before.Select(entry => new RemoveImplementation(environment, entry.Control));
        var furthest = EnvironmentEvidence.Best(before);
        if (furthest?.State == wanted) return [];
        var next = (furthest ?? new Implementation(control, wanted)) with { State = wanted, Since = wanted == ImplementationState.Planned ? null : now };
        return [.. before.Where(entry => entry.State > wanted && entry.Control != next.Control).Select(entry => new RemoveImplementation(environment, entry.Control)), new PutImplementation(environment, next)];
    }

    /// <summary>Of a rule, with what else is said of it; without a state it is no longer recorded.</summary>
    public IEnumerable<PostureEdit> Deploy(ItemKey rule, DeploymentState? state, EntryDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var before = inside?.Deployments.GetValueOrDefault(rule);
        List<PostureEdit> edits = [.. Deploy(rule, state)];
        if ((edits is [PutDeployment put] ? put.Deployment : state is null ? null : before) is not { } next) return edits;
        var after = next with { Since = SinceOf(details, next.Since, next.State == DeploymentState.Planned), Where = details.Where, Share = details.Share ?? 1, Evidence = OrNull(details.Evidence), Note = details.Note };
        return after == before ? [] : [new PutDeployment(environment, after)];
    }

    /// <summary>Of a D3FEND technique, with what else is said of it; without a state it is no longer recorded.</summary>
    public IEnumerable<PostureEdit> Implement(ItemKey control, ImplementationState? state, EntryDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var before = Recorded(inside, control);
        List<PostureEdit> edits = [.. Implement(control, state)];
        if ((edits.OfType<PutImplementation>().SingleOrDefault()?.Implementation ?? (state is null ? null : before)) is not { } next) return edits;
        var after = next with { Since = SinceOf(details, next.Since, next.State == ImplementationState.Planned), By = details.By, Where = OrNull(details.Where), Share = details.Share is { } share and not 1 ? share : null, Evidence = details.Evidence, Note = details.Note };
        return after == before ? [] : [.. edits.Where(edit => edit is not PutImplementation), new PutImplementation(environment, after)];
    }

    /// <summary>
    /// Of tests: that they mean nothing here, and why, or that they do after all. A test has one entry that says so, so that
    /// two people who say it are told of each other.
    /// </summary>
    /// <param name="tests">Each with whether it applies.</param>
    /// <param name="reason">Why those that do not, do not.</param>
    public IEnumerable<PostureEdit> Apply(IEnumerable<(ItemKey Test, bool Applies)> tests, string reason) => tests.SelectMany(pair =>
    {
        var said = Excluding(inside, pair.Test).ToList();
        if (pair.Applies) return said.Select(PostureEdit (result) => new RemoveResult(environment, result.Id));
        return said.Count > 0 ? [] : [new PutResult(environment, new TestResult($"not-applicable-{pair.Test.Id}", pair.Test, now, ResultState.NotApplicable, By: who.Name, Note: reason))];
    });

    /// <summary>What says that a test does not apply in an environment.</summary>
    public static IEnumerable<TestResult> Excluding(EnvironmentPosture? environment, ItemKey test) =>
        environment?.Results.Values.Where(result => result.State == ResultState.NotApplicable && string.Equals(result.Test.Id, test.Id, StringComparison.OrdinalIgnoreCase)) ?? [];

    /// <summary>Of a log source.</summary>
    /// <param name="source">The log source as it is entered.</param>
    /// <param name="collected">Collected or known not to be; null for not recorded.</param>
    public IEnumerable<PostureEdit> Collect(LogSource source, bool? collected)
    {
        var before = inside?.Telemetry.GetValueOrDefault(source);
        if (before?.Collected == collected) return [];
        if (collected is not { } wanted) return [new RemoveTelemetry(environment, source)];
        return [new PutTelemetry(environment, (before ?? new Telemetry(source, wanted)) with { Collected = wanted, By = who.Name })];
    }

    /// <summary>What an environment says of a D3FEND technique: the entry that is furthest, as scoring reads it; null for nothing.</summary>
    public static Implementation? Recorded(EnvironmentPosture? environment, ItemKey control) => EnvironmentEvidence.Best(EntriesOf(environment, control));

    private static DateTime? SinceOf(EntryDetails details, DateTime? state, bool isPlanned) =>
        details.Since is not { } stated ? state
        : !isPlanned || stated.Day is null ? stated.Day
        : throw new PostureRefusedException(["What is planned has no day since when it is in place. Leave the day empty, or choose another state."]);

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static IEnumerable<Implementation> EntriesOf(EnvironmentPosture? environment, ItemKey control) =>
        environment?.Implementations.Values.Where(entry => string.Equals(entry.Control.Id, control.Id, StringComparison.OrdinalIgnoreCase)) ?? [];
}
