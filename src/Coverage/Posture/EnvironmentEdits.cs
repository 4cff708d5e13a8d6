namespace Coverage.Posture;

/// <summary>Enters or changes the deployment of a rule.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Deployment">The deployment.</param>
public sealed record PutDeployment(string Environment, Deployment Deployment) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Deployments = before.Deployments.SetItem(Deployment.Rule, Deployment) };
    }
}

/// <summary>Withdraws the deployment of a rule.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Rule">The rule.</param>
public sealed record RemoveDeployment(string Environment, ItemKey Rule) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Deployments = before.Deployments.Remove(Rule) };
    }
}

/// <summary>Enters or changes the implementation of a D3FEND technique.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Implementation">The implementation.</param>
public sealed record PutImplementation(string Environment, Implementation Implementation) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Implementations = before.Implementations.SetItem(Implementation.Control, Implementation) };
    }
}

/// <summary>Withdraws the implementation of a D3FEND technique.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Control">The D3FEND technique.</param>
public sealed record RemoveImplementation(string Environment, ItemKey Control) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Implementations = before.Implementations.Remove(Control) };
    }
}

/// <summary>Records a result, or changes it.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Result">The result.</param>
public sealed record PutResult(string Environment, TestResult Result) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Results = before.Results.SetItem(Result.Id, Result) };
    }
}

/// <summary>Withdraws a result.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Id">The result's identifier.</param>
public sealed record RemoveResult(string Environment, string Id) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Results = before.Results.Remove(Id) };
    }
}

/// <summary>Records whether a log source is collected.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Telemetry">The entry.</param>
public sealed record PutTelemetry(string Environment, Telemetry Telemetry) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Telemetry = before.Telemetry.SetItem(Telemetry.LogSource, Telemetry) };
    }
}

/// <summary>Withdraws what was recorded of a log source.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="LogSource">The log source as it was entered.</param>
public sealed record RemoveTelemetry(string Environment, LogSource LogSource) : EnvironmentEdit(Environment)
{
    /// <inheritdoc/>
    public override EnvironmentPosture ApplyTo(EnvironmentPosture before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with { Telemetry = before.Telemetry.Remove(LogSource) };
    }
}
