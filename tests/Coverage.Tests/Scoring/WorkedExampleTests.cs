using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>The worked examples of the published model, to the decimals as written.</summary>
public sealed class WorkedExampleTests
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    [Fact]
    public void One_alerted_and_13_missed_today_is_a_Detect_of_7_1()
    {
        var cell = Lsass(n => MadeCatalogue.Ran($"r{n}", n, Today, n == 1 ? ReportedOutcome.Alerted : ReportedOutcome.Missed));

        Assert.Equal(100.0 / 14, cell.Detect, 10);
        Assert.Equal(7.1, Math.Round(cell.Detect, 1));
        Assert.Equal(GapReason.Failing, cell.Reason);
    }

    [Fact]
    public void One_alerted_and_13_never_run_is_a_Detect_of_58_2()
    {
        var cell = Lsass(n => n == 1 ? MadeCatalogue.Ran("r1", 1, Today, ReportedOutcome.Alerted) : null);

        Assert.Equal(58.2, Math.Round(cell.Detect, 1));
        Assert.Equal((14, 1, 1), (cell.Tests, cell.Alerted, cell.Rules));
    }

    [Fact]
    public void Every_test_alerted_340_days_ago_is_a_Detect_of_59_1()
    {
        var cell = Lsass(n => MadeCatalogue.Ran($"r{n}", n, Today.AddDays(-340), ReportedOutcome.Alerted));

        Assert.Equal(55 + (45 * 25.0 / 275), cell.Detect, 10);
        Assert.Equal(59.1, Math.Round(cell.Detect, 1));
        Assert.Equal((GapReason.Stale, 0.0), (cell.Reason, cell.Validate));
    }

    [Fact]
    public void One_direct_control_in_full_whose_only_test_missed_is_0()
    {
        var input = new MadeCatalogue().With("T1").With("T1003.001").WithControl("D3-SPP", "Harden", "T1003.001").WithTest(1, "T1003.001").Build();
        var claimed = MadeCatalogue.Windows.Apply(new PutImplementation("win", new Implementation(MadeCatalogue.Control("D3-SPP"), ImplementationState.Full)));
        var missed = claimed.Apply(MadeCatalogue.Ran("r", 1, Today, ReportedOutcome.Missed));

        Assert.Equal(25, Cell(input, claimed).Prevent);
        Assert.Equal((0.0, 0.0, 0.0), (Cell(input, missed).Prevent, Cell(input, missed).Detect, Cell(input, missed).Coverage));
    }

    [Fact]
    public void A_products_alert_on_the_only_test_without_a_rule_is_100_deployed_and_validated()
    {
        var input = new MadeCatalogue().With("T1").With("T1003.001").WithTest(1, "T1003.001").Build();
        var table = Scorer.Score(input, MadeCatalogue.Windows.Apply(MadeCatalogue.Ran("r", 1, Today, ReportedOutcome.Alerted)), ScoringModel.Version1, Today);
        var cell = table.Cell(input.TechniqueOf("T1003.001"), 0);

        Assert.Equal((100.0, 100.0, true, true, true), (cell.Coverage, cell.Validate, cell.Available, cell.Deployed, cell.Validated));
        Assert.Equal(GapReason.Covered, cell.Reason);
    }

    private static CellScore Lsass(Func<int, PutResult?> ran)
    {
        var made = new MadeCatalogue().With("T1").With("T1003.001").WithRule(100, ["T1003.001"]);
        for (var n = 1; n <= 14; n++) made.WithTest(n, "T1003.001");
        var posture = MadeCatalogue.Windows.Apply([MadeCatalogue.Deploy(100), MadeCatalogue.Collect(), .. Enumerable.Range(1, 14).Select(ran).OfType<PutResult>()]);
        return Cell(made.Build(), posture);
    }

    private static CellScore Cell(ScoringInput input, OrganisationPosture posture) => Scorer.Score(input, posture, ScoringModel.Version1, Today).Cell(input.TechniqueOf("T1003.001"), 0);
}
