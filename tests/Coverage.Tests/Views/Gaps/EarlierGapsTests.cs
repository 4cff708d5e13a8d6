using System.Collections.Immutable;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;

namespace Coverage.Tests.Views.Gaps;

/// <summary>The gate against a snapshot.</summary>
public sealed class EarlierGapsTests : IDisposable
{
    private readonly PostureBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void The_gaps_of_a_snapshot_are_those_that_the_list_had_on_its_day()
    {
        var earlier = EarlierGaps.Of(Taken(), null);
        var gaps = GapList.Of(bench.View).Gaps.Select(gap => gap.Technique.Id).ToHashSet();

        Assert.Superset(gaps, earlier.Techniques.ToHashSet());
        Assert.Empty(Gate.Of(bench.View, null, 0, earlier).NewGaps);
    }

    [Fact]
    public void What_was_covered_and_is_no_longer_is_new_and_told_with_what_it_was()
    {
        var control = new ItemKey("own", "r1");
        bench.Record(
            "own rule",
            new PutOwnRule(new OwnRule(control, "Sees it", new LogSource("", "", ""))),
            new PutLink(new ManualLink(new LinkEnds(Coverage.Catalog.ItemKind.Rule, control, "T5000"), "It does.")),
            new PutDeployment("default", new Deployment(control, DeploymentState.Deployed)),
            new PutResult("default", new TestResult("a", new ItemKey("atomic", Make.Guid(15)), bench.Clock.Now.UtcDateTime, ResultState.Ran, Seen.Alerted)));
        var earlier = EarlierGaps.Of(Taken(), null);
        Assert.DoesNotContain("T5000", earlier.Techniques);
        bench.Record("withdrawn", new RemoveResult("default", "a"), new RemoveDeployment("default", control));

        var gate = Gate.Of(bench.View, null, 0, earlier);

        Assert.Equal("T5000", Assert.Single(gate.NewGaps).Technique.Id);
        Assert.Contains("Its Coverage was 100.0 then, covered.", Assert.Single(gate.Findings).Message, StringComparison.Ordinal);
        Assert.Contains("(1 new since snapshot 1 of 2026-08-20, at most 0 allowed.)", gate.Findings[0].Message, StringComparison.Ordinal);
        Assert.True(Gate.Of(bench.View, null, 1, earlier).Passes);
    }

    [Fact]
    public void What_was_out_of_scope_is_new_by_the_same_profile_and_told_by_its_Coverage_under_another()
    {
        bench.Record("profile", new PutProfile(Weighing(("T5000", 1))), new ChooseProfile("p"));
        var snapshot = Taken();
        Assert.Equal(GapReason.OutOfScope, snapshot.Scores["T4000"].Reason);

        Assert.DoesNotContain("T4000", EarlierGaps.Of(snapshot, "Ours").Techniques);
        Assert.Contains("T4000", EarlierGaps.Of(snapshot, null).Techniques);
        bench.Record("wider", new PutProfile(Weighing(("T5000", 1), ("T4000", 1))));
        Assert.Equal("T4000", Assert.Single(Gate.Of(bench.View, null, 0, EarlierGaps.Of(snapshot, "Ours")).NewGaps).Technique.Id);
    }

    private static ThreatProfile Weighing(params (string Technique, double Weight)[] weights) => new("p", "Ours", [], weights.ToImmutableSortedDictionary(pair => pair.Technique, pair => pair.Weight, StringComparer.Ordinal));

    private Snapshot Taken()
    {
        var taker = new SnapshotTaker(bench.Ledger, bench.Db.Database, bench.Views);
        return new ScoreHistory(bench.Db.Database).Find(taker.Take(PostureBench.Erin, "now"))!;
    }
}
