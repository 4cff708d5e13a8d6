using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Views.Changes;

/// <summary>A fact that differs: <c>level</c>, medium, high. A list says what came and what went: <c>+ESXi</c>, <c>-None</c>.</summary>
public sealed record FactChange(string Name, string Before, string Now);

/// <summary>What takes the place of something that is deprecated or revoked.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The source that holds it; empty when nothing of this identifier is loaded.</param>
/// <param name="ExternalId">Its identifier.</param>
/// <param name="Title">Its name; empty when it is not loaded.</param>
/// <param name="Why">Who says so: <c>revoked-by</c>, <c>seeAlso</c>, or the type of Sigma's <c>related</c>.</param>
public sealed record Replacement(ItemKind Kind, string Source, string ExternalId, string Title, string Why);

/// <summary>What a change of a technique does to the links that name it as written.</summary>
/// <param name="Rules">Rules that name it.</param>
/// <param name="Tests">Tests that name it.</param>
/// <param name="Controls">Controls that counter it directly.</param>
/// <param name="Reference">What became of the identifier.</param>
public sealed record LinkEffect(int Rules, int Tests, int Controls, ResolvedReference Reference)
{
    /// <summary>All of them.</summary>
    public int Links => Rules + Tests + Controls;
}

/// <summary>One item of a change set, as the inbox tells it.</summary>
public sealed record ChangeEntry
{
    /// <summary>The number of the change.</summary>
    public required long Id { get; init; }

    /// <summary>The change set.</summary>
    public required InboxSet Set { get; init; }

    /// <summary>What happened.</summary>
    public required Happened What { get; init; }

    /// <summary>What it is.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>Its identifier.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Its title, after the change or at the end.</summary>
    public required string Title { get; init; }

    /// <summary>Its title before; empty when it is the same or not known.</summary>
    public string TitleBefore { get; init; } = "";

    /// <summary>Its path.</summary>
    public string Path { get; init; } = "";

    /// <summary>It is gone because its file can no longer be read, though that is there.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Its path before; empty if it did not move.</summary>
    public string PathBefore { get; init; } = "";

    /// <summary>Techniques that it names after the change, as written; none once it is gone. Of an actor or mitigation those that came.</summary>
    public IReadOnlyList<string> Now { get; init; } = [];

    /// <summary>Techniques that it named before, as written. Of an actor or mitigation those that went.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>Current identifiers of the techniques that it concerns, before or after; what leads nowhere as written.</summary>
    public IReadOnlyList<string> Techniques { get; init; } = [];

    /// <summary>Sigma's level; empty where there is none.</summary>
    public string Level { get; init; } = "";

    /// <summary>Sigma's status; of ATT&amp;CK revoked or deprecated; else empty.</summary>
    public string Status { get; init; } = "";

    /// <summary>Platforms in ATT&amp;CK's words.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>The facts that differ, without technique tags and title.</summary>
    public IReadOnlyList<FactChange> Facts { get; init; } = [];

    /// <summary>What takes its place, if it is deprecated, revoked or gone and something says so.</summary>
    public IReadOnlyList<Replacement> Replacements { get; init; } = [];

    /// <summary>What the change of a technique does to links; null for everything else.</summary>
    public LinkEffect? Effect { get; init; }

    /// <summary>Where it is published, at the commit of the change where that is known; null when nowhere.</summary>
    public string? Original { get; init; }

    /// <summary>The later change that keeps its text as it was after this one; 0 if that is its current text.</summary>
    public long After { get; init; }

    /// <summary>Techniques that came, as written.</summary>
    public IEnumerable<string> TagsAdded => Now.Except(Before);

    /// <summary>Techniques that went, as written.</summary>
    public IEnumerable<string> TagsRemoved => Before.Except(Now);
}
