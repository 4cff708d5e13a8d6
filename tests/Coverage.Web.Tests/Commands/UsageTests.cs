namespace Coverage.Web.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly Cli cli = new();

    [Fact]
    public void The_version_is_one_line_and_touches_no_data()
    {
        var result = cli.RunPlain("--version");

        Assert.Equal((0, ""), (result.Code, result.Err));
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", result.Out);
        Assert.False(Directory.Exists(cli.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("import")]
    [InlineData("status")]
    [InlineData("links")]
    [InlineData("layer")]
    [InlineData("technique")]
    [InlineData("compass")]
    [InlineData("problems")]
    [InlineData("changes")]
    [InlineData("posture")]
    [InlineData("posture import")]
    [InlineData("posture export")]
    [InlineData("posture list")]
    [InlineData("seed")]
    [InlineData("link")]
    [InlineData("gaps")]
    [InlineData("score")]
    [InlineData("profile")]
    [InlineData("profile actors")]
    [InlineData("plan")]
    [InlineData("gate")]
    public void Help_is_everywhere_with_an_example_and_touches_no_data(string verb)
    {
        var result = cli.RunPlain([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (result.Code, result.Err));
        Assert.Contains($"Example: coverage {(verb.Length > 0 ? verb : "import")}", result.Out, StringComparison.Ordinal);
        foreach (var option in new[] { "--data", "--no-seed", "--json", "--quiet" }) Assert.Contains(option, result.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Data));
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("status --nonsense")]
    [InlineData("import")]
    [InlineData("import sigma")]
    [InlineData("links")]
    [InlineData("links --kind nonsense")]
    [InlineData("links --kind rule --format xml")]
    [InlineData("layer")]
    [InlineData("layer --metric nonsense")]
    [InlineData("layer --metric rules --domain moon")]
    [InlineData("layer --metric rules")]
    [InlineData("technique")]
    [InlineData("technique T1001 --all")]
    [InlineData("technique --all")]
    [InlineData("technique T9999")]
    [InlineData("problems --source nothing")]
    [InlineData("changes --source nothing")]
    [InlineData("changes --since yesterday")]
    [InlineData("changes --kind nonsense")]
    [InlineData("changes --format xml")]
    [InlineData("profile actors")]
    [InlineData("profile actors ,")]
    [InlineData("seed")]
    [InlineData("import rule.yml")]
    [InlineData("import rules --source a/b")]
    public void Wrong_use_is_2_with_an_explanation_on_stderr_alone(string line)
    {
        cli.Write("rule.yml", Coverage.Tests.Support.Make.Rule(1));
        cli.Write("rules/rule.yml", Coverage.Tests.Support.Make.Rule(1));

        var result = cli.Run(line.Split(' '));

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.NotEqual("", result.Err.Trim());
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_1_with_what_to_do()
    {
        var file = cli.Write("file", "x");

        var result = cli.Run("--data", Path.Combine(file, "data"), "status");

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("cannot be written", result.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_none_is_1_and_stays_as_it_is()
    {
        var text = new string('x', 5000);
        cli.Write("data/coverage.db", text);

        var result = cli.Run("status");

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("damaged or no database", result.Err, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path.Combine(cli.Data, "coverage.db")));
    }

    [Fact]
    public void A_database_that_breaks_in_the_middle_is_1_without_a_stack_of_calls()
    {
        cli.Done("import", "attack", cli.WriteAttack("a.json", "19.1", [.. Enumerable.Range(1000, 300).Select(i => $"T{i}")]));
        var file = Path.Combine(cli.Data, "coverage.db");
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(bytes.Length / 2, bytes.Length / 4).Fill(0xFF);
        File.WriteAllBytes(file, bytes);

        var result = cli.Run("links", "--kind", "rule");

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("It is damaged", result.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_that_is_named_goes_before_that_of_the_environment()
    {
        var other = cli.PathOf("other");

        Assert.Equal(0, cli.Run("--data", other, "status").Code);

        Assert.True(File.Exists(Path.Combine(other, "coverage.db")));
        Assert.False(Directory.Exists(cli.Data));
    }

    public void Dispose() => cli.Dispose();
}
