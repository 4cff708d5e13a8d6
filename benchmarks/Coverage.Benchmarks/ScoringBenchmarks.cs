using BenchmarkDotNet.Attributes;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Planning;
using Coverage.Tests.Scoring;
using Coverage.Views;

namespace Coverage.Benchmarks;

/// <summary>
/// Scores of the seed catalogue in 20 environments with 1,200 rules and 300 results each: at most 20 ms for everything,
/// 1 ms for an edit, 300 ms for a plan of 500 actions, and at most three times a loop over arrays written by hand.
/// Compare the minima: they are what a loaded machine distorts least.
/// </summary>
[MinColumn]
public class ScoringBenchmarks
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    private ScoringInput input = null!;
    private OrganisationPosture posture = null!;
    private ScoreTable table = null!;
    private HandLoop hand = null!;
    private PutResult result = null!;
    private PutDeployment deployment = null!;
    private PutTelemetry telemetry = null!;

    /// <summary>Reads the catalogue, makes the posture, and sees that the loop gives the same numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using var catalogue = new SeededCatalogue();
        var view = ViewBuilder.Build(CatalogContent.Read(catalogue.Database));
        input = ScoringInput.Build(new ScoringCatalogue([.. view.Items.OfType<Technique>()], view.Links, view.Pairs, view.Rules, view.Tests, view.Controls, view.Actors));
        posture = RealisticPosture.Of(input, 20, Today);
        table = Scorer.Score(input, posture, ScoringModel.Version1, Today);
        hand = new HandLoop(table);
        if (Math.Abs(hand.Score() - table.Totals.Overall!.Value) > 1e-9) throw new InvalidOperationException($"The loop gives {hand.Score()}, the scorer {table.Totals.Overall}.");
        var rule = view.Find("T1003.001")!.Rules[0];
        deployment = new PutDeployment("env-04", new Deployment(ScoringInput.KeyOf(rule), DeploymentState.Deployed, rule.Hash));
        result = new PutResult("env-04", new TestResult("new", ScoringInput.KeyOf(view.Find("T1003.001")!.Tests[0]), Today.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ResultState.Ran, Seen.Alerted, Stopped.No));
        telemetry = new PutTelemetry("env-04", new Telemetry(new LogSource("windows", "", ""), Collected: false));
    }

    /// <summary>A loop over arrays, written by hand: outcomes, claims, cells and means from flat arrays, nothing else.</summary>
    [Benchmark(Baseline = true)]
    public double Loop() => hand.Score();

    /// <summary>The same from the evidence that a table keeps: what another day or model costs.</summary>
    [Benchmark]
    public double FromEvidence() => table.On(Today).Totals.Overall!.Value;

    /// <summary>Everything, from the posture on.</summary>
    [Benchmark]
    public double FromPosture() => Scorer.Score(input, posture, ScoringModel.Version1, Today).Totals.Overall!.Value;

    /// <summary>A rule deployed.</summary>
    [Benchmark]
    public double EditDeployment() => table.Apply(deployment).Totals.Overall!.Value;

    /// <summary>A result recorded.</summary>
    [Benchmark]
    public double EditResult() => table.Apply(result).Totals.Overall!.Value;

    /// <summary>A whole product's log sources lost.</summary>
    [Benchmark]
    public double EditTelemetry() => table.Apply(telemetry).Totals.Overall!.Value;

    /// <summary>A link made by hand.</summary>
    [Benchmark]
    public double EditLink() => table.Apply(new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, deployment.Deployment.Rule, "T1055"), "Reason"))).Totals.Overall!.Value;

    /// <summary>An own rule made.</summary>
    [Benchmark]
    public double EditOwnRule() => table.Apply(new PutOwnRule(new OwnRule(ItemKey.Own("x"), "Own", LogSource.Any))).Totals.Overall!.Value;

    /// <summary>A technique taken out of scope.</summary>
    [Benchmark]
    public double EditException() => table.Apply(new PutException(new CoverageException(new ExceptionKey("T1055"), ExceptionKind.OutOfScope, "Ada", "Reason", Today))).Totals.Overall!.Value;

    /// <summary>The next 500 actions.</summary>
    [Benchmark]
    public int Plan() => Planner.Plan(table, 500).Count;
}
