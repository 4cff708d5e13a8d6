namespace Coverage.Catalog;

/// <summary>The default source of each kind, which the seed data fills.</summary>
public static class DefaultSources
{
    /// <summary>Names of the default sources, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names { get; } = ["attack-enterprise", "attack-ics", "attack-mobile", "d3fend", "sigma", "atomic"];

    /// <summary>The name of the default source of a kind, of ATT&amp;CK of a domain.</summary>
    public static string NameOf(SourceKind kind, AttackDomain? domain) => kind switch
    {
        SourceKind.Attack => domain switch
        {
            AttackDomain.Ics => "attack-ics",
            AttackDomain.Mobile => "attack-mobile",
            _ => "attack-enterprise",
        },
        SourceKind.D3fend => "d3fend",
        SourceKind.Sigma => "sigma",
        _ => "atomic",
    };

    /// <summary>The kind of a default source, or null if the name is none's.</summary>
    public static SourceKind? KindOf(string name) => name switch
    {
        "attack-enterprise" or "attack-ics" or "attack-mobile" => SourceKind.Attack,
        "d3fend" => SourceKind.D3fend,
        "sigma" => SourceKind.Sigma,
        "atomic" => SourceKind.Atomic,
        _ => null,
    };

    /// <summary>The domain of a default source of ATT&amp;CK, or null if the name is none's.</summary>
    public static AttackDomain? DomainOf(string name) => name switch
    {
        "attack-enterprise" => AttackDomain.Enterprise,
        "attack-ics" => AttackDomain.Ics,
        "attack-mobile" => AttackDomain.Mobile,
        _ => null,
    };

    /// <summary>The repository that a default source is published in, for the links to originals.</summary>
    public static string HomeOf(SourceKind kind) => kind switch
    {
        SourceKind.Attack => "mitre-attack/attack-stix-data",
        SourceKind.D3fend => "d3fend/d3fend-ontology",
        SourceKind.Sigma => "SigmaHQ/sigma",
        _ => "redcanaryco/atomic-red-team",
    };
}
