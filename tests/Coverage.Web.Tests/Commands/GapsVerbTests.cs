using System.Text.Json;
using Coverage.Exchange;

namespace Coverage.Web.Tests.Commands;

/// <summary>Gaps, scores, profiles, plans and the gate as processes, over the seed data.</summary>
public sealed class GapsVerbTests(SeededCli seeded) : IDisposable
{
    private readonly Cli own = new();

    [Fact]
    public void Gaps_are_listed_narrowed_down_and_exported()
    {
        var text = seeded.Data("gaps", "--top", "3").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var json = JsonDocument.Parse(seeded.Data("gaps", "--reason", "no-content", "--tactic", "credential access", "--json"));
        var csv = seeded.Data("gaps", "--csv", "--top", "2").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, text.Length);
        Assert.StartsWith("3 gaps of ", text[0], StringComparison.Ordinal);
        Assert.NotEmpty(json.RootElement.EnumerateArray());
        Assert.All(json.RootElement.EnumerateArray(), gap => Assert.Equal(("no content", true), (gap.GetProperty("reason").GetString(), gap.GetProperty("tactics").GetString()!.Contains("Credential Access", StringComparison.Ordinal))));
        Assert.Equal([string.Join(',', GapFile.Columns), 3], new object[] { csv[0], csv.Length });
    }

    [Theory]
    [InlineData("There is no environment 'x'", "gaps", "--env", "x")]
    [InlineData("'foo' is no tactic. The tactics are ", "gaps", "--tactic", "foo")]
    [InlineData("'late' is no reason", "gaps", "--reason", "late")]
    [InlineData("There is no profile 'x'", "gaps", "--profile", "x")]
    [InlineData("There is no technique 'T9999'", "score", "T9999")]
    [InlineData("budget and efforts are numbers above 0", "plan", "--budget", "-1")]
    [InlineData("Give either a file or --from SOURCE", "upgrade", "rehearse")]
    [InlineData("Give either a file or --from SOURCE", "upgrade", "rehearse", "x.json", "--from", "attack-enterprise")]
    [InlineData("'sigma' is no source of Attack", "upgrade", "rehearse", "--from", "sigma")]
    [InlineData("Say what has to hold", "gate")]
    [InlineData("belong together", "gate", "--max-new-gaps", "0")]
    [InlineData("No snapshot was taken yet", "gate", "--max-new-gaps", "0", "--against", "latest")]
    [InlineData("There is no snapshot 99", "gate", "--max-new-gaps", "0", "--against", "99")]
    [InlineData("There is no snapshot of 2020-01-01", "gate", "--max-new-gaps", "0", "--against", "2020-01-01")]
    [InlineData("There is no file missing.json", "gate", "--max-new-gaps", "0", "--against", "missing.json")]
    public void Wrong_use_is_told_with_what_to_do(string why, params string[] args)
    {
        var result = seeded.Cli.RunPlain(args);

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(why, result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_comes_with_its_arithmetic()
    {
        using var json = JsonDocument.Parse(seeded.Data("score", "T1003.001", "--explain", "--json"));
        var whole = seeded.Data("score");
        var text = seeded.Data("score", "T1003.001", "--explain");

        Assert.Equal(("not deployed", 100.0), (json.RootElement.GetProperty("reason").GetString(), json.RootElement.GetProperty("gap").GetDouble()));
        Assert.Equal("Coverage of T1003.001", json.RootElement.GetProperty("steps")[0].GetProperty("name").GetString());
        Assert.Contains("Test: T1003.001 no. 1, ", text, StringComparison.Ordinal);
        Assert.Contains("seen: never run: ", text, StringComparison.Ordinal);
        Assert.Contains("validated: 0\n", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_ends_with_6_and_says_why()
    {
        var gaps = Path.Combine(seeded.Cli.PathOf("gaps.json"));
        seeded.Data("gaps", "--json", "-o", gaps);

        var passed = seeded.Cli.RunPlain("gate", "--min-coverage", "0", "--max-new-gaps", "0", "--against", gaps);
        var failed = seeded.Cli.RunPlain("gate", "--min-coverage", "10", "--format", "sarif");
        var json = seeded.Cli.RunPlain("gate", "--min-coverage", "10", "--json");

        Assert.Equal((0, ""), (passed.Code, passed.Err));
        Assert.Equal((6, ""), (failed.Code, failed.Err));
        using var sarif = JsonDocument.Parse(failed.Out);
        Assert.Equal("min-coverage", sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("ruleId").GetString());
        Assert.Equal(6, json.Code);
        Assert.Contains("\"passes\": false", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_tells_new_gaps_against_a_snapshot_by_number_day_or_the_latest()
    {
        own.RunPlain("--quiet", "profile", "create", "Narrow", "--weight", "T1003.001=1");
        own.RunPlain("--quiet", "profile", "create", "Wide", "--weight", "T1003.001=1", "--weight", "T1486=1");
        own.RunPlain("--quiet", "profile", "choose", "narrow");
        var taken = own.RunPlain("--quiet", "snapshot", "take", "--title", "Before");
        using var listed = JsonDocument.Parse(own.RunPlain("snapshot", "list", "--json").Out);
        var day = listed.RootElement[0].GetProperty("day").GetString()!;

        foreach (var against in new[] { "latest", taken.Out.Trim(), day })
        {
            var same = own.RunPlain("gate", "--max-new-gaps", "0", "--against", against);
            Assert.True(same.Code == 0, same.Err + same.Out);
            Assert.Contains($"0 new since snapshot {taken.Out.Trim()} of {day}", same.Out, StringComparison.Ordinal);
        }

        // Nothing covers T1486, and nothing did: under the wider profile it is no new gap, only newly in scope.
        Assert.Equal(0, own.RunPlain("gate", "--max-new-gaps", "0", "--against", "latest", "--profile", "wide").Code);
    }

    [Fact]
    public void A_profile_is_built_chosen_planned_by_and_removed()
    {
        string Done(params string[] args)
        {
            var result = own.RunPlain(["--quiet", .. args]);
            Assert.Equal((0, ""), (result.Code, result.Err));
            return result.Out;
        }

        Assert.Equal("our-threats\n", Done("profile", "create", "Our threats", "--group", "G0016", "G0007", "--software", "S0154", "--weight", "T1486=5"));
        var unknown = own.RunPlain("profile", "create", "Others", "--group", "G9999");
        var wrong = own.RunPlain("profile", "create", "Others", "--group", "S0154");
        Done("profile", "choose", "our-threats");
        var listed = Done("profile", "list");
        using var shown = JsonDocument.Parse(Done("profile", "show", "our-threats", "--json"));
        var gaps = Done("gaps", "--top", "1");
        var plan = Done("plan", "--actions", "2", "--csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Done("profile", "remove", "our-threats");

        Assert.Equal((3, 2), (unknown.Code, wrong.Code));
        Assert.StartsWith("* our-threats  Our threats: ", listed, StringComparison.Ordinal);
        Assert.Contains(shown.RootElement.EnumerateArray(), row => row.GetProperty("technique").GetString() == "T1486" && row.GetProperty("weight").GetDouble() >= 5);
        Assert.Contains("   500.0  T1486", gaps, StringComparison.Ordinal);
        Assert.Equal([string.Join(',', PlanFile.Columns), 3], new object[] { plan[0], plan.Length });
        Assert.Equal("", Done("profile", "list"));
    }

    /// <inheritdoc/>
    public void Dispose() => own.Dispose();
}
