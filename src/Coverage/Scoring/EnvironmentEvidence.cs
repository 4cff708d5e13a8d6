using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>What is recorded of a rule's log sources.</summary>
internal enum Recorded : byte
{
    Not = 0,
    Uncollected = 1,
    Collected = 2,
}

/// <summary>
/// The posture of one environment by the indices of a <see cref="LinkIndex"/>: what does not depend on the day or the
/// model. Once built it is only changed in a copy that nobody else has yet.
/// </summary>
internal sealed class EnvironmentEvidence
{
    private IReadOnlySet<string>? pending;

    private EnvironmentEvidence(EnvironmentPosture posture, LinkIndex index)
    {
        Posture = posture;
        Platforms = index.Input.Platforms.Bits(posture.Environment.Platforms);
        Deployments = new Deployment?[index.RuleCapacity];
        RuleTelemetry = new Recorded[index.RuleCapacity];
        InPlace = new bool[index.RuleCapacity];
        NamedBy = new RunResult[]?[index.RuleCapacity];
        Implementations = new Implementation?[index.Input.Controls.Length];
        ControlStates = new ImplementationState[index.Input.Controls.Length];
        Results = new RunResult[]?[index.Input.Tests.Length];
    }

    private EnvironmentEvidence(EnvironmentEvidence other, EnvironmentPosture posture)
    {
        (Posture, Platforms) = (posture, other.Platforms);
        (Deployments, RuleTelemetry, InPlace, NamedBy) = ([.. other.Deployments], [.. other.RuleTelemetry], [.. other.InPlace], [.. other.NamedBy]);
        (Implementations, ControlStates, Results) = ([.. other.Implementations], [.. other.ControlStates], [.. other.Results]);
    }

    public EnvironmentPosture Posture { get; }

    /// <summary>The tests of which a run waits for its outcome.</summary>
    public IReadOnlySet<string> Pending => pending ??= Posture.Results.Values.Where(result => result.State == ResultState.Pending).Select(result => result.Test.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public string Key => Posture.Environment.Key;

    public ulong Platforms { get; }

    /// <summary>By rule.</summary>
    public Deployment?[] Deployments { get; }

    /// <summary>By rule: of the worst of its log sources.</summary>
    public Recorded[] RuleTelemetry { get; }

    /// <summary>By rule: deployed, and its log source not recorded as uncollected.</summary>
    public bool[] InPlace { get; }

    /// <summary>By rule: the alerted results that name it.</summary>
    public RunResult[]?[] NamedBy { get; }

    /// <summary>By control.</summary>
    public Implementation?[] Implementations { get; }

    /// <summary>By control: what <see cref="Implementations"/> says, close together; 0 for none.</summary>
    public ImplementationState[] ControlStates { get; }

    /// <summary>By test.</summary>
    public RunResult[]?[] Results { get; }

    public static EnvironmentEvidence Build(LinkIndex index, EnvironmentPosture posture)
    {
        var evidence = new EnvironmentEvidence(posture, index);
        foreach (var deployment in posture.Deployments.Values)
        {
            if (index.RuleOf(deployment.Rule) is var rule and >= 0) evidence.Deployments[rule] = deployment;
        }

        foreach (var implementation in posture.Implementations.Values)
        {
            if (index.ControlOf(implementation.Control) is not (var control and >= 0)) continue;
            evidence.Implement(control, evidence.Implementations[control] is { } other ? Best([other, implementation]) : implementation);
        }

        evidence.ReadTelemetry(index);
        for (var rule = 0; rule < evidence.InPlace.Length; rule++) evidence.Place(rule);
        EvidenceResults.ReadAll(evidence, index);
        return evidence;
    }

    /// <summary>A copy for another posture of the same environment, to be changed before anybody reads it.</summary>
    public EnvironmentEvidence For(EnvironmentPosture posture) => new(this, posture);

    /// <summary>Looks up what is recorded of every rule's log sources; what needs several has the worst of them.</summary>
    public void ReadTelemetry(LinkIndex index)
    {
        var bySource = TelemetryMatch.Of(index.LogSources, Posture.Telemetry);
        for (var rule = 0; rule < RuleTelemetry.Length; rule++) RuleTelemetry[rule] = TelemetryMatch.Worst(index.RuleLogSources[rule], bySource);
    }

    /// <summary>What is recorded of one rule's log sources.</summary>
    public static Recorded TelemetryOf(LinkIndex index, int rule, EnvironmentPosture posture)
    {
        LogSource[] sources = [.. index.RuleLogSources[rule].Select(source => index.LogSources[source])];
        return TelemetryMatch.Worst([.. Enumerable.Range(0, sources.Length)], TelemetryMatch.Of(sources, posture.Telemetry));
    }

    /// <summary>Of several entries of one D3FEND technique the one that is furthest, the first by source of those equally far; null without any.</summary>
    public static Implementation? Best(IEnumerable<Implementation> entries)
    {
        return entries.OrderByDescending(entry => entry.State).ThenBy(entry => entry.Control.Source, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Decides whether a rule is in place.</summary>
    public void Place(int rule) => InPlace[rule] = Deployments[rule] is { State: DeploymentState.Deployed } && RuleTelemetry[rule] != Recorded.Uncollected;

    /// <summary>Enters what is said of a control.</summary>
    public void Implement(int control, Implementation? implementation) => (Implementations[control], ControlStates[control]) = (implementation, implementation?.State ?? 0);

    /// <summary>Whether a control is in place, in part or in full. Of whichever D3FEND tactic: what alerts is often a Detect technique.</summary>
    public bool IsImplemented(int control) => ControlStates[control] >= ImplementationState.Partial;

    /// <summary>Whether what names nothing, or something that is still in place at the content that it ran with, holds.</summary>
    public bool Holds(RunResult result, NamedPlace[] names)
    {
        if (names.Length == 0) return true;
        foreach (var name in names)
        {
            if (Holds(result, name)) return true;
        }

        return false;
    }

    /// <summary>Whether one that a result names is still in place at the content that it ran with. Where a hash is unknown, the day of the deployment decides.</summary>
    public bool Holds(RunResult result, NamedPlace name)
    {
        if (name.Place < 0) return false;
        if (!name.IsRule) return IsImplemented(name.Place);
        if (!InPlace[name.Place]) return false;
        var deployment = Deployments[name.Place]!;
        return name.Hash.Length > 0 && deployment.Hash.Length > 0
            ? string.Equals(name.Hash, deployment.Hash, StringComparison.OrdinalIgnoreCase)
            : deployment.Since is null || deployment.Since <= result.Result.Time;
    }
}
