using Coverage.Catalog;

namespace Coverage.Posture;

/// <summary>Who closes a gap, and until when.</summary>
/// <param name="Key">Which technique, and where; an empty environment stands for all of them.</param>
/// <param name="Owner">Who.</param>
/// <param name="Due">Until which UTC day; null for no day.</param>
/// <param name="Note">Free text.</param>
public sealed record Assignment(ExceptionKey Key, string Owner, DateOnly? Due = null, string Note = "")
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. AttackId.IsTechnique(Key.Technique) ? [] : new[] { "An assignment needs a technique's identifier." },
        .. Statement.Needed("The owner", Owner),
        .. Statement.Short("The note", Note),
    ];
}

/// <summary>Assigns a gap, or changes the assignment.</summary>
/// <param name="Assignment">The assignment.</param>
public sealed record PutAssignment(Assignment Assignment) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Assignments = posture.Assignments.SetItem(Assignment.Key, Assignment) };
    }
}

/// <summary>Withdraws an assignment.</summary>
/// <param name="Key">Its technique and environment.</param>
public sealed record RemoveAssignment(ExceptionKey Key) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Assignments = posture.Assignments.Remove(Key) };
    }
}
