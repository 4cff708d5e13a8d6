using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>What was read for one source, ready to be applied.</summary>
internal sealed record PreparedInput
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary>The source as it was when reading began; null if it did not exist.</summary>
    public required SourceRow? Before { get; init; }

    /// <summary>Null when the input is the very one of the last import.</summary>
    public required Reading? Reading { get; init; }

    public IReadOnlyDictionary<string, ReadFile> Files { get; init; } = new Dictionary<string, ReadFile>();

    /// <summary>The files that the catalogue held when reading began, with their git blob hashes, those to be read again left out; empty where the input was not held against them.</summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that have to be read again each time, beside those that turn out to while writing.</summary>
    public IReadOnlyCollection<string> Recheck { get; init; } = [];

    public string Origin { get; init; } = "";

    /// <summary>What brought it here, where that is not its origin: a pack.</summary>
    public string Carrier { get; init; } = "";

    public string Repository { get; init; } = "";

    public string Commit { get; init; } = "";

    public DateTime? Date { get; init; }

    public string Fingerprint { get; init; } = "";
}
