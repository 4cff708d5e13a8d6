using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Scoring;
using Coverage.Tests.Support;
using CsCheck;

namespace Coverage.Tests.Recording;

/// <summary>The history is the posture: replayed, it gives the same.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly PostureBench bench = new();

    [Fact]
    public void A_thousand_random_edits_replayed_from_their_history_give_the_same_posture()
    {
        bench.Record("Environments", new PutEnvironment(new CoverageEnvironment("a", "A", ["Windows"])), new PutEnvironment(new CoverageEnvironment("b", "B", ["Linux", "Windows"], 3)));
        var expected = bench.View.Posture;
        var (recorded, refused) = (0, 0);
        Gen.Select(Generated.Any, Gen.Int[0, 9]).Array[1000].Sample(
            edits =>
            {
                foreach (var (edit, chance) in edits) expected = Step(expected, edit, chance, ref recorded, ref refused);
            },
            iter: 1,
            threads: 1);

        Assert.Equal(1000, recorded + refused);
        Assert.True(recorded > 500, $"Only {recorded} of 1,000 edits were recorded: the test has lost its point.");
        Assert.Equal(PostureBench.Entries(expected), PostureBench.Entries(PostureContent.Read(bench.Db.Database).Posture));
        Assert.Equal(PostureBench.Entries(expected), PostureBench.Entries(bench.View.Posture));
        using var connection = bench.Db.Database.Open();
        Assert.Equal(PostureBench.Entries(expected), PostureBench.Entries(OrganisationPosture.Initial.Apply(PostureContent.Since(connection, null, 0).Edits)));
        Assert.Equal(bench.View.Table.Totals, bench.Views.Over(bench.View.Catalogue).Table.Totals);
    }

    public void Dispose() => bench.Dispose();

    /// <summary>One in ten steps is taken back at once.</summary>
    private OrganisationPosture Step(OrganisationPosture before, PostureEdit edit, int chance, ref int recorded, ref int refused)
    {
        RecordedStep step;
        try
        {
            step = bench.Record("Edit", edit);
            recorded++;
        }
        catch (PostureRefusedException)
        {
            refused++;
            return before;
        }

        if (chance > 0 || step.EditId == 0) return before.Apply(edit);
        bench.Recorder.Undo(PostureBench.Erin, step.EditId);
        return before;
    }
}
