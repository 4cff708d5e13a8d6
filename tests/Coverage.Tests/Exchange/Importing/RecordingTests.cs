using System.Collections.Immutable;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Tests.Support;
using Coverage.Views.Upstream;

namespace Coverage.Tests.Exchange.Importing;

public sealed class RecordingTests : IDisposable
{
    private readonly ImportBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void An_import_is_one_step_that_can_be_taken_back()
    {
        var before = PostureEntries.Of(bench.Views.Current.Posture).Select(row => row.Value).ToList();

        var step = bench.Record(bench.Read("rules.ndjson", ExportSamples.Elastic), Leftover.Own)!;

        Assert.Equal(3, bench.Here.Deployments.Count);
        Assert.Equal(["T1003.001", "T1059.001"], bench.Views.Current.Posture.Links.Keys.Select(ends => ends.Technique).Order());
        Assert.Equal("Import of rules.ndjson: 3 deployments, 1 own rule, 2 links", bench.Recorder.LastOf("ada")!.Title);
        bench.Recorder.Undo(TestDb.Ada, step.EditId);
        Assert.Equal(before, PostureEntries.Of(bench.Views.Current.Posture).Select(row => row.Value));
    }

    public static TheoryData<string> Samples => new(
        ExportSamples.Elastic, ExportSamples.SentinelArm, ExportSamples.SentinelList, ExportSamples.SentinelYaml, ExportSamples.Splunk, ExportSamples.AtomicLog, ExportSamples.Attire, ExportSamples.Layer(),
        ImportBench.Rule(7, "House rule", "attack.t1003"), "First rule\nNobody knows\nNOBODY knows\n", "id,title,state,owner\na,Twin rule,yes,ada\nA,Twin rule,no,bob\n,One more,planned,ada\n");

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_same_file_twice_changes_nothing(string text)
    {
        var choices = new ImportChoices(ImportBench.Default) { Unknown = Leftover.Own, Ambiguous = Leftover.Own };
        var reading = bench.Read("file", text);
        Assert.NotNull(bench.Importer.Record(TestDb.Ada, reading, choices).Step);
        var posture = bench.Db.Dump("Audit");

        var (preview, step) = bench.Importer.Record(TestDb.Ada, bench.Read("another name", text), choices);

        Assert.Null(step);
        Assert.Empty(preview.Matched);
        Assert.NotEmpty(preview.AlreadySo);
        Assert.Equal(posture, bench.Db.Dump("Audit"));
    }

    [Fact]
    public void An_own_rule_is_linked_to_what_it_was_not_linked_to_when_its_file_comes_again_and_the_preview_says_so()
    {
        bench.Record(bench.Read("rules.ndjson", ExportSamples.Elastic), Leftover.Own);
        var link = bench.Views.Current.Posture.Links.Values.First(one => one.Ends.Technique == "T1059.001");
        bench.Recorder.Record(TestDb.Ada, new PostureStep("as if it had not been known", [new RemoveLink(link.Ends)]));

        var preview = bench.Preview(bench.Read("again.ndjson", ExportSamples.Elastic), Leftover.Own);

        Assert.Equal("deployed, linked to T1059.001", Assert.Single(preview.Matched).Says);
        Assert.Equal(link.Ends, Assert.Single(preview.Step.Edits.OfType<PutLink>()).Link.Ends);
        bench.Recorder.Record(TestDb.Ada, new PostureStep("no", [new PutSuppression(new Suppression(link.Ends, "not for us", "ada"))]));
        Assert.Empty(bench.Preview(bench.Read("again.ndjson", ExportSamples.Elastic), Leftover.Own).Step.Edits);
    }

    [Fact]
    public void Nothing_is_recorded_by_reading_and_looking()
    {
        var before = bench.Db.Dump();

        bench.Preview(bench.Read("rules.ndjson", ExportSamples.Elastic), Leftover.Own);

        Assert.Equal(before, bench.Db.Dump());
    }

    [Fact]
    public void Of_several_rules_of_a_title_the_one_that_a_person_picks_is_taken_and_known_the_next_time()
    {
        var reading = bench.Read("list.txt", "Twin rule\n");
        var pick = new ItemKey("sigma", Make.Guid(4));
        var choices = new ImportChoices(ImportBench.Default) { Picks = ImmutableDictionary<int, ItemKey>.Empty.Add(0, pick) };

        bench.Importer.Record(TestDb.Ada, reading, choices);

        Assert.Equal(pick, Assert.Single(bench.Here.Deployments.Keys));
        Assert.Single(bench.Preview(reading).AlreadySo);
    }

    [Fact]
    public void A_deployed_rule_of_which_nothing_says_which_content_runs_is_pinned_to_what_is_published_now()
    {
        var (first, second) = (new ItemKey("sigma", Make.Guid(1)), new ItemKey("sigma", Make.Guid(2)));
        bench.Recorder.Record(TestDb.Ada, new PostureStep("by hand", [new PutDeployment(ImportBench.Default, new Deployment(second, DeploymentState.Deployed, "abc"))]));
        var reading = bench.Read("list.csv", "title,state\nFirst rule,deployed\nFirst rule,planned\nSecond rule,deployed\n=Formula rule,disabled\n");
        var open = bench.Importer.Preview(reading, new ImportChoices(ImportBench.Default) { Content = UnstatedContent.NotKnown });
        Assert.Equal((0, ""), (open.Pinned, open.Step.Edits.OfType<PutDeployment>().Single(edit => edit.Deployment.Rule == first).Deployment.Hash));
        Assert.Equal(1, bench.Preview(reading).Pinned);

        bench.Record(reading);
        var published = bench.Views.Current.Rule(first)!.Hash;
        Assert.Equal((published, "abc", ""), (bench.Here.Deployments[first].Hash, bench.Here.Deployments[second].Hash, bench.Here.Deployments[new ItemKey("sigma", Make.Guid(5))].Hash));
        bench.Db.Import(new MemoryTree([.. Enumerable.Range(1, 5).Select(rule => ($"rules/{rule}.yml", ImportBench.Rule(rule, rule == 1 ? "First rule" : $"Rule {rule}", "attack.t1003")))]));
        bench.Catalogues.Refresh();

        bench.Record(bench.Read("list.txt", "First rule\n"));
        Assert.Equal(published, bench.Here.Deployments[first].Hash);
        Assert.Equal(UpstreamAnswer.None, UpstreamChange.Of(bench.Views.Current, bench.Here, first)?.Answer);
    }

    [Fact]
    public void What_a_file_does_not_state_stays_as_it_was_recorded()
    {
        var key = new ItemKey("sigma", Make.Guid(2));
        bench.Recorder.Record(TestDb.Ada, new PostureStep("by hand", [new PutDeployment(ImportBench.Default, new Deployment(key, DeploymentState.Deployed, "abc", null, "Elsewhere", 0.5, "bob", "Ours"))]));

        bench.Record(bench.Read("list.csv", "title,state\nSecond rule,disabled\n"));

        Assert.Equal(new Deployment(key, DeploymentState.Disabled, "abc", null, "Elsewhere", 0.5, "bob", "Ours"), bench.Here.Deployments[key]);
    }

    [Fact]
    public void A_rule_that_stands_there_twice_is_deployed_if_one_of_them_is()
    {
        bench.Record(bench.Read("list.csv", "title,state\nSecond rule,disabled\nSecond rule,deployed\nSecond rule,planned\n"));

        Assert.Equal(DeploymentState.Deployed, Assert.Single(bench.Here.Deployments.Values).State);
    }

    [Fact]
    public void A_result_that_somebody_decided_since_stays_decided()
    {
        var reading = bench.Read("log.csv", ExportSamples.AtomicLog);
        bench.Record(reading);
        var decided = bench.Here.Results.Values.First() with { State = ResultState.Ran, Seen = Seen.Alerted, Stopped = Stopped.No };
        bench.Recorder.Record(TestDb.Ada, new PostureStep("decided", [new PutResult(ImportBench.Default, decided)]));

        Assert.Null(bench.Record(reading));

        Assert.Equal(decided, bench.Here.Results[decided.Id]);
    }

    [Fact]
    public void Who_may_not_records_nothing()
    {
        var reading = bench.Read("list.txt", "First rule\n");

        Assert.Throws<NotAllowedException>(() => bench.Importer.Record(new Person("eve", Role.Viewer), reading, new ImportChoices(ImportBench.Default)));
        Assert.Empty(bench.Here.Deployments);
    }

    [Fact]
    public void An_environment_that_does_not_exist_is_refused_with_those_that_do()
    {
        var refusal = Assert.Throws<SourceRefusedException>(() => bench.Importer.Preview(bench.Read("list.txt", "First rule\n"), new ImportChoices("nowhere")));

        Assert.Contains("The environments are default", refusal.Message, StringComparison.Ordinal);
    }
}
