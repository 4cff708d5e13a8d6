using System.Diagnostics;
using System.Text;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sources.Sigma;

public sealed class SigmaSourceTests
{
    private const string Whole = """
        title: Invented Remote Tool
        id: 0D86F6A5-0000-4000-8000-000000000001
        name: invented_tool
        related:
            - id: 0D86F6A5-0000-4000-8000-000000000002
              type: renamed
            - id: 0d86f6a5-0000-4000-8000-000000000003
              type: obsolete
        status: Experimental
        description: Made up for a test
        author: Ada Example, Bob (team, place)
        date: 2022/05/19
        modified: 2023-01-02
        references:
            - https://example.org/a
        tags:
            - attack.command-and-control
            - attack.t1219
            - attack.T1219.002
            - ATTACK.t1059
            - attack.t1219
            - attack.g0032
            - attack.s0039
            - cve.2021-44228
            - detection.threat-hunting
            - attack.t12190
            - tlp.t1003
        logsource:
            product: windows
            category: process_creation
            service: sysmon
        detection:
            selection:
                Image|endswith: invented.exe
            condition: selection
        level: HIGH
        simulation:
            - type: atomic-red-team
              name: Invented
              technique: T1219
              atomic_guid: AAAAAAAA-0000-4000-8000-000000000001
            - atomic_guid: bbbbbbbb-0000-4000-8000-000000000002
        regression_tests_path: regression/invented.yml
        """;

    [Fact]
    public void Technique_tags_link_the_rule_and_tactic_group_software_and_cve_tags_do_not()
    {
        var rule = One(Whole);

        Assert.Equal(["T1219", "T1219.002", "T1059"], rule.Techniques);
        Assert.Equal(["attack.command-and-control", "attack.g0032", "attack.s0039", "cve.2021-44228", "detection.threat-hunting", "attack.t12190", "tlp.t1003"], rule.Tags);
    }

    [Fact]
    public void A_rule_keeps_its_author_dates_level_status_and_log_source()
    {
        var rule = One(Whole);

        Assert.Equal("Ada Example, Bob (team, place)", rule.Author);
        Assert.Equal(("2022-05-19", "2023-01-02"), (rule.Date, rule.Modified));
        Assert.Equal(("high", "experimental", "windows / process_creation / sysmon"), (rule.Level, rule.Status, rule.LogSource));
        Assert.Equal(("invented_tool", RuleForm.Rule, true), (rule.Name, rule.Form, rule.Counted));
    }

    [Fact]
    public void A_rule_is_known_by_its_id_in_lower_case_with_what_it_renamed_and_what_fires_it()
    {
        var rule = One(Whole);

        Assert.Equal("0d86f6a5-0000-4000-8000-000000000001", rule.ExternalId);
        Assert.Equal([new RelatedRule("0d86f6a5-0000-4000-8000-000000000002", "renamed"), new RelatedRule("0d86f6a5-0000-4000-8000-000000000003", "obsolete")], rule.Related);
        Assert.Equal(["aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"], rule.SimulatedBy);
        Assert.True(rule.RegressionTested);
        Assert.False(One(Make.Rule(1)).RegressionTested);
    }

    [Theory]
    [InlineData("2022/05/19", "2022-05-19")]
    [InlineData("2022-05-19", "2022-05-19")]
    [InlineData("2022-05-19T10:11:12Z", "2022-05-19")]
    [InlineData("2022/13/45", "")]
    [InlineData("yesterday", "")]
    public void Dates_are_read_in_both_forms(string written, string expected) =>
        Assert.Equal(expected, One($"{Make.Rule(1)}\ndate: {written}\n").Date);

    [Theory]
    [InlineData("rules/windows/a.yml", "test", true)]
    [InlineData("rules-emerging-threats/2024/a.yml", "test", true)]
    [InlineData("rules-placeholder/a.yml", "test", true)]
    [InlineData("deprecated/windows/a.yml", "deprecated", false)]
    [InlineData("unsupported/a.yml", "unsupported", false)]
    [InlineData("rules-deprecated/a.yml", "deprecated", false)]
    [InlineData("own-rule.yml", "test", true)]
    public void Deprecated_and_unsupported_folders_are_listed_and_not_counted(string path, string status, bool counted)
    {
        var rule = One(Make.Rule(1, "attack.t1059"), path);

        Assert.Equal((status, counted), (rule.Status, rule.Counted));
        Assert.Equal(["T1059"], rule.Techniques);
    }

    [Fact]
    public void Correlations_count_and_filters_do_not()
    {
        var reading = Read.As(SourceKind.Sigma, ("rules/all.yml", """
            title: Many logons
            id: 00000000-0000-4000-8000-000000000001
            tags: [attack.t1110]
            correlation:
                type: event_count
                rules:
                    - failed_logon
                    - 00000000-0000-4000-8000-000000000009
                timespan: 5m
            ---
            title: Without the scanner
            id: 00000000-0000-4000-8000-000000000002
            tags: [attack.t1110]
            filter:
                rules: [failed_logon]
                selection: {User: scanner}
                condition: not selection
            """));

        var (correlation, filter) = (Rule(reading, 1), Rule(reading, 2));
        Assert.Equal((RuleForm.Correlation, true), (correlation.Form, correlation.Counted));
        Assert.Equal((RuleForm.Filter, false), (filter.Form, filter.Counted));
        Assert.Equal(["failed_logon", Make.Guid(9)], correlation.Rules);
        Assert.Equal(["failed_logon"], filter.Rules);
    }

    [Fact]
    public void Several_documents_in_a_file_are_several_rules_each_with_its_own_text()
    {
        var reading = Read.As(SourceKind.Sigma, ("rules/two.yml", $"{Make.Rule(1, "attack.t1059")}\n---\n{Make.Rule(2, "attack.t1219")}\n"));

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(["T1059", "T1219"], [.. Rule(reading, 1).Techniques, .. Rule(reading, 2).Techniques]);
        Assert.Equal(ContentHash.Of(Make.Rule(2, "attack.t1219")), Rule(reading, 2).Hash);
        Assert.DoesNotContain("Rule 2", Rule(reading, 1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Global_gives_its_fields_reset_takes_them_away_and_repeat_goes_on_from_the_document_before()
    {
        var reading = Read.As(SourceKind.Sigma, ("rules/old.yml", """
            action: global
            title: Shared title
            tags: [attack.t1059]
            level: low
            detection: {condition: selection}
            ---
            id: 00000000-0000-4000-8000-000000000001
            logsource: {product: windows}
            ---
            action: repeat
            id: 00000000-0000-4000-8000-000000000002
            level: high
            ---
            id: 00000000-0000-4000-8000-000000000003
            title: Own title
            ---
            action: reset
            id: 00000000-0000-4000-8000-000000000004
            title: Alone
            detection: {condition: selection}
            """));

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(("Shared title", "low", "windows", 1), Facts(Rule(reading, 1)));
        Assert.Equal(("Shared title", "high", "windows", 1), Facts(Rule(reading, 2)));
        Assert.Equal(("Own title", "low", "", 1), Facts(Rule(reading, 3)));
        Assert.Equal(("Alone", "", "", 0), Facts(Rule(reading, 4)));

        static (string, string, string, int) Facts(DetectionRule rule) => (rule.Title, rule.Level, rule.Product, rule.Techniques.Length);
    }

    [Fact]
    public void Documents_that_share_a_global_id_are_one_rule_with_the_text_of_all()
    {
        const string Text = """
            action: global
            title: In two parts
            id: 00000000-0000-4000-8000-000000000001
            tags: [attack.t1059]
            ---
            logsource: {service: security}
            detection: {selection: {EventID: 1}, condition: selection}
            ---
            logsource: {service: sysmon}
            detection: {selection: {EventID: 2}, condition: selection}
            """;
        var (rule, other) = (One(Text), One(Text.Replace("EventID: 2", "EventID: 3", StringComparison.Ordinal)));

        Assert.Contains("EventID: 1", rule.Text, StringComparison.Ordinal);
        Assert.Contains("EventID: 2", rule.Text, StringComparison.Ordinal);
        Assert.NotEqual(rule.Hash, other.Hash);
    }

    [Fact]
    public void Line_ends_and_blank_ends_do_not_change_the_hash_and_anything_else_does()
    {
        var hash = One(Whole.ReplaceLineEndings("\n")).Hash;

        Assert.Equal(hash, One(Whole.ReplaceLineEndings("\r\n")).Hash);
        Assert.Equal(hash, One(Whole.ReplaceLineEndings("\n") + "\n\n").Hash);
        Assert.Equal(hash, Read.As(SourceKind.Sigma, "rules/a.yml", [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Whole)]).Items.Single().Hash);
        Assert.NotEqual(hash, One(Whole.Replace("Made up", "made up", StringComparison.Ordinal)).Hash);
        Assert.NotEqual(hash, One(Whole.Replace("    - attack.t1219\n", "    - attack.t1219 # so\n", StringComparison.Ordinal)).Hash);
    }

    [Theory]
    [InlineData("title: No id\ndetection: {condition: x}\n", "it has no id")]
    [InlineData("id: 00000000-0000-4000-8000-000000000009\ndetection: {condition: x}\n", "it has no title")]
    [InlineData("id: 00000000-0000-4000-8000-000000000009\ntitle: No detection\n", "it has no detection, correlation or filter")]
    [InlineData("just text\n", "it has no id")]
    [InlineData("- a\n- list\n", "it has no id")]
    public void A_document_that_is_no_rule_is_one_diagnostic_with_its_line_and_the_rest_imports(string bad, string why)
    {
        var reading = Read.As(SourceKind.Sigma, ("rules/mixed.yml", $"{Make.Rule(1)}\n---\n{bad}---\n{Make.Rule(2)}\n"), ("rules/other.yml", Make.Rule(3)));

        var problem = Assert.Single(reading.Diagnostics);
        Assert.Equal(("rules/mixed.yml", $"It is not a Sigma rule: {why}."), (problem.Path, problem.Message));
        Assert.Equal(Make.Rule(1).Split('\n').Length + 2, problem.Line);
        Assert.Equal([Make.Guid(1), Make.Guid(2), Make.Guid(3)], reading.Items.Select(item => item.ExternalId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_damage_is_one_diagnostic_and_the_rest_imports()
    {
        (string Path, byte[] Content)[] bad =
        [
            ("rules/empty.yml", []),
            ("rules/remark.yml", "# nothing here\n"u8.ToArray()),
            ("rules/nul.yml", [.. "title: "u8, 0]),
            ("rules/latin.yml", [.. "title: Caf"u8, 0xE9]),
            ("rules/twice.yml", "title: a\ntitle: b\n"u8.ToArray()),
            ("rules/deep.yml", Encoding.ASCII.GetBytes(new string('[', 100_000))),
            ("rules/cut.yml", "title: a\ndetection: {"u8.ToArray()),
            ("rules/binary.yml", [0xFF, 0xFE, 0x01]),
        ];
        foreach (var (path, content) in bad)
        {
            var problem = Assert.Single(Read.As(SourceKind.Sigma, path, content).Diagnostics);
            Assert.Equal(path, problem.Path);
            Assert.NotEmpty(problem.Message);
            Assert.NotEmpty(problem.Advice);
        }
    }

    [Fact]
    public void Ten_thousand_references_in_one_rule_are_all_kept()
    {
        var tags = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"    - attack.t{i:d4}\n"));
        var links = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"    - https://example.org/{i}\n"));
        var clock = Stopwatch.StartNew();

        var rule = One($"title: Many\nid: {Make.Guid(1)}\ntags:\n{tags}references:\n{links}detection: {{condition: x}}\n");

        Assert.Equal(10_000, rule.Techniques.Length);
        Assert.EndsWith("https://example.org/9999\ndetection: {condition: x}", rule.Text, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience.NoHang);
    }

    [Fact]
    public void Beside_the_folders_of_rules_other_YAML_is_neither_a_rule_nor_a_problem()
    {
        var reading = Read.As(SourceKind.Sigma, ("rules/a.yml", Make.Rule(1)), ("tests/logsource.yml", "a: 1\n"), ("other/b.yml", Make.Rule(2)), (".github/workflows/c.yml", "on: push\n"));

        Assert.Equal([Make.Guid(1)], reading.Items.Select(item => item.ExternalId));
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Without_folders_of_rules_every_file_is_asked_and_answers()
    {
        var reading = Read.As(SourceKind.Sigma, ("windows/a.yml", Make.Rule(1)), ("linux/b.yaml", Make.Rule(2)), ("settings.yml", "a: 1\n"));

        Assert.Equal(2, reading.Items.Count);
        Assert.Equal("settings.yml", Assert.Single(reading.Diagnostics).Path);
    }

    [Fact]
    public void Names_from_upstream_lose_control_and_direction_changing_characters()
    {
        var rule = One($"title: \"a\\u202Eb\\tc\\u0007d\"\nid: {Make.Guid(1)}\nauthor: \"x\\ny\"\ndetection: {{condition: x}}\n");

        Assert.Equal("a\uFFFDb c\uFFFDd", rule.Title);
        Assert.Equal("x y", rule.Author);
    }

    private static DetectionRule One(string text, string path = "rules/a.yml")
    {
        var reading = Read.As(SourceKind.Sigma, (path, text));
        Assert.Empty(reading.Diagnostics);
        return Assert.IsType<DetectionRule>(Assert.Single(reading.Items));
    }

    private static DetectionRule Rule(Reading reading, int id) => (DetectionRule)reading.Items.Single(item => item.ExternalId == Make.Guid(id));
}
