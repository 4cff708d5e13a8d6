using System.Text.Json;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

public sealed class ImportVerbTests : IDisposable
{
    private readonly Cli cli = new();

    [Fact]
    public void Change_sets_are_on_stdout_and_progress_and_problems_on_stderr_as_plain_lines()
    {
        var rules = cli.WriteRules("rules.tar.gz", ("rules/a.yml", Make.Rule(1)), ("rules/bad.yml", "title: x\n"));

        var result = cli.Run("import", rules, cli.WriteAttack("enterprise-attack.json", "19.1", "T1001"));

        Assert.Equal(0, result.Code);
        Assert.Equal("attack-enterprise (19.1): 1 added, 0 changed, 0 removed, 0 moved, 0 unchanged\nsigma (2026-08-05): 1 added, 0 changed, 0 removed, 0 moved, 0 unchanged; 1 problem\n", result.Out);
        Assert.Contains("sigma rules/bad.yml:1: It is not a Sigma rule: it has no id.", result.Err, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Err);
        Assert.DoesNotContain('\r', result.Err);
        Assert.Contains("writing attack-enterprise, sigma\n", result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Nouns_go_with_their_numbers()
    {
        cli.Done("import", cli.WriteRules("rules.tar.gz", ("rules/a.yml", Make.Rule(1)), ("rules/bad.yml", "title: x\n")), cli.WriteAttack("enterprise-attack.json", "19.1", "T1001"));

        var lines = cli.Done("status").Split('\n');

        Assert.Contains(lines, line => line.StartsWith("sigma: ", StringComparison.Ordinal) && line.Contains("; 1 counted rule, 0 rules listed only; 1 problem", StringComparison.Ordinal));
        Assert.Contains("enterprise-attack: 1 live technique in 0 tactics", lines);
    }

    [Fact]
    public void Quiet_leaves_nothing_on_stderr_and_JSON_is_one_document()
    {
        var result = cli.Run("import", "--quiet", "--json", cli.WriteAttack("enterprise-attack.json", "19.1", "T1001", "T1002"));

        Assert.Equal((0, ""), (result.Code, result.Err));
        using var json = JsonDocument.Parse(result.Out);
        var set = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("attack-enterprise", "19.1", 2), (set.GetProperty("source").GetString(), set.GetProperty("version").GetString(), set.GetProperty("added").GetInt32()));
    }

    [Fact]
    public void Refused_is_3_and_nothing_has_changed()
    {
        cli.Done("import", cli.WriteAttack("new.json", "19.1", "T1001"), cli.WriteRules("r.tar.gz", [.. Enumerable.Range(1, 10).Select(i => ($"rules/{i}.yml", Make.Rule(i)))]));
        var before = cli.Done("status");
        var good = cli.Write("T1001.yaml.gz", Pack.Gz(System.Text.Encoding.UTF8.GetBytes(Make.Atomics("T1001", 1))));
        string[][] refused =
        [
            ["import", cli.PathOf("nothing-here")],
            ["import", cli.Write("note.txt", "hello")],
            ["import", cli.Write("empty.json", "")],
            ["import", cli.WriteAttack("old.json", "18.1", "T1001")],
            ["import", "attack", cli.Write("broken.json", "{\"type\": \"bundle\", \"objects\": [{]}")],
            ["import", "attack", cli.Write("deep.json", new string('[', 100_000))],
            ["import", cli.WriteRules("few.tar.gz", [.. Enumerable.Range(1, 7).Select(i => ($"rules/{i}.yml", Make.Rule(i)))])],
            ["import", "sigma", cli.Write("cut.tar.gz", Pack.Gz(Pack.Tar(("a/rules/a.yml", Make.Rule(1))))[..^20])],
            ["import", "--source", "sigma", "atomic", good],
        ];

        foreach (var args in refused)
        {
            var result = cli.Run(args);
            Assert.True((3, "") == (result.Code, result.Out), $"{string.Join(' ', args)}: {result.Code} {result.Out}{result.Err}");
            Assert.NotEqual("", result.Err);
        }

        Assert.Equal(before, cli.Done("status"));
        Assert.Equal(0, cli.Run("import", "--force", cli.PathOf("old.json")).Code);
        Assert.Contains("ATT&CK 18.1", cli.Done("status"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_refused_input_of_several_leaves_the_others_out()
    {
        cli.Done("import", cli.WriteAttack("new.json", "19.1", "T1001"));

        Assert.Equal(3, cli.Run("import", cli.WriteRules("r.tar.gz", ("rules/a.yml", Make.Rule(1))), cli.WriteAttack("old.json", "18.1", "T1001")).Code);

        Assert.DoesNotContain("sigma", cli.Done("status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Over_the_seed_data_a_single_rule_needs_a_source_of_its_own_and_stands_beside_it()
    {
        Repository.At("seed-data");
        var rule = cli.Write("own.yml", Make.Rule(1, "attack.t1219"));

        var refused = cli.RunPlain("import", "--force", rule);
        var result = cli.RunPlain("import", "--source", "acme", rule);

        Assert.Equal(2, refused.Code);
        Assert.Contains("--source NAME", refused.Err, StringComparison.Ordinal);
        Assert.Equal((0, "acme: 1 added, 0 changed, 0 removed, 0 moved, 0 unchanged\n"), (result.Code, result.Out));
        Assert.Contains("sigma: Sigma of 2026-08-05 (8eaafff), seed data; 3780 counted rules", cli.RunPlain("status").Out, StringComparison.Ordinal);
        Assert.Equal(["acme", "sigma"], cli.RunPlain("links", "--kind", "rule", "--technique", "T1219").Out.Split('\n').Skip(1).SkipLast(1).Select(line => line.Split(',')[4]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_a_zip_and_a_packed_file_are_read_alike()
    {
        cli.Write("folder/rules/a.yml", Make.Rule(1));
        var zip = cli.Write("tests.zip", Pack.Zip(("atomics/T1001/T1001.yaml", Make.Atomics("T1001", 1, 2))));
        var bundle = cli.Write("ics.json.gz", Pack.Gz(System.Text.Encoding.UTF8.GetBytes(new Bundle("18.1", "ics").Techniques("T0801").Json())));

        var result = cli.Run("import", cli.PathOf("folder"), zip, bundle);

        Assert.Equal(["attack-ics", "sigma", "atomic"], result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', ':')[0]));
        Assert.Equal(0, result.Code);
    }

    [Fact]
    public void The_same_archive_twice_is_told_as_no_change()
    {
        var rules = cli.WriteRules("r.tar.gz", ("rules/a.yml", Make.Rule(1)));
        cli.Done("import", rules);

        Assert.Equal("sigma (2026-08-05): 0 added, 0 changed, 0 removed, 0 moved, 1 unchanged. The same input as before.\n", cli.Done("import", rules));
    }

    public void Dispose() => cli.Dispose();
}
