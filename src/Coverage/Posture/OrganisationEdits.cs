namespace Coverage.Posture;

/// <summary>Enters an environment, or changes it and keeps what is in it.</summary>
/// <param name="Environment">The environment.</param>
public sealed record PutEnvironment(CoverageEnvironment Environment) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Environments = posture.Environments.SetItem(Environment.Key, posture.Environments.TryGetValue(Environment.Key, out var before) ? before with { Environment = Environment } : new EnvironmentPosture(Environment)) };
    }
}

/// <summary>Withdraws an environment with all that is in it.</summary>
/// <param name="Key">Its key.</param>
public sealed record RemoveEnvironment(string Key) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Environments = posture.Environments.Remove(Key) };
    }
}

/// <summary>Enters or changes an exception.</summary>
/// <param name="Exception">The exception.</param>
public sealed record PutException(CoverageException Exception) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Exceptions = posture.Exceptions.SetItem(Exception.Key, Exception) };
    }
}

/// <summary>Withdraws an exception.</summary>
/// <param name="Key">Its technique and environment.</param>
public sealed record RemoveException(ExceptionKey Key) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Exceptions = posture.Exceptions.Remove(Key) };
    }
}

/// <summary>Enters or changes a threat profile.</summary>
/// <param name="Profile">The profile.</param>
public sealed record PutProfile(ThreatProfile Profile) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Profiles = posture.Profiles.SetItem(Profile.Key, Profile) };
    }
}

/// <summary>Withdraws a threat profile.</summary>
/// <param name="Key">Its key.</param>
public sealed record RemoveProfile(string Key) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Profiles = posture.Profiles.Remove(Key) };
    }
}

/// <summary>Lets a profile weigh the techniques.</summary>
/// <param name="Key">Its key; null for none.</param>
public sealed record ChooseProfile(string? Key) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { ChosenProfile = Key };
    }
}
