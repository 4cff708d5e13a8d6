using System.Text.Json;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Web.Commands;

namespace Coverage.Web.Tests.Commands;

/// <summary>The verbs that record one step, in this process: what a page's form can do.</summary>
public sealed class RecordVerbTests : IAsyncLifetime
{
    private readonly Cli cli = new();

    private OrganisationPosture Posture => PostureContent.Read(new SqliteDatabase(cli.Data)).Posture;

    private EnvironmentPosture Here => Posture.Environments["default"];

    public async ValueTask InitializeAsync()
    {
        var rules = cli.WriteRules("one.tar.gz", ("rules/a.yml", Make.Rule(1, "attack.t1001")), ("rules/b.yml", Make.Rule(2, "attack.t1003")));
        await Done("import", rules, cli.WriteAttack("enterprise-attack.json", "19.1", "T1001", "T1003"), cli.Write("d3fend.ttl", Make.Ontology));
        await Done("import", "atomic", cli.Write("T1001.yaml", Make.Atomics("T1001", 11)), "--source", "atomic");
    }

    public ValueTask DisposeAsync()
    {
        cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rules_controls_and_log_sources_are_brought_to_a_state_and_what_is_not_said_stays()
    {
        await Done("posture", "deploy", Make.Guid(1), "rule 2", "--where", "SIEM", "--share", "50", "--since", "2026-01-02", "--why", "rollout");
        await Done("posture", "deploy", $"sigma:{Make.Guid(1)}", "--note", "tuned");
        await Done("posture", "deploy", "Rule 2", "--state", "disabled");
        await Done("posture", "implement", "D3-W", "--state", "partial", "--by", "AppLocker");
        await Done("posture", "collect", "windows/process_creation", "linux", "--state", "no");
        await Done("posture", "collect", "linux", "--state", "none");

        var first = Here.Deployments.Values.Single(one => one.Rule.Id == Make.Guid(1));
        Assert.Equal((DeploymentState.Deployed, "SIEM", 0.5, "tuned", new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)), (first.State, first.Where, first.Share, first.Note, first.Since!.Value));
        Assert.NotEmpty(first.Hash);
        Assert.Equal(DeploymentState.Disabled, Here.Deployments.Values.Single(one => one.Rule.Id == Make.Guid(2)).State);
        Assert.Equal((ImplementationState.Partial, "AppLocker"), (Here.Implementations.Values.Single().State, Here.Implementations.Values.Single().By));
        Assert.Equal((new LogSource("windows", "process_creation", ""), false), (Here.Telemetry.Values.Single().LogSource, Here.Telemetry.Values.Single().Collected));
        Assert.Equal("Deployed in Default: 2 rules|rollout", cli.Query("SELECT Title, Reason FROM PostureEdits WHERE Id = 1"));
    }

    [Fact]
    public async Task Results_are_recorded_and_decided_and_a_step_is_taken_back()
    {
        await Done("posture", "result", "T1001 #1", "--outcome", "pending", "--host", "WS-1", "--by", "Red team", "--time", "2026-01-02 14:05");
        var run = Here.Results.Values.Single();
        Assert.Equal((ResultState.Pending, "WS-1", "Red team", new DateTime(2026, 1, 2, 14, 5, 0, DateTimeKind.Utc)), (run.State, run.Host, run.By, run.Time));

        await Done("posture", "result", run.Id, "--outcome", "alerted");
        Assert.Equal(Seen.Alerted, Here.Results.Values.Single().Seen);
        Assert.Equal(ExitCodes.Refused, await Run("posture", "result", run.Id, "--outcome", "missed"));

        await Done("posture", "undo");
        Assert.Equal(ResultState.Pending, Here.Results.Values.Single().State);
        await Done("posture", "undo", "1");
        Assert.Empty(Here.Results);
    }

    [Fact]
    public async Task Exceptions_notes_assignments_plans_and_environments_are_recorded_and_withdrawn()
    {
        await Done("posture", "except", "t1003", "--kind", "risk-accepted", "--owner", "ada", "--reason", "rare", "--until", "2099-01-31");
        await Done("posture", "note", "T1001", "Ask the SOC", "--tag", "soc");
        await Done("gaps", "assign", "T1001", "T1003", "--owner", "bob", "--due", "2099-12-24");
        await Done("plan", "accept", "--all", "--owner", "bob");
        await Done("posture", "environment", "add", "Head office", "--platform", "windows", "--weight", "2");
        await Done("posture", "environment", "edit", "head-office", "--name", "HQ");

        Assert.Equal((ExceptionKind.RiskAccepted, new DateOnly(2099, 1, 31)), (Posture.Exceptions.Values.Single().Kind, Posture.Exceptions.Values.Single().Expiry!.Value));
        Assert.Equal(("T1001", "Ask the SOC", "soc"), (Posture.Notes.Values.Single().Subject, Posture.Notes.Values.Single().Text, Posture.Notes.Values.Single().Tags.Single()));
        Assert.Equal(2, Posture.Assignments.Values.Count(one => one.Owner == "bob" && one.Due == new DateOnly(2099, 12, 24)));
        Assert.NotEmpty(Posture.WorkItems);
        Assert.Equal(("HQ", "Windows", 2.0), (Posture.Environments["head-office"].Environment.Name, Posture.Environments["head-office"].Environment.Platforms.Single(), Posture.Environments["head-office"].Environment.Weight));

        await Done("posture", "except", "T1003", "--withdraw");
        await Done("posture", "note", Posture.Notes.Keys.Single(), "--withdraw");
        await Done("gaps", "assign", "T1001", "T1003", "--nobody");
        await Done("posture", "environment", "remove", "head-office");

        Assert.Equal((0, 0, 0, 1), (Posture.Exceptions.Count, Posture.Notes.Count, Posture.Assignments.Count, Posture.Environments.Count));
    }

    [Fact]
    public async Task A_what_if_says_the_scores_before_and_after_and_a_dry_run_records_nothing()
    {
        var file = cli.PathOf("what-if.json");

        await Done("what-if", "--deploy", "Rule 1", "--json", "-o", file);
        await Done("posture", "deploy", "Rule 1", "--dry-run");
        await Done("posture", "export", "-o", cli.PathOf("posture.JSON"));
        using (var entries = JsonDocument.Parse(await File.ReadAllTextAsync(cli.PathOf("posture.JSON"), TestContext.Current.CancellationToken))) Assert.NotEqual(JsonValueKind.Undefined, entries.RootElement.ValueKind);
        var set = cli.PathOf("set.csv");
        await Done("what-if", "--deploy-set", "q=rule 1", "--csv", "-o", set);

        Assert.Contains("T1001", await File.ReadAllTextAsync(set, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.True(json.RootElement.GetProperty("after").GetProperty("coverage").GetDouble() > json.RootElement.GetProperty("before").GetProperty("coverage").GetDouble());
        Assert.Equal("T1001", json.RootElement.GetProperty("moves")[0].GetProperty("technique").GetString());
        Assert.Empty(Here.Deployments);
    }

    [Fact]
    public async Task What_cannot_be_is_told_by_the_exit_code_and_nothing_is_recorded()
    {
        (int Code, string[] Args)[] wrong =
        [
            (ExitCodes.WrongUse, ["posture", "deploy", "nobody knows it"]),
            (ExitCodes.WrongUse, ["posture", "deploy", "Rule 1", "--env", "nowhere"]),
            (ExitCodes.WrongUse, ["posture", "deploy", "Rule 1", "--state", "perhaps"]),
            (ExitCodes.Refused, ["posture", "deploy", "Rule 1", "--share", "0"]),
            (ExitCodes.WrongUse, ["posture", "implement", "D3-NONE"]),
            (ExitCodes.WrongUse, ["posture", "collect", "a/b/c/d"]),
            (ExitCodes.WrongUse, ["posture", "result", "T1001 #9", "--outcome", "missed"]),
            (ExitCodes.WrongUse, ["posture", "except", "T9999", "--kind", "out-of-scope"]),
            (ExitCodes.Refused, ["posture", "except", "T1001", "--kind", "out-of-scope", "--owner", "ada"]),
            (ExitCodes.WrongUse, ["posture", "environment", "add", "X", "--platform", "Amiga"]),
            (ExitCodes.Refused, ["posture", "environment", "add", "Default"]),
            (ExitCodes.Refused, ["posture", "undo", "99"]),
            (ExitCodes.WrongUse, ["posture", "undo"]),
            (ExitCodes.WrongUse, ["what-if"]),
            (ExitCodes.WrongUse, ["what-if", "--deploy-set", "nonsense"]),
            (ExitCodes.WrongUse, ["what-if", "--implement-set", "level=high"]),
            (ExitCodes.WrongUse, ["plan", "accept"]),
            (ExitCodes.WrongUse, ["plan", "accept", "sigma:nothing"]),
            (ExitCodes.WrongUse, ["gaps", "assign", "T1001"]),
            (ExitCodes.Refused, ["gaps", "assign", "T9999", "--owner", "ada"]),
            (ExitCodes.WrongUse, ["gaps", "--tactic", "foo"]),
            (ExitCodes.Refused, ["profile", "create", "Bad", "--weight", "T9999=1"]),
        ];

        foreach (var (code, args) in wrong) Assert.Equal((string.Join(' ', args), code), (string.Join(' ', args), await Run(args)));
        Assert.Equal("0", cli.Query("SELECT COUNT(*) FROM PostureEdits"));
    }

    private Task<int> Run(params string[] args) => CoverageCommand.RunAsync(["--data", cli.Data, "--no-seed", "--quiet", .. args]);

    private async Task Done(params string[] args) => Assert.Equal(ExitCodes.Done, await Run(args));
}
