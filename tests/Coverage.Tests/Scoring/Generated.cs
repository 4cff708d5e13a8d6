using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Support;
using CsCheck;

namespace Coverage.Tests.Scoring;

/// <summary>Postures at random over a catalogue that has one of everything that can go wrong: a counted and an uncounted parent, a correlation, a deprecated rule, pairs, a rule of parent and child.</summary>
internal static class Generated
{
    public static readonly DateOnly Today = new(2026, 8, 20);

    public static readonly ScoringInput Input = new MadeCatalogue()
        .With("T1000", "Windows", "Linux").With("T1000.001", "Windows").With("T1000.002", "Linux").With("T2000", "Windows").With("T2000.001", "Windows").With("T3000", "Linux").With("T4000", "PRE").With("T5000", "Windows")
        .WithRule(1, ["T1000"], fires: [11]).WithRule(2, ["T1000.001", "T5000"], "network_connection", [12, 13]).WithRule(3, ["T1000.001"]).WithRule(4, ["T2000.001"], correlates: [1, 2]).WithRule(5, ["T5000"], "file_event", counted: false).WithRule(6, ["T1000", "T1000.002"], fires: [14])
        .WithTest(11, "T1000").WithTest(12, "T1000.001").WithTest(13, "T1000.001").WithTest(14, "T1000.002", "linux").WithTest(15, "T5000").WithTest(16, "T3000", "linux")
        .WithControl("D3-HAR", "Harden", "T1000", "T1000.001").WithControl("D3-ISO", "Isolate", "T5000", "T2000.001").WithControl("D3-DET", "Detect", "T1000.001")
        .WithActor(ItemKind.Group, "G1", "T2000", "T1000.001", "T5000")
        .Build();

    public static readonly OrganisationPosture Start = OrganisationPosture.Empty.Apply(
        new PutEnvironment(new CoverageEnvironment("a", "A", ["Windows", "PRE"])),
        new PutEnvironment(new CoverageEnvironment("b", "B", ["Linux", "Windows"], 3)));

    private static readonly Gen<string> Environments = Gen.OneOf("a", "b");
    private static readonly ItemKey[] Rules = [.. Enumerable.Range(1, 6).Select(MadeCatalogue.Rule), ItemKey.Own("x"), ItemKey.Own("y")];
    private static readonly ItemKey[] Controls = [.. new[] { "D3-HAR", "D3-ISO", "D3-DET" }.Select(MadeCatalogue.Control)];
    private static readonly string[] Techniques = [.. Enumerable.Range(0, Input.TechniqueCount).Select(Input.IdOf)];
    private static readonly LogSource[] LogSources = [new("windows", "", ""), new("windows", "process_creation", ""), new("windows", "network_connection", ""), new("", "process_creation", ""), LogSource.Any];

    // Few days, so that results meet on one, and those at which something changes.
    private static readonly Gen<DateTime> Times = Gen.OneOf(0, 1, 2, 89, 90, 91, 200, 364, 365, 400).Select(Gen.Int[0, 23], (age, hour) => Today.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Utc).AddDays(-age));

    private static readonly Gen<Deployment> Deployments = Gen.OneOf(Rules).Select(Gen.OneOf(DeploymentState.Planned, DeploymentState.Deployed, DeploymentState.Deployed, DeploymentState.Disabled), Gen.OneOf("h1", "h2", ""), Gen.Bool.Select(Times, (known, time) => known ? time : (DateTime?)null), (rule, state, hash, since) => new Deployment(rule, state, hash, since));
    private static readonly Gen<Implementation> Implementations = Gen.OneOf(Controls).Select(Gen.OneOf(ImplementationState.Planned, ImplementationState.Partial, ImplementationState.Full), (control, state) => new Implementation(control, state));
    private static readonly Gen<NamedItem> Named = Gen.OneOf(Gen.OneOf(Rules).Select(Gen.OneOf("h1", "h2", ""), (rule, hash) => new NamedItem(ItemKind.Rule, rule, hash)), Gen.OneOf(Controls).Select(control => new NamedItem(ItemKind.DefensiveTechnique, control)));
    private static readonly Gen<ImmutableArray<NamedItem>> Names = Named.Array[0, 2].Select(names => names.ToImmutableArray());

    private static readonly Gen<TestResult> Results = Gen.Int[0, 40].Select(Gen.Int[11, 16], Times, Gen.Enum<Seen>(), Gen.Enum<Stopped>(), Gen.Int[0, 9], Names, Names, (id, test, time, seen, stopped, state, alerted, stops) => state == 0
        ? new TestResult($"r{id}", MadeCatalogue.Test(test), time, ResultState.NotApplicable)
        : new TestResult($"r{id}", MadeCatalogue.Test(test), time, ResultState.Ran, seen, stopped, $"host{state % 2}") { AlertedBy = seen == Seen.Alerted ? alerted : [], StoppedBy = stopped == Stopped.Yes ? stops : [] });

    private static readonly Gen<LinkEnds> Ends = Gen.OneOf(
        Gen.OneOf(Rules).Select(Gen.OneOf(Techniques), (rule, technique) => new LinkEnds(ItemKind.Rule, rule, technique)),
        Gen.OneOf(Controls).Select(Gen.OneOf(Techniques), (control, technique) => new LinkEnds(ItemKind.DefensiveTechnique, control, technique)),
        Gen.Int[11, 16].Select(Gen.OneOf(Techniques), (test, technique) => new LinkEnds(ItemKind.Test, MadeCatalogue.Test(test), technique)),
        Gen.OneOf(Rules).Select(Gen.Int[11, 16], (rule, test) => new LinkEnds(ItemKind.Rule, rule, "", Make.Guid(test))));

    public static readonly Gen<CoverageException> Exceptions = Gen.OneOf(Techniques).Select(Gen.OneOf("", "a", "b"), Gen.Enum<ExceptionKind>(), (technique, environment, kind) => new CoverageException(new ExceptionKey(technique, environment), kind, "Ada", "Reason", Today.AddDays(9999)));

    public static readonly Gen<PostureEdit> Deploying = Environments.Select(Deployments, (environment, deployment) => (PostureEdit)new PutDeployment(environment, deployment with { State = DeploymentState.Deployed }));
    public static readonly Gen<PostureEdit> Implementing = Environments.Select(Implementations, (environment, implementation) => (PostureEdit)new PutImplementation(environment, implementation with { State = ImplementationState.Full }));
    public static readonly Gen<PostureEdit> Collecting = Environments.Select(Gen.OneOf(LogSources), (environment, source) => (PostureEdit)new PutTelemetry(environment, new Telemetry(source, true)));
    public static readonly Gen<PutResult> Proving = Environments.Select(Results, Names, (environment, result, names) => new PutResult(environment, result with { Id = "new", State = ResultState.Ran, Seen = Seen.Alerted, Stopped = Stopped.Yes, AlertedBy = names, StoppedBy = [] }));
    public static readonly Gen<PostureEdit> Excepting = Exceptions.Select(exception => (PostureEdit)new PutException(exception));

    /// <summary>Edits of what is in place and proven.</summary>
    public static readonly Gen<PostureEdit> Inside = Gen.OneOf(
        Environments.Select(Deployments, (environment, deployment) => (PostureEdit)new PutDeployment(environment, deployment)),
        Environments.Select(Implementations, (environment, implementation) => (PostureEdit)new PutImplementation(environment, implementation)),
        Environments.Select(Results, (environment, result) => (PostureEdit)new PutResult(environment, result)),
        Environments.Select(Gen.OneOf(LogSources), Gen.Bool, (environment, source, collected) => (PostureEdit)new PutTelemetry(environment, new Telemetry(source, collected))));

    private static readonly Gen<PostureEdit> Links = Gen.OneOf(
        Ends.Select(ends => (PostureEdit)new PutLink(new ManualLink(ends, "Reason"))),
        Ends.Select(ends => (PostureEdit)new PutSuppression(new Suppression(ends, "Reason"))),
        Gen.OneOf("x", "y").Select(Gen.OneOf(LogSources), (id, source) => (PostureEdit)new PutOwnRule(new OwnRule(ItemKey.Own(id), "Own", source))));

    private static readonly Gen<PostureEdit> Removing = Gen.OneOf(
        Environments.Select(Gen.OneOf(Rules), (environment, rule) => (PostureEdit)new RemoveDeployment(environment, rule)),
        Environments.Select(Gen.OneOf(Controls), (environment, control) => (PostureEdit)new RemoveImplementation(environment, control)),
        Environments.Select(Gen.Int[0, 40], (environment, id) => (PostureEdit)new RemoveResult(environment, $"r{id}")),
        Environments.Select(Gen.OneOf(LogSources), (environment, source) => (PostureEdit)new RemoveTelemetry(environment, source)),
        Ends.Select(ends => (PostureEdit)new RemoveLink(ends)),
        Ends.Select(ends => (PostureEdit)new RemoveSuppression(ends)),
        Gen.OneOf("x", "y").Select(id => (PostureEdit)new RemoveOwnRule(ItemKey.Own(id))));

    private static readonly Gen<PostureEdit> Whole = Gen.OneOf(
        Excepting,
        Gen.OneOf("a", "b", "c").Select(Gen.OneOf("Windows", "Linux", "PRE"), Gen.Double[0.5, 5], (key, platform, weight) => (PostureEdit)new PutEnvironment(new CoverageEnvironment(key, key, [platform], weight))),
        Gen.Const((PostureEdit)new PutProfile(new ThreatProfile("p", "P", ["G1"], ImmutableSortedDictionary<string, double>.Empty.Add("T3000", 2)))),
        Gen.Bool.Select(yes => yes ? "p" : null).Select(key => (PostureEdit)new ChooseProfile(key)));

    /// <summary>Any edit but withdrawals.</summary>
    public static readonly Gen<PostureEdit> Entering = Gen.Frequency((6, Inside), (3, Links), (1, Excepting));

    /// <summary>Any edit at all.</summary>
    public static readonly Gen<PostureEdit> Any = Gen.Frequency((6, Inside), (3, Links), (3, Removing), (2, Whole));

    /// <summary>A posture after some edits.</summary>
    public static readonly Gen<OrganisationPosture> Postures = Entering.Array[0, 40].Select(edits => Start.Apply(edits));

    public static ScoreTable Score(OrganisationPosture posture, ScoringModel? model = null, DateOnly? day = null) => Scorer.Score(Input, posture, model ?? ScoringModel.Version1, day ?? Today);
}
