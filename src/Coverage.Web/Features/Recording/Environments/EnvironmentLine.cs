using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.Scores;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>An environment with what is recorded in it, counted and scored.</summary>
/// <param name="Inside">What is recorded in it.</param>
/// <param name="Totals">Its numbers, as if it were all there is.</param>
public sealed record EnvironmentLine(EnvironmentPosture Inside, ScoreTotals Totals)
{
    /// <summary>The environment.</summary>
    public CoverageEnvironment Environment => Inside.Environment;

    /// <summary>Its platforms in words.</summary>
    public string Platforms => Environment.Platforms.Contains(CoverageEnvironment.EveryPlatform) ? "every platform" : string.Join(", ", Environment.Platforms);

    /// <summary>Rules that are deployed.</summary>
    public int Deployed => Inside.Deployments.Values.Count(deployment => deployment.State == DeploymentState.Deployed);

    /// <summary>D3FEND techniques that are implemented, in part or in full.</summary>
    public int Implemented => Inside.Implementations.Values.Count(implementation => implementation.State >= ImplementationState.Partial);

    /// <summary>Entries of log sources that are collected.</summary>
    public int Collected => Inside.Telemetry.Values.Count(telemetry => telemetry.Collected);

    /// <summary>All of them, in the order of their keys.</summary>
    public static IReadOnlyList<EnvironmentLine> All(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Table.Environments.Select((key, place) => new EnvironmentLine(view.Posture.Environments[key], view.Table.TotalsIn(place)))];
    }

    /// <summary>One of them; null if there is none of that key.</summary>
    public static EnvironmentLine? Find(PostureView view, string key)
    {
        ArgumentNullException.ThrowIfNull(view);
        var place = view.Table.Environments.ToList().IndexOf(key);
        return place < 0 ? null : new EnvironmentLine(view.Posture.Environments[key], view.Table.TotalsIn(place));
    }
}
