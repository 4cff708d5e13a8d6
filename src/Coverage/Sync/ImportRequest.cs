using Coverage.Catalog;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>What is to be imported.</summary>
public sealed record ImportRequest
{
    /// <summary>The inputs; those of one kind and domain are one input together.</summary>
    public required IReadOnlyList<Func<SourceTree>> Inputs { get; init; }

    /// <summary>The kind, or null to see it from the content.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>The source to bring up to date, or null for the default one of the kind.</summary>
    public string? Source { get; init; }

    /// <summary>Takes an input that is older, or that removes much.</summary>
    public bool Force { get; init; }

    /// <summary>The state of the source that its inputs were fetched against, where that matters: files that are as they were come without their bytes.</summary>
    internal FetchedAgainst? Against { get; init; }

    /// <summary>What an input may be at most.</summary>
    public SourceLimits Limits { get; init; } = SourceLimits.Default;
}

/// <summary>A source's state when its input was fetched.</summary>
/// <param name="Revision">Its revision; null if it did not exist.</param>
/// <param name="Known">The files that it held, by path, with their blob hashes.</param>
internal sealed record FetchedAgainst(int? Revision, IReadOnlyDictionary<string, string> Known);

/// <summary>How far an import is.</summary>
/// <param name="Phase">What is being done: <c>reading</c>, <c>linking</c>, <c>writing</c>.</param>
/// <param name="Source">To which source, or the input's name as long as that is not known.</param>
/// <param name="Files">Files read so far.</param>
/// <param name="Items">Items found so far.</param>
public sealed record ImportProgress(string Phase, string Source, int Files, int Items);

/// <summary>What an import did to a source.</summary>
/// <param name="Change">The change set's figures.</param>
/// <param name="Problems">Problems in single files, of this source's input.</param>
public sealed record ImportedSource(Data.ChangeSetRow Change, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>The items, also those of a first content, of which no list is kept.</summary>
    public ChangedItems Items { get; init; } = ChangedItems.None;
}
