using System.Text.Json.Serialization;

namespace Coverage.Catalog;

/// <summary>
/// One thing that a source publishes. Its identity is (source, kind, <see cref="ExternalId"/>); it is replaced by
/// imports and never edited. What belongs to a kind alone are the facts of the derived type: identifiers, names and
/// relations, never prose. The prose is <see cref="Text"/>, which only an import brings and which is read when shown.
/// </summary>
public abstract class CatalogItem
{
    /// <summary>The name of the source that holds it, such as <c>sigma</c>.</summary>
    [JsonIgnore]
    public string Source { get; set; } = "";

    /// <summary>Which kind of item it is.</summary>
    [JsonIgnore]
    public abstract ItemKind Kind { get; }

    /// <summary>The identifier that the source gives it: T1219, D3-RTSD, a rule's id, a test's GUID.</summary>
    [JsonIgnore]
    public string ExternalId { get; set; } = "";

    /// <summary>Its name or title.</summary>
    [JsonIgnore]
    public string Title { get; set; } = "";

    /// <summary>The path of its file in the source's tree with forward slashes; empty for ATT&amp;CK and D3FEND, whose items share one file.</summary>
    [JsonIgnore]
    public string Path { get; set; } = "";

    /// <summary>SHA-256 (lower-case hex) of the item's own part of the file, line ends normalised to LF.</summary>
    [JsonIgnore]
    public string Hash { get; set; } = "";

    /// <summary>
    /// The upstream text: a rule's YAML document, a test's node, a technique's description. Null when it is not known (seed) or was not loaded.
    /// </summary>
    [JsonIgnore]
    public string? Text { get; set; }
}
