using Coverage.Audit;
using Coverage.Sync;
using Coverage.Sync.Packs;

namespace Coverage.Tests.Support;

/// <summary>A little of every kind of source, with texts, problems and a second source of rules; and packs of it.</summary>
internal static class SmallCatalogue
{
    /// <summary>Everything that a pack carries, as it is stored.</summary>
    private static readonly string[] Carried =
    [
        "SELECT Source, Kind, ExternalId, Title, Path, Hash, Facts, Text, Text IS NULL FROM Items ORDER BY 1, 2, 3",
        "SELECT * FROM Files ORDER BY 1, 2",
        "SELECT Source, Path, Line, Message, Advice FROM Diagnostics ORDER BY Source, Id",
        "SELECT Name, Kind, Domain, Seeded, Origin, Repository, \"Commit\", Version, Date, Fingerprint FROM Sources ORDER BY 1",
    ];

    public static TestDb Make()
    {
        var db = new TestDb();
        var bundle = new Bundle("19.1").Tactic("TA0002", "execution").Techniques("T1001", "T1059").Technique("T1059.001", description: "Zeile\r\n\"quoted\" \u2028 \U0001F512 <&>").Revoked("T1086", "T1059.001")
            .Object("intrusion-set", "G0001", new() { ["name"] = "A group", ["description"] = "Who" }).Relate("uses", "intrusion-set--G0001", "attack-pattern--T1001")
            .Object("course-of-action", "M1001", new() { ["name"] = "A mitigation", ["description"] = "How" }).Relate("mitigates", "course-of-action--M1001", "attack-pattern--T1001");
        db.Import(new MemoryTree(bundle.File()), new MemoryTree(new Bundle("18.1", "ics").Techniques("T0801").File("ics-attack.json")));
        db.Import(("d3fend.ttl", D3fend));
        db.Import(new MemoryTree(("rules/a.yml", Support.Make.Rule(1, "attack.t1001")), ("rules/b.yml", Support.Make.Rule(2)), ("rules/twice.yml", Support.Make.Rule(2)), ("rules/bad.yml", "title: x\n")).Of("2026-08-05 08:52:16.123"));
        db.Import(new MemoryTree(("atomics/T1001/T1001.yaml", Support.Make.Atomics("T1001", 1, 2))).Of("2026-08-17"));
        db.Run(TestDb.Request(new MemoryTree(("own.yml", Support.Make.Rule(9)))) with { Source = "own-rules" });
        return db;
    }

    /// <summary>What a database holds of what a pack carries.</summary>
    public static string[] Of(TestDb db) => [.. Carried.SelectMany(db.Query)];

    public static byte[] Pack(TestDb db, params string[] only)
    {
        var pack = new MemoryStream();
        new PackWriter(db.Database, new Clock()).Write(pack, TestDb.Ada, only is [] ? null : only, null, TestContext.Current.CancellationToken);
        return pack.ToArray();
    }

    public static PackReader Open(byte[] pack) => PackReader.Open(() => new MemoryStream(pack), "a.coveragepack", null, TestContext.Current.CancellationToken);

    /// <summary>Imports a pack; trusts whoever signed it unless that is said otherwise.</summary>
    public static IReadOnlyList<ImportedSource> Import(TestDb db, byte[] pack, bool trust = true, bool force = false)
    {
        var reader = Open(pack);
        return Import(db, reader, new PackImportRequest { Trust = trust ? reader.Signer : null, Force = force });
    }

    public static IReadOnlyList<ImportedSource> Import(TestDb db, PackReader pack, PackImportRequest? request = null, Person? who = null) =>
        new PackImport(db.Database, db.Ledger).Run(pack, request ?? new PackImportRequest(), who ?? TestDb.Ada, null, TestContext.Current.CancellationToken);

    public const string D3fend = """
        @prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :accesses rdfs:subPropertyOf :may-be-associated-with .
        :analyzes rdfs:subPropertyOf :may-be-associated-with .
        :Memory rdfs:subClassOf :DigitalArtifact .
        :Watch a owl:Class ; rdfs:label "Watch" ; :definition "Looks." ; :d3fend-id "D3-W" ; :analyzes :Memory .
        :X a owl:Class ; rdfs:label "X" ; :attack-id "T1001" ; :accesses :Memory .
        """;
}
