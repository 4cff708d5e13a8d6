using System.Collections.Immutable;

namespace Coverage.Posture;

/// <summary>What somebody wants to be remembered of a technique, rule, test or control.</summary>
/// <param name="Id">Its own identifier.</param>
/// <param name="Subject">What it is about: an identifier such as T1059, D3-PSA, a rule's id or a test's GUID.</param>
/// <param name="Text">What it says.</param>
/// <param name="Owner">Whom it concerns; empty for everybody.</param>
/// <param name="Tags">Words to find it by.</param>
public sealed record Note(string Id, string Subject, string Text, string Owner, ImmutableArray<string> Tags)
{
    /// <summary>The most tags.</summary>
    public const int MostTags = 20;

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Needed("The note's identifier", Id),
        .. Statement.Needed("What the note is about", Subject),
        .. Statement.Needed("The note", Text),
        .. Statement.Short("The owner", Owner),
        .. Tags.IsDefault || Tags.Length <= MostTags ? [] : new[] { $"A note has at most {MostTags} tags." },
        .. Tags.IsDefault ? [] : Tags.SelectMany(tag => Statement.Needed("The tag", tag)),
    ];
}

/// <summary>Enters or changes a note.</summary>
/// <param name="Note">The note.</param>
public sealed record PutNote(Note Note) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Notes = posture.Notes.SetItem(Note.Id, Note) };
    }
}

/// <summary>Withdraws a note.</summary>
/// <param name="Id">Its identifier.</param>
public sealed record RemoveNote(string Id) : PostureEdit
{
    /// <inheritdoc/>
    public override OrganisationPosture ApplyTo(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return posture with { Notes = posture.Notes.Remove(Id) };
    }
}
