using System.Globalization;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;

namespace Coverage.Tests.Recording;

/// <summary>What moved the score is accounted for, and the parts add up.</summary>
public sealed class ScoreMoveTests : IDisposable
{
    private readonly PostureBench bench = new();

    [Fact]
    public void Each_cause_is_accounted_for_and_the_parts_add_up()
    {
        var start = bench.View.Table.Totals.Overall;
        bench.Record("Deployed", Deploy(5), Deploy(1));
        bench.Record("Proven", MadeCatalogue.Ran("r", 15, new DateOnly(2026, 8, 19), ReportedOutcome.Alerted) with { Environment = "default" });
        bench.Record("Left out", new PutException(new CoverageException(new ExceptionKey("T3000"), ExceptionKind.OutOfScope, "Ada", "Nobody has it", new DateOnly(2027, 1, 1))));
        bench.Import("attack.t3000");
        bench.Catalogues.Refresh();
        bench.Clock.Now = bench.Clock.Now.AddDays(200);
        bench.Views.Refresh();
        bench.Record("More", Deploy(3));

        var moves = Moves();
        Assert.Equal([MoveCause.Work, MoveCause.Work, MoveCause.Scope, MoveCause.Content, MoveCause.Ageing], moves.Select(move => move.Cause).Take(5));
        Assert.Equal(start!.Value, moves[0].Before, 9);
        Assert.All(moves.Zip(moves.Skip(1)), pair => Assert.Equal(pair.First.After, pair.Second.Before, 9));
        Assert.Equal(bench.View.Table.Totals.Overall!.Value, moves[^1].After, 9);
        Assert.True(moves[4].After < moves[4].Before, "Ageing raised the score.");
    }

    public void Dispose() => bench.Dispose();

    private static PutDeployment Deploy(int rule) => MadeCatalogue.Deploy(rule, "default");

    private List<(MoveCause Cause, double Before, double After)> Moves() =>
        [.. bench.Db.Query("SELECT Cause, OverallBefore, Overall FROM ScoreMoves ORDER BY Id").Select(row => row.Split('|')).Select(cells => ((MoveCause)int.Parse(cells[0], CultureInfo.InvariantCulture), Number(cells[1]), Number(cells[2])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
