using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Exchange;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange.Importing;

/// <summary>What was exported is read again: all of it, without loss, and twice without a change.</summary>
public sealed class PostureExportTests : IDisposable
{
    private static readonly Person Admin = new("ada", Role.Admin);
    private static readonly ItemKey Rule = new("sigma", Make.Guid(1));
    private static readonly ItemKey Own = ItemKey.Own("=house | rule");
    private readonly ImportBench here = new();
    private readonly ImportBench there = new();

    public PostureExportTests()
    {
        foreach (var bench in new[] { here, there })
        {
            bench.Db.Import(("d3fend.ttl", SmallCatalogue.D3fend));
            bench.Db.Import(new MemoryTree([.. Enumerable.Range(1, 60).Select(id => ($"rules/{id}.yml", Make.Rule(id, "attack.t1001").Replace("level: medium", "level: high", StringComparison.Ordinal)))]));
        }
    }

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_kind_of_entry_comes_back_and_gives_the_same_scores_and_twice_changes_nothing(bool json)
    {
        here.Recorder.Record(Admin, new PostureStep("everything", [.. Everything(here.Clock.GetUtcNow().UtcDateTime)]));
        var export = Export(here, json);

        var reading = there.Read("export", export);
        var (first, step) = there.Importer.Record(Admin, reading, new ImportChoices(ImportBench.Default));
        var (second, again) = there.Importer.Record(Admin, there.Read("export", export), new ImportChoices("win"));

        Assert.False(reading.NeedsEnvironment);
        Assert.Equal(Enum.GetValues<EntryKind>().Length, first.Matched.Select(entry => entry.Target.Source).Distinct().Count());
        Assert.Equal("", string.Join("; ", first.Rejected.Select(one => one.Text)) + string.Join("; ", first.Unknown.Select(one => one.Name)));
        Assert.NotNull(step);
        Assert.Equal(Export(here, false), Export(there, false));
        Assert.Equal(here.Views.Current.Table.Totals, there.Views.Current.Table.Totals);
        Assert.Null(again);
        Assert.Empty(second.Matched);
        Assert.Equal(first.Matched.Count, second.AlreadySo.Count);
    }

    [Fact]
    public void The_example_organisation_gives_the_same_scores_in_an_empty_posture()
    {
        new ExampleOrganisation(here.Recorder, here.Views, here.Clock).Load(Admin);

        var (preview, _) = there.Importer.Record(Admin, there.Read("pe5.csv", Export(here, false)), new ImportChoices(ImportBench.Default));

        Assert.Equal((0, 0), (preview.Unknown.Count, preview.RejectedCount));
        Assert.Contains(preview.Remarks, remark => remark.Text.Contains("makes room", StringComparison.Ordinal));
        Assert.True(here.Views.Current.Table.Totals.Overall > 0);
        Assert.Equal(here.Views.Current.Table.Totals, there.Views.Current.Table.Totals);
        Assert.Equal(here.Views.Current.Table.Environments, there.Views.Current.Table.Environments);
    }

    [Fact]
    public void What_is_not_known_here_is_left_out_and_what_is_recorded_here_stays()
    {
        there.Recorder.Record(Admin, new PostureStep("mine", [new PutTelemetry(ImportBench.Default, new Telemetry(new LogSource("linux", "", ""), Collected: true))]));
        var export = string.Join('\n',
            "kind,environment,key,value,more",
            Row("Deployment", "default", $"sigma:{Make.Guid(99)}", Deployed(99)),
            Row("Deployment", "default", $"sigma:{Make.Guid(1)}", Deployed(1)),
            Row("Deployment", "nowhere", $"sigma:{Make.Guid(1)}", Deployed(1)),
            Row("Deployment", "default", $"sigma:{Make.Guid(2)}", Deployed(1)),
            Row("Exception", "", "T9999", """{"Key":{"Technique":"T9999","Environment":""},"Kind":"OutOfScope","Owner":"ada","Reason":"gone","Expiry":"2027-01-01"}"""),
            Row("Spell", "", "x", "{}"));

        var preview = there.Preview(there.Read("export.csv", export));
        there.Record(there.Read("export.csv", export));

        Assert.Equal("1 matched, 0 ambiguous, 2 unknown, 0 already so, 3 rejected", ImportBench.Figures(preview));
        Assert.Equal(["is no kind of entry", "There is no environment nowhere", "the key beside it is not"], preview.Rejected.Select((one, i) => new[] { "is no kind of entry", "There is no environment nowhere", "the key beside it is not" }.Single(part => one.Text.Contains(part, StringComparison.Ordinal))));
        Assert.True(there.Here.Telemetry.Values.Single().Collected);
        Assert.Single(there.Here.Deployments);
    }

    [Fact]
    public void Figures_of_the_model_are_left_to_administrators()
    {
        here.Recorder.Record(Admin, new PostureStep("model", [.. Everything(here.Clock.GetUtcNow().UtcDateTime)]));

        var preview = there.Importer.Preview(there.Read("e.json", Export(here, true)), new ImportChoices(ImportBench.Default) { Model = false });

        Assert.Contains("an administrator's", Assert.Single(preview.Rejected).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(preview.Step.Edits, edit => edit is PutModel);
    }

    [Fact]
    public void An_entry_with_any_part_missing_null_or_of_another_kind_is_read_or_rejected_in_words()
    {
        here.Recorder.Record(Admin, new PostureStep("everything", [.. Everything(here.Clock.GetUtcNow().UtcDateTime)]));
        foreach (var entry in JsonNode.Parse(Export(here, true))!.AsArray())
        {
            foreach (var (path, spoil) in Parts(entry!.AsObject()))
            {
                var copy = entry.DeepClone().AsObject();
                spoil(copy);
                var reading = there.Read("spoilt.json", new JsonArray(copy).ToJsonString(), "posture");
                Assert.True(there.Preview(reading).Rejected.All(remark => remark.Text.Length > 0), path);
                there.Recorder.Preview(there.Preview(reading).Step);
            }
        }
    }

    /// <summary>Every member of an entry's value taken away, set to null, and made a list.</summary>
    private static IEnumerable<(string Path, Action<JsonObject> Spoil)> Parts(JsonObject entry) =>
        from path in Paths(entry["value"]!.AsObject(), ["value"])
        from spoil in new Action<JsonObject, string>[] { (parent, name) => parent.Remove(name), (parent, name) => parent[name] = null, (parent, name) => parent[name] = new JsonArray(), (parent, name) => parent[name] = "" }
        select (string.Join('.', path), (Action<JsonObject>)(copy => spoil(path[..^1].Aggregate((JsonNode)copy, (node, name) => node[name]!).AsObject(), path[^1])));

    private static IEnumerable<string[]> Paths(JsonObject node, string[] above) => node.SelectMany(pair => pair.Value is JsonObject inner ? [[.. above, pair.Key], .. Paths(inner, [.. above, pair.Key])] : new[] { (string[])[.. above, pair.Key] });

    private static string Row(string kind, string environment, string key, string value) => $"{kind},{environment},{key},\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x";

    private static string Deployed(int rule) => $$"""{"Rule":{"Source":"sigma","Id":"{{Make.Guid(rule)}}"},"State":"Deployed"}""";

    private static string Export(ImportBench bench, bool json) => Text(bench.Views.Current.Posture, json);

    private static string Text(OrganisationPosture posture, bool json)
    {
        if (!json)
        {
            var csv = new StringWriter { NewLine = "\n" };
            PostureFile.WriteCsv(csv, posture);
            return csv.ToString();
        }

        using var stream = new MemoryStream();
        PostureFile.WriteJson(stream, posture);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An entry of every kind, with texts that CSV and spreadsheets stumble over.</summary>
    private static PostureEdit[] Everything(DateTime now)
    {
        var test = new ItemKey("atomic", Make.Guid(1));
        var key = new ExceptionKey("T1003");
        return
        [
            new PutEnvironment(new CoverageEnvironment("win", "=Windows, \"all\"", ["Windows", "Linux"], 2.5)), new RemoveEnvironment(ImportBench.Default),
            new PutOwnRule(new OwnRule(Own, "'=House; rule\nof two lines", new LogSource("windows", "process_creation", ""), "ada", "+note")),
            new PutDeployment("win", new Deployment(Rule, DeploymentState.Deployed, "abc", now.AddDays(-3), "SIEM", 0.5, "ada", "-1") { Evidence = "@x", Ignored = true }), new PutDeployment("win", new Deployment(Own, DeploymentState.Planned)),
            new PutTelemetry("win", new Telemetry(new LogSource("windows", "process_creation", ""), Collected: true, 0.8, "ada", "n")),
            new PutResult("win", new TestResult("run-1", test, now.AddDays(-1), ResultState.Ran, Seen.Alerted, Stopped.No, "HOST-1", "ada", "ok") { AlertedBy = [new NamedItem(ItemKind.Rule, Rule, "abc")] }),
            new PutResult("win", new TestResult("run-2", test, now.AddDays(-2), ResultState.Pending)),
            new PutImplementation("win", new Implementation(new ItemKey("d3fend", "D3-W"), ImplementationState.Full)),
            new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, Own, "T1001"), "because", "ada")), new PutSuppression(new Suppression(new LinkEnds(ItemKind.Rule, Rule, "T1059"), "wrong", "ada")),
            new PutLink(new ManualLink(new LinkEnds(ItemKind.Rule, Own, "", test.Id), "=fires", "ada")),
            new PutWorkItem(new WorkItem("w2", WorkKind.Deploy, "win", "Deploy 2 rules of level high", null, null, [Rule, Own], 2, 20)),
            new PutException(new CoverageException(key, ExceptionKind.RiskAccepted, "ada", "=why", new DateOnly(2027, 1, 1))), new PutAssignment(new Assignment(key, "bob", new DateOnly(2026, 6, 1), "soon")),
            new PutProfile(new ThreatProfile("p", "Profile", [], ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("T1001", 3.0)]))), new ChooseProfile("p"),
            new PutNote(new Note("n1", "T1001", "=text", "ada", ["a", "b"])),
            new PutWorkItem(new WorkItem("w1", WorkKind.Deploy, "win", "Deploy it", Rule, null, [Rule], 1, 12.5, WorkState.Doing, "ada", new DateOnly(2026, 3, 1))),
            new PutModel(new ModelFigures(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create(Coverage.Scoring.ModelFigure.All[0].Name, 41.0)]))),
        ];
    }
}
