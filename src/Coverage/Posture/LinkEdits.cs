namespace Coverage.Posture;

/// <summary>Enters or changes an own rule.</summary>
/// <param name="Rule">The rule.</param>
public sealed record PutOwnRule(OwnRule Rule) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { OwnRules = posture.OwnRules.SetItem(Rule.Key, Rule) };
    }
}

/// <summary>Withdraws an own rule. Its links and deployments stay, and count nothing until it is back.</summary>
/// <param name="Rule">The rule.</param>
public sealed record RemoveOwnRule(ItemKey Rule) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { OwnRules = posture.OwnRules.Remove(Rule) };
    }
}

/// <summary>Makes a link.</summary>
/// <param name="Link">The link.</param>
public sealed record PutLink(ManualLink Link) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Links = posture.Links.SetItem(Link.Ends, Link) };
    }
}

/// <summary>Withdraws a link that a person made.</summary>
/// <param name="Ends">Its ends.</param>
public sealed record RemoveLink(LinkEnds Ends) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Links = posture.Links.Remove(Ends) };
    }
}

/// <summary>Takes a link of the catalogue away.</summary>
/// <param name="Suppression">The suppression.</param>
public sealed record PutSuppression(Suppression Suppression) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Suppressions = posture.Suppressions.SetItem(Suppression.Ends, Suppression) };
    }
}

/// <summary>Lets a link of the catalogue hold again.</summary>
/// <param name="Ends">Its ends.</param>
public sealed record RemoveSuppression(LinkEnds Ends) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Suppressions = posture.Suppressions.Remove(Ends) };
    }
}
