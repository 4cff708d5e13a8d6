using System.Globalization;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
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

    [Theory]
    [InlineData("ar")]
    [InlineData("ra")]
    [InlineData("rar")]
    [InlineData("raar")]
    public void What_ATTACK_and_what_content_did_at_one_time_is_told_apart_as_if_each_had_been_accounted_for_by_itself(string order)
    {
        using var other = new PostureBench();
        foreach (var one in new[] { bench, other })
        {
            one.Record("Deployed", Deploy(1), Deploy(5));
            Snap(one);
        }

        for (var i = 0; i < order.Length; i++)
        {
            foreach (var one in new[] { bench, other }) Publish(one, order[i], i);
            other.Catalogues.Refresh();
            other.Views.Refresh();
            Snap(other);
        }

        bench.Catalogues.Refresh();
        bench.Views.Refresh();
        Snap(bench);

        var (together, apart) = (Moves(), Moves(other));
        var causes = order.Replace("aa", "a", StringComparison.Ordinal).Select(letter => letter == 'a' ? MoveCause.Attack : MoveCause.Content);
        Assert.Equal(causes, together.Skip(1).Select(move => move.Cause));
        Assert.Equal(apart.Skip(1).Where(move => move.Cause == MoveCause.Content).Select(Size), together.Skip(1).Where(move => move.Cause == MoveCause.Content).Select(Size));
        Assert.Equal(apart.Where(move => move.Cause == MoveCause.Attack).Sum(move => move.After - move.Before), together.Where(move => move.Cause == MoveCause.Attack).Sum(move => move.After - move.Before), 9);
        Assert.All(together.Zip(together.Skip(1)), pair => Assert.Equal(pair.First.After, pair.Second.Before, 9));
    }

    public void Dispose() => bench.Dispose();

    private static double Size((MoveCause Cause, double Before, double After) move) => Math.Round(move.After - move.Before, 9);

    private static void Snap(PostureBench bench) => new SnapshotTaker(bench.Ledger, bench.Db.Database, bench.Views).Take(PostureBench.Erin, "now");

    /// <summary>ATT&amp;CK brings one more technique each time; of the rules the first leaves its technique, and comes back.</summary>
    private static void Publish(PostureBench bench, char what, int turn)
    {
        if (what == 'r') bench.Import(turn == 0 || turn == 1 ? "attack.t9999" : "attack.t1000");
        else bench.Db.Run(TestDb.Request(new MemoryTree(new Bundle($"{20 + turn}.0").Tactic("TA0002", "execution").Techniques(["T1000", "T1000.001", "T1000.002", "T2000", "T2000.001", "T3000", "T4000", "T5000", .. Enumerable.Range(0, turn + 1).Select(i => $"T600{i}")]).File())) with { Force = true });
    }

    private static PutDeployment Deploy(int rule) => MadeCatalogue.Deploy(rule, "default");

    private List<(MoveCause Cause, double Before, double After)> Moves() => Moves(bench);

    private static List<(MoveCause Cause, double Before, double After)> Moves(PostureBench bench) =>
        [.. bench.Db.Query("SELECT Cause, OverallBefore, Overall FROM ScoreMoves ORDER BY Id").Select(row => row.Split('|')).Select(cells => ((MoveCause)int.Parse(cells[0], CultureInfo.InvariantCulture), Number(cells[1]), Number(cells[2])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
