using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Tests.Support;
using Coverage.Views;

namespace Coverage.Tests.Sync;

public sealed class SeedDataTests
{
    /// <summary>Every key that the facts may have; a new one needs a look at whether it is a fact and no prose.</summary>
    private static readonly HashSet<string> FactKeys =
    [
        "kind", "domain", "stixId", "revoked", "deprecated", "version", "modified", "url", "shortName", "position", "parentId", "tactics", "platforms", "revokedBy",
        "actorKind", "aliases", "uses", "software", "attributedTo", "softwareType", "techniques", "analytics", "logSources", "component", "name", "channel",
        "parents", "seeAlso", "className", "counters", "technique", "paths", "verb", "artifacts", "counterVerb",
        "form", "status", "level", "author", "date", "product", "category", "service", "tags", "related", "id", "type", "simulatedBy", "rules", "regressionTested", "counted",
        "number", "executor", "elevated", "arguments", "dependencies", "dependencyExecutor",
    ];

    [Fact]
    public void The_first_start_shows_the_whole_real_picture()
    {
        using var db = Seeded();
        var view = db.View;

        Assert.Equal([("enterprise-attack", "19.1", 697, 15), ("ics-attack", "18.1", 83, 12), ("mobile-attack", "17.1", 121, 12)], view.Domains.Select(domain => (domain.StixName, domain.Version, domain.Techniques.Count, domain.Columns.Count)));
        Assert.Equal((3780, 1819), (view.Rules.Count(rule => rule.Counted), view.Tests.Count));
        var direct = view.Links.Where(link => link.Item is DefensiveTechnique).ToList();
        var active = view.Items.OfType<OffensiveTechnique>().Where(technique => !technique.Deprecated).Select(technique => technique.ExternalId).ToHashSet();
        Assert.Equal((3009, 2967), (direct.Count, direct.Count(link => active.Contains(link.Reference.Written))));
        Assert.Equal((new ItemCount(6, 52), 10), (view.Find("T1219")!.RuleCount, view.Find("T1219")!.ControlCount.Own));
        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public void It_says_its_versions_and_dates_and_that_it_is_seed_data()
    {
        using var db = Seeded();

        Assert.Equal(
            [
                "Enterprise ATT&CK 19.1, seed data", "ICS ATT&CK 18.1, seed data", "Mobile ATT&CK 17.1, seed data", "D3FEND 2025-08-25, seed data",
                "Sigma of 2026-08-05 (8eaafff), seed data", "Atomic Red Team of 2026-08-17 (9f85cf3), seed data",
            ],
            db.View.Sources.Select(SourceLine.Of));
    }

    [Fact]
    public void It_holds_facts_only_and_is_small()
    {
        var files = Directory.GetFiles(Repository.At("seed-data"));

        Assert.InRange(files.Sum(file => new FileInfo(file).Length), 1, 6_000_000);
        Assert.Equal(["NOTICE.md", .. DefaultSources.Names.Select(name => name + ".tsv")], files.Select(Path.GetFileName).Order(StringComparer.Ordinal).OrderBy(name => name == "NOTICE.md" ? 0 : 1 + DefaultSources.Names.ToList().IndexOf(name![..^4])));
        var keys = new HashSet<string>();
        var longest = 0;
        foreach (var line in files.Where(file => file.EndsWith(".tsv", StringComparison.Ordinal)).SelectMany(file => File.ReadLines(file).Skip(1)))
        {
            var fields = line.Split('\t');
            Assert.Equal(6, fields.Length);
            Assert.Matches("^[0-9a-f]{64}$", fields[4]);
            using var facts = JsonDocument.Parse(fields[5]);
            Collect(facts.RootElement, keys, ref longest);
            longest = Math.Max(longest, fields[2].Length);
        }

        Assert.Empty(keys.Except(FactKeys));
        Assert.InRange(longest, 1, 500);
    }

    [Fact]
    public void Every_rule_of_it_that_has_an_author_names_them()
    {
        using var db = Seeded();

        Assert.InRange(db.View.Rules.Count(rule => rule.Author.Length > 0), 4000, 4039);
    }

    [Fact]
    public void Written_from_a_database_that_was_seeded_it_is_the_same_to_the_byte()
    {
        using var db = Seeded();
        using var folder = new TempFolder();

        SeedData.Write(CatalogContent.Read(db.Database), folder.Path);

        foreach (var name in DefaultSources.Names)
        {
            Assert.True(File.ReadAllBytes(Path.Combine(Repository.At("seed-data"), name + ".tsv")).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.Path, name + ".tsv"))), $"{name}.tsv differs.");
        }
    }

    [Fact]
    public void Importing_what_it_was_made_from_changes_nothing_and_fills_in_the_texts()
    {
        string[] files =
        [
            "attack/enterprise-attack-19.1.json.gz", "attack/ics-attack-18.1.json.gz", "attack/mobile-attack-17.1.json.gz",
            "d3fend/d3fend-protege-2025-08-25.ttl.gz", "sigma/sigma-2026-08-05.tar.gz", "atomics/atomics-2026-08-17.tar.gz",
        ];
        var paths = files.Select(SharedData.File).ToList();
        using var db = Seeded();
        Assert.Null(new CatalogTexts(db.Database).Read(db.View.Find("T1219")!.Technique));
        var links = db.Links(LinkKind.Control);

        var done = db.Import([.. paths.Select(path => SourceTrees.Open(path))]);

        Assert.Equal(DefaultSources.Names, done.Select(imported => imported.Change.Source));
        Assert.All(done, imported => Assert.Equal((0, 0, 0, 0, 0), (imported.Change.Added, imported.Change.Changed, imported.Change.Removed, imported.Change.Moved, imported.Change.Relinked)));
        Assert.All(done, imported => Assert.InRange(imported.Change.Filled, imported.Change.Unchanged * 3 / 4, imported.Change.Unchanged));
        Assert.NotNull(new CatalogTexts(db.Database).Read(db.View.Find("T1219")!.Technique));
        Assert.Equal(links, db.Links(LinkKind.Control));
        Assert.All(db.View.Sources, source => Assert.False(source.Seeded));
    }

    [Fact]
    public void An_import_over_it_replaces_it_and_may_remove_much()
    {
        using var db = Seeded();

        var change = db.Import(("rules/a.yml", Make.Rule(1)));

        Assert.Equal((1, 4039), (change.Added, change.Removed));
        Assert.Contains("would remove 1 of 1 rules", db.Refused(("rules/b.yml", Make.Rule(2))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_older_than_it_is_refused_all_the_same()
    {
        using var db = Seeded();

        db.Refused<SourceRefusedException>(TestDb.Request(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-07-01")));
        db.Refused(new Bundle("18.1").Techniques("T1001").File());
    }

    [Fact]
    public void A_database_gets_it_once_or_never()
    {
        using var db = Seeded();
        Assert.False(Settle(db, wanted: true));

        using var empty = new TestDb();
        Assert.False(Settle(empty, wanted: false));
        Assert.False(Settle(empty, wanted: true));
        Assert.Empty(empty.View.Sources);
        Assert.Equal(["seed data|seed"], empty.Query("SELECT Who, Action FROM Audit"));
    }

    [Fact]
    public void Identifiers_and_names_with_tabs_and_line_ends_come_through_it()
    {
        using var db = new TestDb();
        using var again = new TestDb();
        using var folder = new TempFolder();
        db.Import(
            new MemoryTree(new Bundle().Techniques("T1001").Technique("T1002", name: "A\tname").Object("intrusion-set", "G1\t\n2", new() { ["name"] = "A\r\ngroup" }).Object("tool", "", new() { ["name"] = "No\tidentifier" }).File()),
            new MemoryTree(("d3fend.ttl", "@prefix : <http://d3fend.mitre.org/ontologies/d3fend.owl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . :X a owl:Class ; :d3fend-id \"D3-\\tX\" ; rdfs:label \"A\\tlabel\\nof two lines\" .")));

        SeedData.Write(CatalogContent.Read(db.Database), folder.Path);
        Assert.True(new SeedData(again.Database, again.Ledger).Settle(folder.Path, wanted: true));

        const string Items = "SELECT Source, Kind, ExternalId, Title, Path, Hash, Facts FROM Items ORDER BY Source, Kind, ExternalId";
        Assert.Equal(5, db.Query(Items).Length);
        Assert.Equal(db.Query(Items), again.Query(Items));
    }

    [Fact]
    public void A_seed_that_is_damaged_leaves_the_database_as_it_was()
    {
        using var db = new TestDb();
        using var folder = new TempFolder();
        folder.Write("a.tsv", "# {\"source\":\"sigma\",\"kind\":\"Sigma\",\"version\":\"\",\"repository\":\"\",\"commit\":\"\"}\nRule\tid\ttitle\tpath\thash\t{\"kind\n"u8);
        var before = db.Dump();

        Assert.ThrowsAny<Exception>(() => new SeedData(db.Database, db.Ledger).Settle(folder.Path, true));

        Assert.Equal(before, db.Dump());
    }

    private static TestDb Seeded()
    {
        var folder = Repository.At("seed-data");
        var db = new TestDb();
        Assert.True(new SeedData(db.Database, db.Ledger).Settle(folder, wanted: true));
        return db;
    }

    private static bool Settle(TestDb db, bool wanted) => new SeedData(db.Database, db.Ledger).Settle(Repository.At("seed-data"), wanted);

    private static void Collect(JsonElement element, HashSet<string> keys, ref int longest)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    keys.Add(property.Name);
                    Collect(property.Value, keys, ref longest);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, keys, ref longest);
                break;
            case JsonValueKind.String:
                longest = Math.Max(longest, element.GetString()!.Length);
                break;
        }
    }
}
