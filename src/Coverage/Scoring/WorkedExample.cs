using System.Globalization;
using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// The model's worked example, worked by the scorer itself: LSASS Memory with 14 tests and one collected rule; one test
/// alerted today, 13 were never run. By version 1, Detect is (100 + 13 x 55) / 14 = 58.2.
/// </summary>
public static class WorkedExample
{
    /// <summary>How many tests it has.</summary>
    public const int Tests = 14;

    private const string Name = "T1003.001";
    private static readonly ScoringInput Input = Build();

    /// <summary>The scores by a model, on a day.</summary>
    public static ScoreTable By(ScoringModel model, DateOnly day) => Scorer.Score(Input, Posture(day), model, day);

    /// <summary>The example's technique in its environment.</summary>
    public static CellScore Cell(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Cell(table.Input.TechniqueOf(Name), 0);
    }

    private static OrganisationPosture Posture(DateOnly day) => OrganisationPosture.Empty.Apply(
        new PutEnvironment(new CoverageEnvironment("example", "Example", ["Windows"])),
        new PutDeployment("example", new Deployment(new ItemKey("example", "rule"), DeploymentState.Deployed)),
        new PutTelemetry("example", new Telemetry(new LogSource("windows", "process_access", ""), true)),
        new PutResult("example", new TestResult("run", new ItemKey("example", Test(1)), day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), ResultState.Ran, Seen.Alerted, Stopped.No)));

    private static ScoringInput Build()
    {
        var technique = new Technique { Source = "example", ExternalId = Name, Title = "LSASS Memory", Domain = AttackDomain.Enterprise, Platforms = ["Windows"] };
        var rule = new DetectionRule { Source = "example", ExternalId = "rule", Title = "A rule", Product = "windows", Category = "process_access", Techniques = [Name], Counted = true };
        List<AtomicTest> tests = [.. Enumerable.Range(1, Tests).Select(number => new AtomicTest { Source = "example", ExternalId = Test(number), Title = $"Test {number}", Technique = Name, Number = number, Platforms = ["windows"] })];
        var named = new ResolvedReference(Name, Resolution.Exact, technique, [], "");
        List<CatalogLink> links = [.. tests.Select(test => new CatalogLink(named, test, LinkOrigin.Tag)), new CatalogLink(named, rule, LinkOrigin.Tag)];
        return ScoringInput.Build(new ScoringCatalogue([technique], links, [], [rule], tests, [], []));
    }

    private static string Test(int number) => number.ToString(CultureInfo.InvariantCulture);
}
