using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Recording.Upgrading;
using Coverage.Sources.Origins;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;
using Coverage.Views;
using Coverage.Views.Changes;
using Coverage.Views.Scores;

namespace Coverage.Tests.Recording;

/// <summary>A new release of ATT&amp;CK loses no entry: each is as it was, carried along, or waits for a person.</summary>
public sealed class UpgradeTests : IDisposable
{
    private static readonly DateOnly Later = new(2027, 6, 1);

    private readonly PostureBench bench = new();
    private readonly AttackUpgrades upgrades;

    public UpgradeTests() => upgrades = new AttackUpgrades(bench.Recorder, bench.Views);

    [Fact]
    public void What_has_one_successor_is_carried_along_as_one_step_that_can_be_taken_back()
    {
        bench.Record(
            "Entries",
            new PutException(new CoverageException(new ExceptionKey("T2000"), ExceptionKind.RiskAccepted, "Ada", "Known", Later)),
            new PutAssignment(new Assignment(new ExceptionKey("T2000", "default"), "Erin")),
            new PutNote(new Note("n", "T2000", "Text", "", [])),
            new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, MadeCatalogue.Rule(5), "T2000"), "Sees it")),
            new PutProfile(new ThreatProfile("p", "P", [], ImmutableSortedDictionary<string, double>.Empty.Add("T2000", 3).Add("T3000", 1))),
            new PutException(new CoverageException(new ExceptionKey("T5000"), ExceptionKind.OutOfScope, "Ada", "Not ours", Later)));
        Upgrade(bundle => bundle.Techniques("T1000", "T1000.001", "T1000.002", "T2000.001", "T3000", "T4000", "T5000", "T6000").Revoked("T2000", "T6000"));
        var (stored, plan) = (bench.Stored(), upgrades.Plan);

        Assert.Equal((5, 0, 2), (plan.Carried.Count, plan.Queue.Count, plan.Unchanged));
        var step = upgrades.Carry(PostureBench.Erin)!;
        Assert.Equal("Carried along to Enterprise ATT&CK 20.0: 5 entries", bench.Recorder.LastOf("erin")!.Title);
        Assert.All(NamedTechnique.Of(bench.View.Posture), named => Assert.NotEqual("T2000", named.Technique));
        Assert.Equal("Ada", bench.View.Posture.Exceptions[new ExceptionKey("T6000")].Owner);
        Assert.Equal(3, bench.View.Posture.Profiles["p"].Weights["T6000"]);
        Assert.Null(upgrades.Carry(PostureBench.Erin));

        bench.Recorder.Undo(PostureBench.Erin, step.EditId);
        Assert.Equal(stored, bench.Stored());
    }

    [Fact]
    public void What_is_ambiguous_in_the_way_or_gone_waits_for_a_person_and_stays_as_it_is()
    {
        bench.Record("Entries", Except("T2000"), Except("T3000"), Except("T4000"), Except("T5000"), Except("T1000.002"));
        Upgrade(bundle => bundle.Techniques("T1000", "T1000.001", "T2000.001", "T5000", "T6000", "T7000").Revoked("T2000", "T6000", "T7000").Revoked("T3000", "T5000").Technique("T4000", deprecated: true));
        var plan = upgrades.Plan;

        Assert.Equal(
            [("T1000.002", UpgradeOutcome.Unknown), ("T2000", UpgradeOutcome.Ambiguous), ("T3000", UpgradeOutcome.InTheWay), ("T4000", UpgradeOutcome.Retired)],
            plan.Queue.Select(entry => (entry.Named.Technique, entry.Outcome)));
        Assert.Equal(["T6000", "T7000"], plan.Queue[1].Successors.Select(technique => technique.ExternalId).Order());
        var stored = bench.Stored();
        Assert.Null(upgrades.Carry(PostureBench.Erin));
        Assert.Equal(stored, bench.Stored());

        upgrades.Settle(PostureBench.Erin, plan.Queue[1].Named, "T7000");
        upgrades.Settle(PostureBench.Erin, plan.Queue[3].Named, null);
        Assert.Throws<PostureRefusedException>(() => upgrades.Settle(PostureBench.Erin, plan.Queue[2].Named, "T5000"));
        Assert.Throws<PostureRefusedException>(() => upgrades.Settle(PostureBench.Erin, plan.Queue[2].Named, "T9999"));
        Assert.Equal(["T1000.002", "T3000"], upgrades.Plan.Queue.Select(entry => entry.Named.Technique));
        Assert.Contains(new ExceptionKey("T7000"), bench.View.Posture.Exceptions.Keys);
    }

    [Fact]
    public void Two_weights_that_become_one_are_the_larger()
    {
        bench.Record("Profile", new PutProfile(new ThreatProfile("p", "P", [], ImmutableSortedDictionary<string, double>.Empty.Add("T2000", 3).Add("T3000", 5).Add("T5000", 1))));
        Upgrade(bundle => bundle.Techniques("T1000", "T5000").Revoked("T2000", "T5000").Revoked("T3000", "T5000"));
        upgrades.Carry(PostureBench.Erin);

        Assert.Equal([KeyValuePair.Create("T5000", 5.0)], bench.View.Posture.Profiles["p"].Weights);
    }

    [Fact]
    public void Five_hundred_real_entries_come_from_18_1_to_19_1_without_losing_one()
    {
        using var real = new RealUpgrade();
        var entries = NamedTechnique.Of(real.Views.Current.Posture).Count();
        Assert.Equal(500, entries);
        var before = real.Db.Dump();

        var rehearsed = real.Rehearse();
        Assert.Equal(before, real.Db.Dump());
        real.Import191();
        var told = real.Log.Entries.Where(entry => entry.Kind == ItemKind.Technique && entry.Set.Step == "18.1 to 19.1");
        Assert.Equal([23, 4, 17, 0, 198, 0], AttackUpgrade.Told.Select(what => rehearsed.Techniques.Count(entry => entry.What.HasFlag(what))));
        Assert.All(AttackUpgrade.Told, what => Assert.Equal(told.Count(entry => entry.What.HasFlag(what)), rehearsed.Techniques.Count(entry => entry.What.HasFlag(what))));
        var (plan, stored) = (real.Upgrades.Plan, real.Db.Query("SELECT Kind, Environment, Key, Value FROM Posture ORDER BY 1, 2, 3"));
        Assert.Equal(rehearsed.Plan.Entries.Select(entry => (entry.Named.Entry, entry.Outcome)), plan.Entries.Select(entry => (entry.Named.Entry, entry.Outcome)));
        Assert.Equal(500, plan.Unchanged + plan.Carried.Count + plan.Queue.Count);
        Assert.True(plan.Carried.Count > 50, $"Only {plan.Carried.Count} entries are carried: the test has lost its point.");

        var step = real.Upgrades.Carry(PostureBench.Erin)!;
        Assert.Equal(500, NamedTechnique.Of(real.Views.Current.Posture).Count() + plan.Entries.Count(entry => entry.Outcome == UpgradeOutcome.Merged));
        Assert.Equal(rehearsed.After.Table.Totals, real.Views.Current.Table.Totals);
        Assert.Empty(real.Upgrades.Plan.Carried);
        Assert.Equal(plan.Queue.Count, real.Upgrades.Plan.Queue.Count);

        real.Recorder.Undo(PostureBench.Erin, step.EditId);
        Assert.Equal(stored, real.Db.Query("SELECT Kind, Environment, Key, Value FROM Posture ORDER BY 1, 2, 3"));
        TestContext.Current.SendDiagnosticMessage($"18.1 to 19.1: {plan.Unchanged} unchanged, {plan.Carried.Count} carried, {plan.Queue.Count} waiting; {rehearsed.Moved.Count} techniques move.");
    }

    public void Dispose() => bench.Dispose();

    private static PutException Except(string technique) => new(new CoverageException(new ExceptionKey(technique), ExceptionKind.RiskAccepted, "Ada", "Known", Later));

    private void Upgrade(Func<Bundle, Bundle> release)
    {
        bench.Db.Run(TestDb.Request(new MemoryTree(release(new Bundle("20.0").Tactic("TA0002", "execution")).File())) with { Force = true });
        bench.Catalogues.Refresh();
    }

    /// <summary>ATT&amp;CK 18.1 with an exception for each technique that 19.1 revoked and for others, 500 in all with links, weights, assignments and notes.</summary>
    private sealed class RealUpgrade : IDisposable
    {
        private readonly string newer = SharedData.File("attack/enterprise-attack-19.1.json.gz");
        private readonly Clock clock = new() { Now = new(2026, 8, 20, 9, 0, 0, TimeSpan.Zero) };
        private readonly CoverageViews catalogues;

        public RealUpgrade()
        {
            Db.Import(SourceTrees.Open(SharedData.File("attack/enterprise-attack-18.1.json.gz")));
            Db.Import(new MemoryTree(("rules/1.yml", Make.Rule(1, "attack.t1003"))));
            catalogues = new CoverageViews(Db.Database);
            Views = new PostureViews(Db.Database, catalogues, clock);
            Recorder = new PostureRecorder(Db.Ledger, Db.Database, Views, clock);
            Upgrades = new AttackUpgrades(Recorder, Views);
            Recorder.Record(PostureBench.Erin, new PostureStep("Entries", [.. Edits()]));
        }

        public TestDb Db { get; } = new();

        public PostureViews Views { get; }

        public PostureRecorder Recorder { get; }

        public AttackUpgrades Upgrades { get; }

        public Inbox Log => new ChangeLog(Db.Database).Of(catalogues.Current);

        public RehearsedUpgrade Rehearse() => new UpgradeRehearsal(Db.Database, clock).Run(TestDb.Ada, () => SourceTrees.Open(newer), TestContext.Current.CancellationToken);

        public void Import191()
        {
            Db.Run(TestDb.Request(SourceTrees.Open(newer)) with { Force = true });
            catalogues.Refresh();
        }

        public void Dispose() => Db.Dispose();

        private IEnumerable<PostureEdit> Edits()
        {
            var revoked = NowRevoked();
            string[] techniques = [.. revoked, .. Views.Current.Catalogue.Items.OfType<Technique>().Where(technique => technique.IsLive).Select(technique => technique.ExternalId).Except(revoked).Order(StringComparer.Ordinal)];
            foreach (var technique in techniques.Take(100)) yield return new PutException(new CoverageException(new ExceptionKey(technique), ExceptionKind.RiskAccepted, "Ada", "Known", Later));
            foreach (var technique in techniques.Take(100)) yield return new PutAssignment(new Assignment(new ExceptionKey(technique, "default"), "Erin"));
            foreach (var technique in techniques.Take(100)) yield return new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, MadeCatalogue.Rule(1), technique), "Sees it"));
            foreach (var technique in techniques.Take(100)) yield return new PutNote(new Note($"n-{technique}", technique, "Text", "", []));
            yield return new PutProfile(new ThreatProfile("p", "P", [], techniques.Take(100).ToImmutableSortedDictionary(id => id, _ => 1.0)));
        }

        private string[] NowRevoked()
        {
            using var other = new TestDb();
            other.Import(SourceTrees.Open(newer));
            var live = other.View.Items.OfType<Technique>().Where(technique => technique.IsLive).Select(technique => technique.ExternalId).ToHashSet();
            return [.. Views.Current.Catalogue.Items.OfType<Technique>().Where(technique => technique.IsLive && !live.Contains(technique.ExternalId)).Select(technique => technique.ExternalId).Order(StringComparer.Ordinal)];
        }
    }
}
