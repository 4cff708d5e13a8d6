using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>What an organisation has in one environment. Immutable; an edit shares all that it does not touch.</summary>
/// <param name="Environment">The environment.</param>
public sealed record EnvironmentPosture(CoverageEnvironment Environment)
{
    /// <summary>Rules and how far they are, one entry a rule.</summary>
    public ImmutableDictionary<ItemKey, Deployment> Deployments { get; init; } = ImmutableDictionary<ItemKey, Deployment>.Empty;

    /// <summary>D3FEND techniques and how far they are, one entry a technique.</summary>
    public ImmutableDictionary<ItemKey, Implementation> Implementations { get; init; } = ImmutableDictionary<ItemKey, Implementation>.Empty;

    /// <summary>Results by their identifiers.</summary>
    public ImmutableDictionary<string, TestResult> Results { get; init; } = ImmutableDictionary.Create<string, TestResult>(StringComparer.Ordinal);

    /// <summary>Collected and uncollected log sources, one entry each.</summary>
    public ImmutableDictionary<LogSource, Telemetry> Telemetry { get; init; } = ImmutableDictionary<LogSource, Telemetry>.Empty;

    /// <summary>Whether nothing is recorded in it.</summary>
    public bool IsUnused => Deployments.IsEmpty && Implementations.IsEmpty && Results.IsEmpty && Telemetry.IsEmpty;
}
