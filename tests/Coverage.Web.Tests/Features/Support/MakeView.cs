using Coverage.Catalog;
using Coverage.Data;
using Coverage.Views;

namespace Coverage.Web.Tests.Features.Support;

/// <summary>
/// A small catalogue of invented items. T1001 has the sub-techniques .001 and .002; T1002 has nothing; T1003 is revoked
/// and leads to T1001.001; T1004 is deprecated.
/// </summary>
internal static class MakeView
{
    private static readonly DateTime Day = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    /// <summary>The view of the catalogue.</summary>
    public static CoverageView Small() => ViewBuilder.Build(Content());

    /// <summary>A view of more techniques than any matrix has.</summary>
    public static CoverageView Large(int parents, int subtechniques)
    {
        var techniques = Enumerable.Range(0, parents).SelectMany(i => Enumerable.Range(0, subtechniques + 1).Select(j => j == 0 ? Technique($"T{2000 + i}", $"Technique {i}") : Technique($"T{2000 + i}.{j:000}", $"Part {j} of {i}", parent: $"T{2000 + i}")));
        return ViewBuilder.Build(new CatalogContent(1, Sources(false), [Tactic("execution", "Execution", 0), .. techniques], new Dictionary<string, IReadOnlyList<Diagnostic>>()));
    }

    /// <summary>What the view is built of; with <paramref name="seeded"/> sources, whose texts are missing.</summary>
    public static CatalogContent Content(bool seeded = false) => new(7, Sources(seeded), [.. Items()], new Dictionary<string, IReadOnlyList<Diagnostic>>());

    private static List<SourceRow> Sources(bool seeded) =>
    [
        Source("attack-enterprise", SourceKind.Attack, seeded, AttackDomain.Enterprise, version: "19.1"),
        Source("d3fend", SourceKind.D3fend, seeded, version: "1.3"),
        Source("sigma", SourceKind.Sigma, seeded, repository: "SigmaHQ/sigma", commit: "0123456789abcdef0123456789abcdef01234567"),
        Source("atomic", SourceKind.Atomic, seeded),
    ];

    private static IEnumerable<CatalogItem> Items()
    {
        yield return Tactic("execution", "Execution", 0);
        yield return Tactic("stealth", "Stealth", 1);
        yield return Technique("T1001", "Alpha & Sons", text: "First `words`.(Citation: A Book)");
        yield return Technique("T1001.001", "Alpha One", parent: "T1001", platforms: ["Linux"]);
        yield return Technique("T1001.002", "Alpha Two", parent: "T1001");
        yield return Technique("T1002", "Beta", tactic: "stealth");
        yield return Technique("T1003", "Gamma", revokedBy: "T1001.001");
        yield return Technique("T1004", "Delta", deprecated: true);
        yield return Rule("r1", "Rule one", ["T1001"], level: "high");
        yield return Rule("r2", "Rule two", ["T1001.001"], level: "low");
        yield return Rule("r3", "Rule three", ["T1001", "T1001.001"], level: "medium");
        yield return Rule("r4", "Rule four", ["T1003"], level: "critical");
        yield return Rule("r5", "Rule five", ["T1001"], level: "high", counted: false);
        yield return Rule("r6", "Rule six", ["T1004", "T9999"], level: "high");
        yield return new AtomicTest { Source = "atomic", ExternalId = "a1", Title = "Test one", Path = "atomics/T1001.001/T1001.001.yaml", Hash = "00", Technique = "T1001.001", Number = 1, Platforms = ["linux"], Executor = "sh" };
        yield return new OffensiveTechnique { Source = "d3fend", ExternalId = "T1001", Title = "Alpha", Hash = "00" };
        yield return new OffensiveTechnique { Source = "d3fend", ExternalId = "T1001.001", Title = "Alpha One", Hash = "00", Parents = ["T1001"] };
        yield return Control("D3-ISO", "Isolation", "Isolate");
        yield return Control("D3-SEE", "Seeing", "Detect");
        yield return new Actor { Source = "attack-enterprise", Domain = AttackDomain.Enterprise, ActorKind = ItemKind.Group, ExternalId = "G0001", Title = "Some Group", Hash = "00", Uses = ["T1001", "T1003"] };
    }

    private static Tactic Tactic(string name, string title, int position) => new() { Source = "attack-enterprise", Domain = AttackDomain.Enterprise, ExternalId = $"TA000{position}", Title = title, Hash = "00", ShortName = name, Position = position };

    private static Technique Technique(string id, string title, string? parent = null, string tactic = "execution", string[]? platforms = null, string? revokedBy = null, bool deprecated = false, string? text = null) => new()
    {
        Source = "attack-enterprise",
        Domain = AttackDomain.Enterprise,
        ExternalId = id,
        Title = title,
        Hash = "00",
        ParentId = parent,
        Tactics = [tactic],
        Platforms = platforms ?? ["Windows"],
        RevokedBy = revokedBy is null ? [] : [revokedBy],
        Revoked = revokedBy is not null,
        Deprecated = deprecated,
        Url = $"https://attack.mitre.org/techniques/{id.Replace('.', '/')}",
        Text = text,
    };

    private static DetectionRule Rule(string id, string title, string[] techniques, string level, bool counted = true) => new()
    {
        Source = "sigma",
        ExternalId = id,
        Title = title,
        Path = $"rules/{id}.yml",
        Hash = "00",
        Author = "Somebody",
        Level = level,
        Status = counted ? "test" : "deprecated",
        Product = "windows",
        Techniques = techniques,
        Counted = counted,
        SimulatedBy = id == "r2" ? ["a1"] : [],
    };

    private static DefensiveTechnique Control(string id, string title, string tactic) => new()
    {
        Source = "d3fend",
        ExternalId = id,
        Title = title,
        Hash = "00",
        ClassName = title,
        Tactics = [tactic],
        Counters = [new Countered("T1001", [new CounterPath("produces", ["Traffic", "Thing"], "filters")])],
    };

    private static SourceRow Source(string name, SourceKind kind, bool seeded, AttackDomain? domain = null, string version = "", string repository = "", string commit = "") => new()
    {
        Name = name,
        Kind = kind,
        Domain = domain,
        Seeded = seeded,
        Version = version,
        Repository = repository,
        Commit = commit,
        ImportedAt = Day,
        CheckedAt = Day,
    };
}
