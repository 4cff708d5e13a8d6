namespace Coverage.Catalog;

/// <summary>
/// A technique as D3FEND's ontology has it (a class with <c>d3f:attack-id</c>), with its place in D3FEND's own class
/// tree, by which derived links hold without ATT&amp;CK loaded.
/// </summary>
public sealed class OffensiveTechnique : CatalogItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.OffensiveTechnique;

    /// <summary><c>attack-id</c>s of the nearest ancestors that have one, in ordinal order.</summary>
    public string[] Parents { get; init; } = [];

    /// <summary><c>owl:deprecated true</c>.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Successors that <c>rdfs:seeAlso</c> names, as <c>attack-id</c>s.</summary>
    public string[] SeeAlso { get; init; } = [];
}

/// <summary>A D3FEND countermeasure with the techniques that it counters directly.</summary>
public sealed class DefensiveTechnique : CatalogItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.DefensiveTechnique;

    /// <summary>The class's local name, such as <c>RemoteTerminalSessionDetection</c>; its page is <c>https://d3fend.mitre.org/technique/d3f:NAME</c>.</summary>
    public required string ClassName { get; init; }

    /// <summary>The D3FEND tactics that it enables, inherited: Model, Harden, Detect, Isolate, Deceive, Evict, Restore.</summary>
    public string[] Tactics { get; init; } = [];

    /// <summary>D3FEND identifiers of its nearest ancestors that have one.</summary>
    public string[] Parents { get; init; } = [];

    /// <summary>What it counters directly, by <c>attack-id</c> in ordinal order, deprecated techniques included.</summary>
    public Countered[] Counters { get; init; } = [];
}

/// <summary>A technique that a countermeasure counters directly, with every explanation path.</summary>
/// <param name="Technique">The <c>attack-id</c> as the ontology writes it.</param>
/// <param name="Paths">The paths, shortest first, ties by ordinal name; never empty.</param>
public sealed record Countered(string Technique, CounterPath[] Paths);

/// <summary>
/// Why a countermeasure counters a technique:
/// <c>T1219 -produces-> OutboundInternetNetworkTraffic &lt; InternetNetworkTraffic &lt; NetworkTraffic &lt;-analyzes- D3-RTSD</c>.
/// </summary>
/// <param name="Verb">The property from the technique to <paramref name="Artifacts"/>' first.</param>
/// <param name="Artifacts">The artifact of the technique, then its superclasses up to the artifact of the countermeasure; one if they are the same.</param>
/// <param name="CounterVerb">The property from the countermeasure to the last artifact.</param>
public sealed record CounterPath(string Verb, string[] Artifacts, string CounterVerb);
