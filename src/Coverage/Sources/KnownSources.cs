using Coverage.Catalog;
using Coverage.Sources.Atomic;
using Coverage.Sources.Attack;
using Coverage.Sources.D3fend;
using Coverage.Sources.Sigma;

namespace Coverage.Sources;

/// <summary>The kinds that can be read, and the default source of each, which the seed data fills.</summary>
public static class KnownSources
{
    /// <summary>Every kind, in the order in which content is tried for it.</summary>
    public static IReadOnlyList<ISource> All { get; } = [new AttackSource(), new D3fendSource(), new AtomicSource(), new SigmaSource()];

    /// <summary>Names of the default sources, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> DefaultNames { get; } = ["attack-enterprise", "attack-ics", "attack-mobile", "d3fend", "sigma", "atomic"];

    /// <summary>The reader of a kind.</summary>
    public static ISource Of(SourceKind kind) => All.First(source => source.Kind == kind);

    /// <summary>The name of the default source of a kind, of ATT&amp;CK of a domain.</summary>
    public static string DefaultName(SourceKind kind, AttackDomain? domain) => kind switch
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
    public static SourceKind? KindOfDefault(string name) => name switch
    {
        "attack-enterprise" or "attack-ics" or "attack-mobile" => SourceKind.Attack,
        "d3fend" => SourceKind.D3fend,
        "sigma" => SourceKind.Sigma,
        "atomic" => SourceKind.Atomic,
        _ => null,
    };

    /// <summary>The domain of a default source of ATT&amp;CK, or null if the name is none's.</summary>
    public static AttackDomain? DomainOfDefault(string name) => name switch
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
