using System.Diagnostics;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Sources.Origins;
using Coverage.Tests.Support;
using Coverage.Views.Changes;

namespace Coverage.Tests.Views.Changes;

/// <summary>The inbox over the real snapshots, against counts that are made in another way.</summary>
public sealed class RealInboxTests(RealCatalogue real)
{
    [Fact]
    public void Sigma_from_July_to_August_is_25_new_39_changed_and_18_moved_rules_each_with_a_difference()
    {
        var state = real.Eighteen;
        var set = state.Changes.Last(change => change.Source == "sigma");
        var entries = new ChangeLog(state.Db.Database).Of(state.View).Entries.Where(entry => entry.Set.Id == set.Id).ToList();
        var texts = new ChangeTexts(state.Db.Database);

        Assert.Equal((25, 39, 0, 18), (Count(Happened.New), Count(Happened.Changed), Count(Happened.Removed), Count(Happened.Moved)));
        Assert.All(entries.Where(entry => entry.What.HasFlag(Happened.Moved)), entry => Assert.True(entry.What.HasFlag(Happened.Changed)));
        Assert.All(entries.Where(entry => entry.What.HasFlag(Happened.Changed)), entry =>
        {
            var (before, now) = texts.Read(entry);
            Assert.NotEmpty(LineDiff.Of(before, now).Hunks);
        });

        int Count(Happened what) => entries.Count(entry => entry.What.HasFlag(what));
    }

    [Fact]
    public void ATT_and_CK_from_18_1_to_19_1_is_what_the_two_bundles_say()
    {
        using var db = new TestDb();
        db.Import(SourceTrees.Open(SharedData.File("sigma/sigma-2026-07-01.tar.gz")));
        db.Import(SourceTrees.Open(SharedData.File("attack/enterprise-attack-18.1.json.gz")));
        db.Run(TestDb.Request(SourceTrees.Open(SharedData.File("attack/enterprise-attack-19.1.json.gz"))) with { Force = true });
        var (old, now) = (Techniques("attack/enterprise-attack-18.1.json.gz"), Techniques("attack/enterprise-attack-19.1.json.gz"));
        var view = db.View;
        var entries = new ChangeLog(db.Database).Of(view).Entries.Where(entry => entry.Kind == ItemKind.Technique).ToList();

        Assert.Equal(now.Keys.Except(old.Keys).Order(StringComparer.Ordinal), Ids(Happened.New));
        Assert.Equal(old.Keys.Intersect(now.Keys).Where(id => !old[id].Revoked && now[id].Revoked).Order(StringComparer.Ordinal), Ids(Happened.Revoked));
        Assert.Equal(old.Keys.Intersect(now.Keys).Where(id => !old[id].Tactics.SetEquals(now[id].Tactics)).Order(StringComparer.Ordinal), Ids(Happened.Tactics));
        var family = entries.Where(entry => entry.What.HasFlag(Happened.Revoked) && entry.ExternalId.StartsWith("T1562", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(family);
        Assert.All(family, entry => Assert.StartsWith("T168", entry.Replacements.Single().ExternalId.Replace("T1690", "T1689", StringComparison.Ordinal), StringComparison.Ordinal));
        var disable = family.Single(entry => entry.ExternalId == "T1562.001");
        Assert.Equal(view.Rules.Count(rule => rule.Techniques.Contains("T1562.001")), disable.Effect!.Rules);
        if (disable.Effect.Rules > 0) Assert.Equal(Resolution.Migrated, disable.Effect.Reference.Resolution);

        // A page of it is drawn from what is in memory. The best of five, since the machine may be busy.
        var inbox = new ChangeLog(db.Database).Of(view);
        Assert.InRange(inbox.Entries.Count, 4_000, 6_000);
        var times = Enumerable.Range(0, 5).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            InboxGroup.By(InboxGrouping.Technique, inbox.Narrow(new InboxFilter { Platform = "Windows" }).Entries, view);
            return clock.Elapsed;
        });
        Assert.InRange(times.Min(), TimeSpan.Zero, TimeSpan.FromMilliseconds(150));

        IEnumerable<string> Ids(Happened what) => entries.Where(entry => entry.What.HasFlag(what)).Select(entry => entry.ExternalId).Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, (bool Revoked, HashSet<string> Tactics)> Techniques(string file)
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(SharedData.File(file)), System.IO.Compression.CompressionMode.Decompress);
        using var bundle = JsonDocument.Parse(packed);
        var found = new Dictionary<string, (bool Revoked, HashSet<string> Tactics)>();
        foreach (var stix in bundle.RootElement.GetProperty("objects").EnumerateArray().Where(stix => stix.GetProperty("type").GetString() == "attack-pattern"))
        {
            var id = stix.GetProperty("external_references").EnumerateArray().First(reference => reference.GetProperty("source_name").GetString() == "mitre-attack").GetProperty("external_id").GetString()!;
            var revoked = stix.TryGetProperty("revoked", out var flag) && flag.GetBoolean();
            var tactics = stix.TryGetProperty("kill_chain_phases", out var phases) ? phases.EnumerateArray().Select(phase => phase.GetProperty("phase_name").GetString()!).ToHashSet() : [];
            if (!found.TryGetValue(id, out var other) || (other.Revoked && !revoked)) found[id] = (revoked, tactics);
        }

        return found;
    }
}
