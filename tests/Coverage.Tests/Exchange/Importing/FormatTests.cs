using System.Text;
using Coverage.Exchange.Importing;
using Coverage.Posture;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Exchange.Importing;

public sealed class FormatTests : IDisposable
{
    private readonly ImportBench bench = new();

    public void Dispose() => bench.Dispose();

    public static TheoryData<string, string> Engines => new()
    {
        { "rules.ndjson", ExportSamples.Elastic }, { "arm.json", ExportSamples.SentinelArm }, { "savedsearches.conf", ExportSamples.Splunk },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_exports_of_engines_tell_rules_by_Sigma_id_and_title_and_leave_the_rest(string name, string text)
    {
        var preview = bench.Preview(bench.Read(name, text));

        Assert.Equal([(MatchedBy.SigmaId, "First rule", "deployed"), (MatchedBy.Title, "Second rule", "disabled")], preview.Matched.Select(entry => (entry.By, entry.TargetTitle, entry.Says)));
        Assert.Equal([Make.Guid(3), Make.Guid(4)], Assert.Single(preview.Ambiguous).Candidates.Select(candidate => candidate.Key.Id));
        Assert.Equal("Nobody knows", Assert.Single(preview.Unknown).Name);
        Assert.Empty(preview.AlreadySo);
    }

    [Fact]
    public void A_parent_that_lists_its_sub_techniques_is_not_named_itself_and_revoked_ones_are_followed()
    {
        Assert.Equal(["T1003.001", "T1059.001"], Assert.Single(bench.Preview(bench.Read("a", ExportSamples.Elastic)).Unknown).Techniques);
        Assert.Equal(["T1001", "T1003.001"], Assert.Single(bench.Preview(bench.Read("a", ExportSamples.SentinelArm)).Unknown).Techniques.Order());
    }

    [Fact]
    public void An_export_of_Elastic_that_holds_less_than_it_says_is_told_to_be_cut()
    {
        var cut = ExportSamples.Elastic.Replace("\"exported_rules_count\":4", "\"exported_rules_count\":9", StringComparison.Ordinal);

        Assert.Contains("says that it holds 9 rules, and has 4: it is cut", Refused("a", cut, "elastic"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_Elastic_without_identifier_is_rejected_and_the_file_is_whole()
    {
        var export = "{\"rule_id\":\"\",\"name\":\"Nameless\"}\n{\"rule_id\":\"x\",\"name\":\"Named\"}\n{\"exported_rules_count\":2}\n";

        var reading = bench.Read("a", export);

        Assert.Equal("Named", Assert.Single(reading.Rules).Name);
        Assert.Contains("its rule_id is empty", Assert.Single(reading.Rejected).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_that_is_cut_has_the_whole_file_refused()
    {
        var elastic = ExportSamples.Elastic.TrimEnd().Split('\n');
        Assert.Contains("a is cut: its last line, 4, ends in the middle", Refused("a", string.Join('\n', elastic[..3]) + "\n" + elastic[3][..70], "elastic"), StringComparison.Ordinal);
        Assert.Contains("a is cut: its last line, 3, has 4 of 11 columns", Refused("a", string.Join('\n', ExportSamples.AtomicLog.Split('\n')[..2]) + "\n\"2026-01-01T10:05:00Z\",\"2026-01-01T12:05:00Z\",\"T1001\",\"2\"", "atomic-log"), StringComparison.Ordinal);
        Assert.Contains("a is cut: its last line, 2, has 1 of 2 columns", Refused("a", "title,state\nFirst", "csv"), StringComparison.Ordinal);
        Assert.Single(bench.Read("a", "title,state\nFirst rule\n").Rules);
    }

    [Fact]
    public void A_line_that_is_too_long_is_said_to_be_that_and_not_foreign()
    {
        var line = $"{{\"rule_id\":\"x\",\"name\":\"{new string('x', 3 << 20)}\"}}";

        Assert.Matches(@"a:1: The line has 3,\d+,\d+ characters; at most", Refused("a", line, "elastic"));
    }

    [Fact]
    public void A_line_of_Elastic_that_is_cut_is_rejected_by_its_number_and_the_others_are_read()
    {
        var lines = ExportSamples.Elastic.Split('\n');
        lines[1] = lines[1][..40];

        var reading = bench.Read("rules.ndjson", string.Join('\n', lines));

        Assert.Equal(3, reading.Rules.Count);
        Assert.Contains(reading.Rejected, remark => remark.Place.ToString() == "rules.ndjson:2");
    }

    [Fact]
    public void The_list_of_Sentinels_interface_is_read_and_its_next_page_is_asked_for()
    {
        var reading = bench.Read("list.json", ExportSamples.SentinelList);

        Assert.Equal([Make.Guid(1), "own-name"], reading.Rules.Select(rule => rule.Id));
        Assert.Contains("nextLink", Assert.Single(reading.Rejected).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentinels_YAML_is_read()
    {
        var rule = Assert.Single(bench.Read("rule.yaml", ExportSamples.SentinelYaml).Rules);

        Assert.Equal(("Nobody knows", "T1059.001", DeploymentState.Deployed), (rule.Title, Assert.Single(rule.Techniques), rule.State));
    }

    [Fact]
    public void A_search_of_Splunk_that_is_no_rule_is_rejected_as_a_report()
    {
        var remark = Assert.Single(bench.Preview(bench.Read("savedsearches.conf", ExportSamples.Splunk)).Rejected);

        Assert.Contains("Weekly report", remark.Text, StringComparison.Ordinal);
        Assert.Equal("savedsearches.conf:27", remark.Place.ToString());
    }

    [Fact]
    public void Own_Sigma_rules_bring_their_content_and_need_no_id()
    {
        var same = ImportBench.Rule(1, "First rule", "attack.t1001");
        var own = "title: House rule\ntags: [attack.t1003.001]\nlogsource: {product: Windows, category: process_creation}\ndetection: {selection: {a: b}, condition: selection}\n";

        var preview = bench.Preview(bench.Read([ImportBench.File("1.yml", same), ImportBench.File("own.yml", own)]), Leftover.Own);

        Assert.Equal(MatchedBy.SigmaId, Assert.Single(preview.Matched).By);
        var deployment = preview.Step.Edits.OfType<PutDeployment>().Single(put => !put.Deployment.Rule.IsOwn).Deployment;
        Assert.Equal(bench.Views.Current.Rule(deployment.Rule)!.Hash, deployment.Hash);
        Assert.Equal(("House rule", new LogSource("windows", "process_creation", "")), preview.Step.Edits.OfType<PutOwnRule>().Select(put => (put.Rule.Title, put.Rule.LogSource)).Single());
        Assert.Equal("T1003.001", Assert.Single(preview.Step.Edits.OfType<PutLink>()).Link.Ends.Technique);
    }

    [Fact]
    public void A_list_has_ids_and_titles_comments_and_a_header()
    {
        var preview = bench.Preview(bench.Read("list.txt", $"rule\n# ours\n{Make.Guid(1).ToUpperInvariant()}\nSecond rule\n=Formula rule\nTwin rule\nT1059\nNobody knows\n"));

        Assert.Equal("3 matched, 1 ambiguous, 1 unknown, 0 already so, 1 rejected", ImportBench.Figures(preview));
        Assert.Equal("=Formula rule", preview.Matched[^1].TargetTitle);
    }

    [Fact]
    public void A_table_is_read_by_the_columns_that_a_person_maps_and_by_usual_names()
    {
        var text = $"Detection;UUID;Live;MITRE;Owner\n\"First; rule\";{Make.Guid(1)};yes;;ada\nSecond rule;;no;;\n-x;;planned;\"T1001, T1059.001\";\nOther;;maybe;;\n;;;;\n;;yes;T1001;\n";

        var reading = bench.Read("rules.csv", text, null, "Detection=title", "UUID=sigma", "Live=state");

        Assert.Equal([("First; rule", DeploymentState.Deployed, "ada"), ("Second rule", DeploymentState.Disabled, ""), ("-x", DeploymentState.Planned, "")], reading.Rules.Select(rule => (rule.Title, rule.State, rule.Owner)));
        Assert.Equal(["T1001", "T1059.001"], reading.Rules[2].Techniques);
        Assert.Equal([5, 7], reading.Rejected.Select(remark => remark.Place.Line));
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused_with_those_that_are()
    {
        var refusal = Assert.Throws<SourceRefusedException>(() => bench.Read("rules.csv", "Detection,Live\nx,yes\n", null, "Titel=title"));

        Assert.Contains("no column Titel. Its columns are Detection, Live", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_execution_log_is_told_by_GUID_and_by_number_with_name_and_is_pending_at_its_UTC_time()
    {
        var preview = bench.Preview(bench.Read("log.csv", ExportSamples.AtomicLog));

        Assert.Equal([(MatchedBy.TestGuid, Make.Guid(1)), (MatchedBy.TestNumber, Make.Guid(2))], preview.Matched.Select(entry => (entry.By, entry.Target.Id)));
        Assert.Single(preview.Unknown);
        var result = preview.Step.Edits.OfType<PutResult>().First().Result;
        Assert.Equal((ResultState.Pending, new DateTime(2026, 1, 1, 10, 0, 0, DateTimeKind.Utc), "host-a"), (result.State, result.Time, result.Host));
    }

    [Fact]
    public void An_ATTiRe_log_tells_of_the_same_run_as_an_execution_log()
    {
        bench.Record(bench.Read("log.csv", ExportSamples.AtomicLog));

        var preview = bench.Preview(bench.Read("attire.json", ExportSamples.Attire));

        Assert.Equal("1 matched, 0 ambiguous, 1 unknown, 1 already so, 0 rejected", ImportBench.Figures(preview));
        Assert.Equal((MatchedBy.TestName, Make.Guid(3)), (preview.Matched[0].By, preview.Matched[0].Target.Id));
    }

    [Theory]
    [InlineData("4.0")]
    [InlineData("4.5")]
    public void A_layers_scores_are_weights_and_what_has_none_is_left_out(string version)
    {
        var preview = bench.Preview(bench.Read("layer.json", ExportSamples.Layer(version)));

        var profile = Assert.IsType<PutProfile>(Assert.Single(preview.Step.Edits)).Profile;
        Assert.Equal(("our-threats", "Our threats"), (profile.Key, profile.Name));
        Assert.Equal([("T1001", 3), ("T1003", 2), ("T1059.001", 5)], profile.Weights.Select(pair => (pair.Key, (int)pair.Value)));
        Assert.Contains("T9999", Assert.Single(preview.Rejected).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e999")]
    [InlineData("\"many\"")]
    public void A_weight_that_is_none_is_rejected(string score)
    {
        var reading = bench.Read("layer.json", ExportSamples.Layer(score: score));

        Assert.Contains("is no weight", Assert.Single(reading.Rejected).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("T1001", Assert.Single(reading.Weights).Weights.Keys);
    }

    [Fact]
    public void Wrong_versions_are_refused_with_what_is_read()
    {
        Assert.Contains("4.0 to 4.5 are read", Refused("layer.json", ExportSamples.Layer("3.0")), StringComparison.Ordinal);
        Assert.Contains("version 1.1 is read", Refused("attire.json", ExportSamples.Attired("2.0")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_the_future_is_rejected()
    {
        var reading = bench.Read("log.csv", ExportSamples.AtomicLog.Replace("2026-01-01T10:00", "2027-01-01T10:00", StringComparison.Ordinal));

        Assert.Contains("in the future", Assert.Single(reading.Rejected).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deployment_of_the_future_and_a_note_of_a_megabyte_are_rejected_by_their_lines()
    {
        var text = $"title,since,note\nFirst rule,2027-05-01,\nSecond rule,2025-05-01,{new string('n', 5000)}\n=Formula rule,2025-05-01,{new string('n', 1 << 20)}\n";

        var preview = bench.Preview(bench.Read("rules.csv", text));

        Assert.Equal("0 matched, 0 ambiguous, 0 unknown, 0 already so, 3 rejected", ImportBench.Figures(preview));
        Assert.Equal(["rules.csv:2", "rules.csv:3", "rules.csv:4"], preview.Rejected.Select(remark => remark.Place.ToString()).Order());
    }

    [Fact]
    public void UTF_16_and_byte_order_marks_are_read_and_what_is_no_text_is_refused()
    {
        var text = "id\n" + Make.Guid(1) + "\n";
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Single(bench.Preview(bench.Read([new ImportFile("list.txt", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)])])).Matched);
        }

        Assert.Contains("NUL", Refused(new ImportFile("a.txt", Encoding.Unicode.GetBytes(text))), StringComparison.Ordinal);
        Assert.Contains("neither UTF-8", Refused(new ImportFile("a.txt", (byte[])[0x61, 0xE9, 0x0A])), StringComparison.Ordinal);
        Assert.Contains("compressed", Refused(new ImportFile("a.txt", (byte[])[0x1F, 0x8B, 8, 0])), StringComparison.Ordinal);
        Assert.Contains("empty", Refused(new ImportFile("a.txt", default)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules.ndjson", "{\"rule_id\":\"x\",\"name\":", "elastic")]
    [InlineData("arm.json", "{\"resources\":[{\"type\":\"a/alertRules\",\"properties\":{", "sentinel")]
    [InlineData("attire.json", "{\"attire-version\":\"1.1\",\"procedures\":[", "attire")]
    [InlineData("layer.json", "{\"name\":\"x\",\"domain\":\"enterprise-attack\",\"techniques\":[{\"techniqueID\"", "navigator")]
    [InlineData("rule.yml", "title: x\ndetection:\n  a: [", "sigma")]
    [InlineData("s.conf", "[x]\nsearch = a \\", "splunk")]
    [InlineData("t.csv", "title,note\n\"a,b\n", "csv")]
    public void A_file_that_is_cut_is_refused_and_says_so(string name, string text, string format)
    {
        var refusal = Refused(name, text, format);

        Assert.Contains(name, refusal, StringComparison.Ordinal);
        Assert.Matches("cut|whole|valid YAML|no export of Elastic", refusal);
    }

    [Fact]
    public void Depth_is_limited()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 5000));

        Assert.Contains("deep", Refused("a.json", "{\"attire-version\":\"1.1\",\"x\":" + deep, "attire"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_has_a_name_of_its_own_and_a_foreign_file_is_told_all_of_them()
    {
        Assert.Equal(PostureFormats.All.Count, PostureFormats.All.Select(format => format.Name).Distinct().Count());
        var refusal = Refused("a.json", "{\"anything\":1}");
        Assert.All(PostureFormats.All, format => Assert.Contains(format.Title, refusal, StringComparison.Ordinal));
    }

    private string Refused(string name, string text, string? format = null) => Assert.Throws<SourceRefusedException>(() => bench.Read(name, text, format)).Message;

    private string Refused(ImportFile file) => Assert.Throws<SourceRefusedException>(() => bench.Read([file])).Message;
}
