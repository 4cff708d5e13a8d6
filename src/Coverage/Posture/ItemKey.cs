namespace Coverage.Posture;

/// <summary>
/// Names an item of a catalogue, or an own rule, for good: what users own refers to it by this and never by a row's
/// number, so that a sync can replace the catalogue under it.
/// </summary>
/// <param name="Source">The name of the source, such as <c>sigma</c>; <see cref="OwnSource"/> for own rules.</param>
/// <param name="Id">The identifier that the source gives it: a rule's id, D3-RTSD, a test's GUID.</param>
public readonly record struct ItemKey(string Source, string Id)
{
    /// <summary>The source of rules that are in no catalogue.</summary>
    public const string OwnSource = "own";

    /// <summary>The key of an own rule.</summary>
    public static ItemKey Own(string id) => new(OwnSource, id);

    /// <summary>Whether it names an own rule.</summary>
    public bool IsOwn => Source == OwnSource;

    /// <summary>Whether both name the same. Identifiers are compared first: they are what differs.</summary>
    public bool Equals(ItemKey other) => string.Equals(Id, other.Id, StringComparison.Ordinal) && string.Equals(Source, other.Source, StringComparison.Ordinal);

    /// <summary>Of the identifier alone: it hardly ever repeats between sources.</summary>
    public override int GetHashCode() => Id?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The key that <see cref="ToString"/> wrote; null for what is none.</summary>
    public static ItemKey? Parse(string? text) => text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? new ItemKey(text[..at], text[(at + 1)..]) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Source}:{Id}";
}
