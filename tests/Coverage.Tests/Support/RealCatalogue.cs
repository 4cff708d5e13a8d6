using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;
using Coverage.Views;

[assembly: AssemblyFixture(typeof(RealCatalogue))]

namespace Coverage.Tests.Support;

/// <summary>Databases that real snapshots were imported into: each made once, when the first test asks for it.</summary>
public sealed class RealCatalogue : IDisposable
{
    private readonly Lock gate = new();
    private State? newest;
    private State? eighteen;

    /// <summary>Everything at its newest date, with every domain, into an empty database.</summary>
    internal State Newest => Get(ref newest, [
        "attack/enterprise-attack-19.1.json.gz", "attack/ics-attack-18.1.json.gz", "attack/mobile-attack-17.1.json.gz",
        "d3fend/d3fend-protege-2025-08-25.ttl.gz", "sigma/sigma-2026-08-05.tar.gz", "atomics/atomics-2026-08-17.tar.gz",
    ]);

    /// <summary>ATT&amp;CK 18.1 with the rules and tests one after another, oldest first.</summary>
    internal State Eighteen => Get(
        ref eighteen,
        ["sigma/sigma-2026-06-11.tar.gz"],
        ["attack/enterprise-attack-18.1.json.gz", "atomics/atomics-2026-07-13.tar.gz", "sigma/sigma-2026-07-01.tar.gz"],
        ["sigma/sigma-2026-08-05.tar.gz", "atomics/atomics-2026-08-17.tar.gz", "d3fend/d3fend-protege-2025-08-25.ttl.gz"]);

    /// <inheritdoc/>
    public void Dispose()
    {
        newest?.Db.Dispose();
        eighteen?.Db.Dispose();
    }

    private State Get(ref State? state, params string[][] imports)
    {
        lock (gate)
        {
            if (state is not null) return state;
            var paths = imports.Select(files => files.Select(SharedData.File).ToArray()).ToList();
            var db = new TestDb();
            var changes = paths.SelectMany(files => db.Import([.. files.Select(path => SourceTrees.Open(path))]).Select(imported => imported.Change)).ToList();
            return state = new State(db, changes, db.View);
        }
    }

    /// <summary>A database with its change sets and its view.</summary>
    internal sealed record State(TestDb Db, IReadOnlyList<ChangeSetRow> Changes, CoverageView View)
    {
        /// <summary>Links of rules in SigmaHQ's three main folders.</summary>
        public IReadOnlyList<CatalogLink> MainRules => [.. View.Links.Where(link => link.Item is DetectionRule rule && IsMain(rule))];

        public static bool IsMain(DetectionRule rule) => rule.Path.Split('/')[0] is "rules" or "rules-emerging-threats" or "rules-threat-hunting";

        /// <summary>Distinct identifiers by outcome: exact, migrated, retired, unresolved.</summary>
        public static (int Exact, int Migrated, int Retired, int Unresolved) Outcomes(IEnumerable<CatalogLink> links)
        {
            var count = links.Select(link => link.Reference).DistinctBy(reference => reference.Written).CountBy(reference => reference.Resolution).ToDictionary();
            return (count.GetValueOrDefault(Resolution.Exact), count.GetValueOrDefault(Resolution.Migrated), count.GetValueOrDefault(Resolution.Retired), count.GetValueOrDefault(Resolution.Unresolved));
        }
    }
}
