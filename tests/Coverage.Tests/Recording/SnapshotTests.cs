using Coverage.Audit;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Scores;

namespace Coverage.Tests.Recording;

/// <summary>Snapshots keep what gave them and never change.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly PostureBench bench = new();
    private readonly SnapshotTaker snapshots;
    private readonly ScoreHistory history;

    public SnapshotTests()
    {
        snapshots = new SnapshotTaker(bench.Ledger, bench.Db.Database, bench.Views);
        history = new ScoreHistory(bench.Db.Database);
    }

    [Fact]
    public void A_snapshot_keeps_scores_versions_model_and_profile_and_never_changes()
    {
        bench.Record("Deployed", MadeCatalogue.Deploy(5, "default"));
        var (id, then) = (snapshots.Take(PostureBench.Erin, "Before the audit"), bench.View.Table.Totals);
        bench.Record("More", MadeCatalogue.Deploy(1, "default"));
        bench.Recorder.Record(TestDb.Ada, new PostureStep("Model", [new PutModel(new ModelFigures(ModelFigures.Published.Figures.Add("RuleInPlace", 30)))]));

        var snapshot = history.Find(id)!;
        Assert.Equal(then, snapshot.Facts.Totals);
        Assert.Equal((40, 40), (snapshot.Scores["T5000"].Coverage, snapshot.Facts.Model["RuleInPlace"]));
        Assert.Equal("19.1", snapshot.Facts.Sources.Single(source => source.Name == "attack-enterprise").Version);
        Assert.Equal((1, "erin", "Before the audit"), (snapshot.EditId, snapshot.Who, snapshot.Title));
        Assert.Null(snapshot.Facts.Profile);
        Assert.NotEqual(then, bench.View.Table.Totals);
    }

    [Fact]
    public void A_tactics_sums_are_kept_by_matrix_and_tactic()
    {
        snapshots.Take(PostureBench.Erin, "Now");

        var (key, totals) = Assert.Single(history.Snapshots().Single().Facts.Tactics);
        Assert.Equal("enterprise/TA0002", key);
        Assert.Equal(bench.View.Table.Totals, totals);
    }

    [Fact]
    public void The_day_has_one_daily_snapshot_whoever_asks()
    {
        Assert.NotNull(snapshots.TakeDaily(PostureBench.Erin));
        Assert.Null(snapshots.TakeDaily(PostureBench.Erin));
        bench.Clock.Now = bench.Clock.Now.AddDays(1);
        Assert.NotNull(snapshots.TakeDaily(PostureBench.Erin));

        Assert.Equal([new DateOnly(2026, 8, 21), new DateOnly(2026, 8, 20)], history.Snapshots().Select(snapshot => snapshot.Day));
    }

    [Fact]
    public void What_upstream_moved_is_accounted_for_once_the_view_shows_it()
    {
        bench.Record("Deployed", MadeCatalogue.Deploy(1, "default"));
        bench.Import("attack.t3000");
        Assert.True(snapshots.CatchUp(PostureBench.Erin));
        Assert.Single(history.Moves(default));
        bench.Catalogues.Refresh();

        Assert.True(snapshots.CatchUp(PostureBench.Erin));
        Assert.False(snapshots.CatchUp(PostureBench.Erin));
        Assert.Equal([MoveCause.Work, MoveCause.Content], history.Moves(default).Select(move => move.Cause));
        Assert.Equal("sigma", history.Moves(default)[1].Title);
    }

    [Fact]
    public void Causes_add_up_to_the_whole()
    {
        var start = bench.View.Table.Totals.Overall!.Value;
        bench.Record("Deployed", MadeCatalogue.Deploy(1, "default"), MadeCatalogue.Deploy(5, "default"));
        bench.Import("attack.t3000");
        bench.Catalogues.Refresh();
        snapshots.CatchUp(PostureBench.Erin);

        var causes = ScoreHistory.ByCause(history.Moves(default));
        Assert.Equal([MoveCause.Work, MoveCause.Content], causes.Select(cause => cause.Cause));
        Assert.Equal(bench.View.Table.Totals.Overall!.Value - start, causes.Sum(cause => cause.Overall), 9);
    }

    [Fact]
    public void A_viewer_takes_none_and_a_title_is_needed()
    {
        Assert.Throws<NotAllowedException>(() => snapshots.Take(new Person("v", Role.Viewer), "Now"));
        Assert.Throws<PostureRefusedException>(() => snapshots.Take(PostureBench.Erin, ""));
        Assert.Empty(history.Snapshots());
    }

    public void Dispose() => bench.Dispose();
}
