using Coverage.Catalog;

namespace Coverage.Linking;

/// <summary>Where a link comes from.</summary>
public enum LinkOrigin
{
    /// <summary>The rule or test names the technique.</summary>
    Tag,

    /// <summary>D3FEND's ontology implies it.</summary>
    Inferred,

    /// <summary>A rule names the test that fires it.</summary>
    Simulation,

    /// <summary>A person made it.</summary>
    Manual,
}

/// <summary>A technique as a source names it, linked to the item that names it.</summary>
/// <param name="Reference">The written identifier and what became of it.</param>
/// <param name="Item">The rule, test or defensive technique.</param>
/// <param name="Origin">Where the link comes from.</param>
/// <param name="Control">For a control: how it is derived and why; else null.</param>
/// <param name="Test">For a rule that names a test: the test; else null.</param>
/// <param name="TestGuid">For a rule that names a test: the GUID as written; else empty.</param>
public sealed record CatalogLink(ResolvedReference Reference, CatalogItem Item, LinkOrigin Origin, ControlLink? Control = null, AtomicTest? Test = null, string TestGuid = "")
{
    /// <summary>The current identifier, or an empty text.</summary>
    public string Technique => Reference.Technique?.ExternalId ?? "";
}
