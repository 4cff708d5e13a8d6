using System.Text.Json;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

/// <summary>What the reading verbs write, over the seed data.</summary>
public sealed class OutputTests(SeededCli seeded) : IDisposable
{
    private const string Header = "technique,written,resolution,kind,source,external_id,title,path,origin,derivation,via";

    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("rule", 4865)]
    [InlineData("test", 1819)]
    [InlineData("control", 3009)]
    [InlineData("pair", null)]
    public void Links_writes_only_CSV(string kind, int? rows)
    {
        var lines = seeded.Data("links", "--kind", kind).Split('\n');

        Assert.Equal((Header, ""), (lines[0], lines[^1]));
        Assert.All(lines.Skip(1).SkipLast(1), line => Assert.True(line.Split(',').Length >= 11, line));
        if (rows is not null) Assert.Equal(rows, lines.Length - 2);
    }

    [Fact]
    public void Derived_controls_come_on_demand()
    {
        Assert.Equal((10, 0, 24), (Rows("t1219"), Rows("T1055"), Rows("T1055", "--derived", "all")));

        int Rows(string technique, params string[] more) => seeded.Data(["links", "--kind", "control", "--technique", technique, .. more]).Split('\n').Length - 2;
    }

    [Fact]
    public void JSON_is_asked_for_by_format_or_by_the_global_option()
    {
        var byFormat = seeded.Data("links", "--kind", "rule", "--technique", "T1219", "--format", "json");

        Assert.Equal(byFormat, seeded.Data("--json", "links", "--kind", "rule", "--technique", "T1219"));
        using var json = JsonDocument.Parse(byFormat);
        Assert.InRange(json.RootElement.GetArrayLength(), 6, 20);
    }

    [Fact]
    public void A_file_gets_what_stdout_would_have_got()
    {
        var file = Path.Combine(folder.Path, "links.csv");

        Assert.Equal("", seeded.Data("links", "--kind", "test", "-o", file));

        Assert.Equal(seeded.Data("links", "--kind", "test"), File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("missing/links.csv")]
    [InlineData("folder")]
    public void A_file_that_cannot_be_written_is_1_and_leaves_nothing_behind(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "folder"));

        var result = seeded.Cli.RunPlain("links", "--kind", "test", "-o", Path.Combine(folder.Path, name));

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.NotEqual("", result.Err);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_crash()
    {
        using var process = seeded.Cli.Start(["links", "--kind", "rule"]);
        process.StandardOutput.ReadLine();
        process.StandardOutput.Close();

        var error = process.StandardError.ReadToEnd();

        Assert.True(process.WaitForExit(30_000));
        Assert.InRange(process.ExitCode, 0, 1);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_shows_sources_versions_counts_and_what_became_of_the_references()
    {
        var lines = seeded.Data("status").Split('\n');

        Assert.Contains(lines, line => line.StartsWith("attack-enterprise: Enterprise ATT&CK 19.1, seed data; 15 tactics, 697 live techniques", StringComparison.Ordinal));
        Assert.Contains("enterprise-attack: 697 live techniques in 15 tactics", lines);
        Assert.Contains("sigma: 4865 links name 414 identifiers: 407 exact, 6 migrated, 1 retired, 0 unresolved", lines);
        Assert.Contains("atomic: 1819 links name 341 identifiers: 341 exact, 0 migrated, 0 retired, 0 unresolved", lines);
    }

    [Fact]
    public void Status_as_JSON_has_the_same_figures()
    {
        using var json = JsonDocument.Parse(seeded.Data("status", "--json"));

        Assert.Equal(697, json.RootElement.GetProperty("domains").GetProperty("enterprise-attack").GetProperty("techniques").GetInt32());
        var sigma = json.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == "sigma");
        Assert.Equal((3780, 414, true), (sigma.GetProperty("counts").GetProperty("counted rules").GetInt32(), sigma.GetProperty("references").GetProperty("identifiers").GetInt32(), sigma.GetProperty("seed").GetBoolean()));
    }

    [Fact]
    public void Problems_lists_the_retired_T1043()
    {
        Assert.Contains("names T1043: T1043 is deprecated.", Assert.Single(seeded.Data("problems", "--source", "sigma").Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(seeded.Data("problems", "--json"));
        Assert.Contains(json.RootElement.EnumerateArray(), problem => problem.GetProperty("message").GetString()!.Contains("T1043", StringComparison.Ordinal));
    }

    [Fact]
    public void A_layer_has_every_live_technique_and_rolls_up_on_demand()
    {
        Assert.Equal((697, 6), Read());
        Assert.Equal((697, 52), Read("--rollup"));

        (int, int) Read(params string[] more)
        {
            using var json = JsonDocument.Parse(seeded.Data(["layer", "--metric", "rules", .. more]));
            var techniques = json.RootElement.GetProperty("techniques");
            return (techniques.GetArrayLength(), techniques.EnumerateArray().Single(technique => technique.GetProperty("techniqueID").GetString() == "T1219").GetProperty("score").GetInt32());
        }
    }

    [Theory]
    [InlineData("enterprise", 697)]
    [InlineData("ics", 83)]
    [InlineData("mobile", 121)]
    public void A_layer_is_of_one_domain(string domain, int techniques)
    {
        using var json = JsonDocument.Parse(seeded.Data("layer", "--metric", "controls", "--derived", "all", "--domain", domain));

        Assert.Equal(($"{domain}-attack", techniques), (json.RootElement.GetProperty("domain").GetString(), json.RootElement.GetProperty("techniques").GetArrayLength()));
    }

    [Fact]
    public void A_technique_is_written_as_Markdown_or_JSON_by_any_case_of_its_identifier()
    {
        Assert.StartsWith("# T1219: ", seeded.Data("technique", "t1219"), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(seeded.Data("technique", "T1219", "--format", "json"));
        Assert.Equal(6, json.RootElement.GetProperty("rule_count").GetProperty("own").GetInt32());
        Assert.Contains("Revoked. Now T1562.001>T1685", seeded.Data("technique", "T1562.001"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_techniques_are_a_file_each()
    {
        var result = seeded.Cli.RunPlain("technique", "--all", "-o", folder.Path);

        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.Equal(697 + 83 + 121, Directory.GetFiles(folder.Path, "T*.md").Length);
        Assert.Equal(697 + 83 + 121, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void The_Compass_table_has_a_row_for_each_technique()
    {
        var lines = seeded.Data("compass").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("techID,techName,technique,tactics,url,lowestLevel,", lines[0], StringComparison.Ordinal);
        Assert.Equal(698, lines.Length);
        using var json = JsonDocument.Parse(seeded.Data("compass", "--format", "json"));
        Assert.Equal(697, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void The_seed_data_is_written_as_it_was_read()
    {
        Assert.Equal("", seeded.Data("seed", "-q", "-o", folder.Path));

        foreach (var file in Directory.GetFiles(folder.Path))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(Repository.At("seed-data"), Path.GetFileName(file))), File.ReadAllBytes(file));
        }

        Assert.Equal(6, Directory.GetFiles(folder.Path).Length);
    }

    public void Dispose() => folder.Dispose();
}
