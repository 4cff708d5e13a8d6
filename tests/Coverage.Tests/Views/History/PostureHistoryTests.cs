using System.Collections.Immutable;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Tests.Support;
using Coverage.Views.History;

namespace Coverage.Tests.Views.History;

public sealed class PostureHistoryTests
{
    [Fact]
    public void Steps_come_newest_first_with_their_environments_and_hear_of_what_came_since()
    {
        using var bench = new EditingBench();
        bench.Record("First", bench.States().Deploy(EditingBench.Rule, DeploymentState.Deployed));
        var before = bench.History.Steps();
        bench.Record("Second", new PutEnvironment(new CoverageEnvironment("win", "Windows", ["Windows"])));
        bench.Recorder.Undo(EditingBench.Bob, 1);

        var steps = bench.History.Steps();

        Assert.Equal(["First"], before.Select(step => step.Title));
        Assert.Equal([(3L, "bob", 1L, null), (2L, "ada", null, null), (1L, "ada", (long?)null, 3L)], steps.Select(step => (step.Id, step.Who, step.Undoes, step.UndoneBy)));
        Assert.Equal(["default", "win", "default"], steps.SelectMany(step => step.Environments));
        Assert.Equal(DateTimeKind.Utc, steps[0].At.Kind);
        Assert.Null(before[0].UndoneBy);
    }

    [Fact]
    public void A_step_tells_what_it_did_to_entries_and_to_the_score()
    {
        using var bench = new EditingBench();
        bench.Record("Deployed", bench.States().Deploy(EditingBench.Rule, DeploymentState.Deployed));
        bench.Record("A word", new PutNote(new Note("n", "T1001", "x", "", [])));

        Assert.Equal(EntryKind.Deployment, Assert.Single(bench.History.EntriesOf(1)).Kind);
        Assert.True(bench.History.MoveOf(1)!.Overall > bench.History.MoveOf(1)!.OverallBefore);
        Assert.Null(bench.History.MoveOf(2));
        Assert.Null(bench.History.Find(3));
    }

    [Fact]
    public void Every_kind_of_entry_is_said_in_words()
    {
        using var bench = new EditingBench();
        var test = new ItemKey("atomic", Make.Guid(1));
        var own = ItemKey.Own("mine");
        bench.Record("A profile", new PutProfile(new ThreatProfile("p", "Theirs", ["G0001"], ImmutableSortedDictionary<string, double>.Empty)));
        bench.Record(
            "All others",
            new PutEnvironment(new CoverageEnvironment("win", "Windows endpoints", ["Windows"], 2)),
            new PutDeployment("default", new Deployment(EditingBench.Rule, DeploymentState.Deployed, "0123456789abcdef", Day, "Sentinel", 0.5, "eve")),
            new PutImplementation("default", new Implementation(new ItemKey("d3fend", "D3-W"), ImplementationState.Partial, "EDR", Day)),
            new PutResult("default", new TestResult("r", test, Day, ResultState.Ran, Seen.Alerted, Stopped.No, "PC-7")),
            new PutTelemetry("default", new Telemetry(new LogSource("windows", "process_creation", ""), true)),
            new PutOwnRule(new OwnRule(own, "Our search", LogSource.Any, "eve")),
            new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, own, "T1001"), "it fits")),
            new PutSuppression(new Suppression(new LinkEnds(ItemKind.Rule, EditingBench.Rule, "T1001"), "it does not")),
            new PutException(new CoverageException(new ExceptionKey("T1059"), ExceptionKind.RiskAccepted, "eve", "bearable", new DateOnly(2999, 1, 1))),
            new ChooseProfile("p"),
            new PutNote(new Note("n", "T1001", "Ask them", "eve", ["edr"])),
            new PutAssignment(new Assignment(new ExceptionKey("T1001", "default"), "eve", new DateOnly(2999, 1, 1))),
            new PutWorkItem(new WorkItem("w", WorkKind.Deploy, "default", "Deploy it", EditingBench.Rule, null, [], 1, 2)));

        var words = new EntryWords(bench.View);
        var lines = bench.History.EntriesOf(1).Concat(bench.History.EntriesOf(2)).ToDictionary(entry => entry.Kind, words.Of);

        Assert.Equal(Enum.GetValues<EntryKind>().Except([EntryKind.Model]), lines.Keys.Order());
        Assert.All(lines.Values, line => Assert.DoesNotContain("{", line.Subject + line.After, StringComparison.Ordinal));
        Assert.All(lines.Values, line => Assert.True(line is { Subject.Length: > 0, After.Length: > 0, Before: "" }, line.ToString()));
        Assert.Equal(("Rule 1", "Default", "deployed, content 01234567, since 2026-01-02, Sentinel, on 50 % of assets, by eve"), Said(lines[EntryKind.Deployment]));
        Assert.Equal(("D3-W Watch", "Default", "partial, by EDR, since 2026-01-02"), Said(lines[EntryKind.Implementation]));
        Assert.Equal(("T1001 test 1, Test 1", "Default", "alerted, not stopped, on 2026-01-02, on PC-7"), Said(lines[EntryKind.Result]));
        Assert.Equal(("Windows endpoints", "Windows endpoints", "Windows endpoints, Windows, weight 2"), Said(lines[EntryKind.Environment]));
        Assert.Equal(("T1059 Name of T1059", "all", "risk accepted, owner eve, bearable, until 2999-01-01"), Said(lines[EntryKind.Exception]));
        Assert.Equal("Our search to T1001 Name of T1001", lines[EntryKind.Link].Subject);
        Assert.Equal("Ask them, for eve, #edr", lines[EntryKind.Note].After);
    }

    [Fact]
    public void An_entry_that_was_withdrawn_says_what_was_there()
    {
        using var bench = new EditingBench();
        bench.Record("", bench.States().Collect(new LogSource("windows", "", ""), false));
        bench.Record("", bench.States().Collect(new LogSource("windows", "", ""), null));

        var line = new EntryWords(bench.View).Of(Assert.Single(bench.History.EntriesOf(2)));

        Assert.Equal(("windows", "not collected, by ada", ""), (line.Subject, line.Before, line.After));
    }

    private static DateTime Day { get; } = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static (string Subject, string Environment, string After) Said(EntryLine line) => (line.Subject, line.Environment, line.After);
}
