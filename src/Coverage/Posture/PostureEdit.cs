namespace Coverage.Posture;

/// <summary>
/// One change of the posture. Putting replaces what has the same key, removing what is not there changes nothing, and an
/// edit in an environment that does not exist changes nothing; what may enter is checked before, by <c>Problems</c>.
/// </summary>
public abstract record PostureEdit
{
    /// <summary>The posture after it.</summary>
    public abstract OrganisationPosture ApplyTo(OrganisationPosture posture);
}

/// <summary>A change within one environment.</summary>
/// <param name="Environment">The environment's key.</param>
public abstract record EnvironmentEdit(string Environment) : PostureEdit
{
    /// <inheritdoc/>
    public sealed override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Environments.TryGetValue(Environment, out var before)
            ? posture with { Environments = posture.Environments.SetItem(Environment, ApplyTo(before)) }
            : posture;
    }

    /// <summary>The environment after it.</summary>
    public abstract EnvironmentPosture ApplyTo(EnvironmentPosture before);
}

/// <summary>Several changes as one: a bulk edit, a product dropped.</summary>
/// <param name="Edits">In their order.</param>
public sealed record EditBatch(IReadOnlyList<PostureEdit> Edits) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture.Apply(Edits);
    }
}
