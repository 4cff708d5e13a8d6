using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Views.Upstream;

/// <summary>What a person said to a change upstream of a rule that is deployed.</summary>
public enum UpstreamAnswer
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>What is deployed stays, until upstream changes again.</summary>
    Kept = 1,

    /// <summary>What is deployed stays, whatever upstream does.</summary>
    Ignored = 2,
}

/// <summary>A rule that is deployed with other content than its source publishes now.</summary>
/// <param name="Environment">Where it is deployed.</param>
/// <param name="Deployment">The deployment, pinned to the content that runs.</param>
/// <param name="Rule">The rule as it is published now.</param>
public sealed record UpstreamChange(CoverageEnvironment Environment, Deployment Deployment, DetectionRule Rule)
{
    /// <summary>What was said to it.</summary>
    public UpstreamAnswer Answer => Deployment.Ignored == true ? UpstreamAnswer.Ignored
        : Deployment.Kept is { } kept && Same(kept, Rule.Hash) ? UpstreamAnswer.Kept
        : UpstreamAnswer.None;

    /// <summary>Every one of them, by rule and environment.</summary>
    public static IReadOnlyList<UpstreamChange> Of(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Posture.Environments.Values.SelectMany(inside => inside.Deployments.Keys.Select(rule => Of(view, inside, rule))).OfType<UpstreamChange>().OrderBy(change => change.Rule.Title, StringComparer.Ordinal).ThenBy(change => change.Deployment.Rule.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Those of one rule, in the order of the environments.</summary>
    public static IReadOnlyList<UpstreamChange> Of(PostureView view, ItemKey rule)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Posture.Environments.Values.Select(inside => Of(view, inside, rule)).OfType<UpstreamChange>()];
    }

    /// <summary>That of a rule in an environment; null if what runs is what is published, is not known, or is published no longer.</summary>
    public static UpstreamChange? Of(PostureView view, EnvironmentPosture inside, ItemKey rule)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(inside);
        return inside.Deployments.GetValueOrDefault(rule) is { State: DeploymentState.Deployed, Hash.Length: > 0 } deployment && view.IsPublished(rule) && view.Rule(rule) is { } published && !Same(deployment.Hash, published.Hash)
            ? new UpstreamChange(inside.Environment, deployment, published)
            : null;
    }

    /// <summary>Whether a rule is deployed and published, but nobody recorded which content runs: of such a one no change upstream can be told.</summary>
    public static bool IsUnrecorded(PostureView view, EnvironmentPosture inside, ItemKey rule)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(inside);
        return inside.Deployments.GetValueOrDefault(rule) is { State: DeploymentState.Deployed, Hash.Length: 0 } && view.IsPublished(rule);
    }

    /// <summary>The rules that are deployed anywhere with content that nobody recorded.</summary>
    public static IReadOnlySet<ItemKey> Unrecorded(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Posture.Environments.Values.SelectMany(inside => inside.Deployments.Keys.Where(rule => IsUnrecorded(view, inside, rule))).ToHashSet();
    }

    /// <summary>The rules that are deployed anywhere.</summary>
    public static IReadOnlySet<ItemKey> Deployed(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Environments.Values.SelectMany(inside => inside.Deployments.Values).Where(entry => entry.State == DeploymentState.Deployed).Select(entry => entry.Rule).ToHashSet();
    }

    internal static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
