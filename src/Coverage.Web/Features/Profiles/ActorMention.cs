using Coverage.Catalog;

namespace Coverage.Web.Features.Profiles;

/// <summary>A group or campaign whose names or description have a word that is looked for.</summary>
/// <param name="Actor">It.</param>
/// <param name="Title">Its name, if the word stands there.</param>
/// <param name="Aliases">Its other names in which it stands.</param>
/// <param name="Sentences">The sentences of its description in which it stands.</param>
public sealed record ActorMention(Actor Actor, Passage? Title, IReadOnlyList<Passage> Aliases, IReadOnlyList<Passage> Sentences)
{
    /// <summary>Everything that was found.</summary>
    public IEnumerable<Passage> Passages => [.. Title is null ? [] : (Passage[])[Title], .. Aliases, .. Sentences];

    /// <summary>Whether the word stands there as it was typed, and not only at the beginning of a longer one.</summary>
    public bool IsWhole => Passages.Any(passage => passage.IsWhole);
}
