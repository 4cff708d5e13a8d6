using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Support;

namespace Coverage.Tests.Scoring;

/// <summary>A catalogue of a few invented items, written down where a test needs it.</summary>
internal sealed class MadeCatalogue
{
    private readonly List<Technique> techniques = [];
    private readonly List<DetectionRule> rules = [];
    private readonly List<AtomicTest> tests = [];
    private readonly List<DefensiveTechnique> controls = [];
    private readonly List<Actor> actors = [];

    public static ItemKey Rule(int number) => new("sigma", Make.Guid(number));

    public static ItemKey Test(int number) => new("atomic", Make.Guid(number));

    public static ItemKey Control(string id) => new("d3fend", id);

    public MadeCatalogue With(string technique, params string[] platforms)
    {
        techniques.Add(new Technique { ExternalId = technique, Title = technique, Domain = AttackDomain.Enterprise, ParentId = AttackId.ParentOf(technique), Platforms = platforms.Length > 0 ? platforms : ["Windows"] });
        return this;
    }

    public MadeCatalogue WithRule(int number, string[] named, string category = "process_creation", int[]? fires = null, bool counted = true, int[]? correlates = null, string product = "windows", string path = "")
    {
        rules.Add(new DetectionRule
        {
            Source = "sigma",
            ExternalId = Make.Guid(number),
            Title = $"Rule {number}",
            Hash = $"hash-{number}",
            Techniques = named,
            Path = path,
            Product = correlates is null ? product : "",
            Category = correlates is null ? category : "",
            Form = correlates is null ? RuleForm.Rule : RuleForm.Correlation,
            Rules = [.. (correlates ?? []).Select(Make.Guid)],
            SimulatedBy = [.. (fires ?? []).Select(Make.Guid)],
            Counted = counted,
        });
        return this;
    }

    public MadeCatalogue WithTest(int number, string technique, string platform = "windows")
    {
        tests.Add(new AtomicTest { Source = "atomic", ExternalId = Make.Guid(number), Title = $"Test {number}", Technique = technique, Number = number, Platforms = [platform] });
        return this;
    }

    public MadeCatalogue WithControl(string id, string tactic, params string[] counters)
    {
        controls.Add(new DefensiveTechnique { Source = "d3fend", ExternalId = id, Title = id, ClassName = id, Tactics = [tactic], Counters = [.. counters.Select(technique => new Countered(technique, [new CounterPath("uses", ["File"], "blocks")]))] });
        return this;
    }

    public MadeCatalogue WithActor(ItemKind kind, string id, params string[] uses)
    {
        actors.Add(new Actor { Source = "attack-enterprise", Domain = AttackDomain.Enterprise, ActorKind = kind, ExternalId = id, Title = id, Uses = uses });
        return this;
    }

    public ScoringInput Build() => ScoringInput.Build(CatalogueLinks.Of(techniques, rules, tests, controls, actors));

    /// <summary>A posture of one environment, Windows.</summary>
    public static OrganisationPosture Windows { get; } = OrganisationPosture.Empty.Apply(new PutEnvironment(new CoverageEnvironment("win", "Windows endpoints", ["Windows"])));

    /// <summary>A rule that runs as it is published.</summary>
    public static PutDeployment Deploy(int rule, string environment = "win") => new(environment, new Deployment(Rule(rule), DeploymentState.Deployed, $"hash-{rule}"));

    /// <summary>What the rules of <see cref="WithRule"/> read.</summary>
    public static PutTelemetry Collect(bool collected = true, string category = "process_creation") => new("win", new Telemetry(new LogSource("windows", category, ""), collected));

    /// <summary>A result in one word.</summary>
    public static PutResult Ran(string id, int test, DateOnly day, ReportedOutcome outcome, params ImmutableArray<NamedItem> alertedBy)
    {
        var (seen, stopped) = TestResult.Read(outcome);
        return new PutResult("win", new TestResult(id, Test(test), day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc), ResultState.Ran, seen, stopped) { AlertedBy = alertedBy });
    }
}
