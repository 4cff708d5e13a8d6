using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Tracing;

namespace Coverage.Tests.Scoring;

/// <summary>That an explanation says what the score says, from what is there.</summary>
internal static class Explained
{
    public static void Holds(ScoreTable table, int technique, int environment)
    {
        var cell = table.Cell(technique, environment);
        var explained = table.Explain(technique, environment);
        Assert.Equal(cell.Applies, explained is not null);
        if (explained is null) return;
        Assert.Equal(cell.Coverage, explained.Result);
        Assert.Equal(cell.Detect, Step(explained, "Detect").Result);
        Assert.Equal(cell.Prevent, Step(explained, "Prevent").Result);
        Assert.Equal(cell.Validate, Step(explained, "Validate").Result);
        Assert.Equal(cell.RuleClaim, Step(explained, "C, best rule claim").Result);
        Assert.Equal(cell.ControlClaim, Step(explained, "K, best control claim").Result);
        Assert.All(explained.Leaves, leaf => Assert.NotEmpty(leaf.Evidence));
        var tests = explained.Steps.Where(step => step.Name.StartsWith("test ", StringComparison.Ordinal) && !double.IsNaN(step.Result)).ToList();
        Assert.Equal(cell.Tests, tests.Count);
        Assert.Equal(cell.Coverage, tests.Count == 0 ? Math.Max(cell.RuleClaim, cell.ControlClaim) : tests.Sum(test => test.Result) / tests.Count, 9);
        NamesWhatIsInPlace(table, technique, environment, explained);
    }

    private static void NamesWhatIsInPlace(ScoreTable table, int technique, int environment, TraceStep explained)
    {
        var named = explained.All.SelectMany(step => step.Evidence).ToLookup(item => item.Kind, item => item.Key);
        var (links, scores) = (table.Index.Techniques[technique], table.Scores[environment]);
        Assert.All(links.Rules.Where(rule => scores.Evidence.InPlace[rule.Rule]), rule => Assert.Contains(table.Index.KeyOfRule(rule.Rule).ToString(), named["deployment"]));
        Assert.All(links.Controls.Where(control => scores.Evidence.IsImplemented(control.Control)), control => Assert.Contains(ScoringInput.KeyOf(table.Input.Controls[control.Control]).ToString(), named["implementation"]));
        var results = table.Posture.Environments[table.Environments[environment]].Results;
        Assert.All(named["result"], id => Assert.True(results.ContainsKey(id)));
        Assert.All(links.Tests.Where(test => scores.Outcomes[test].Seen != Seen.Unknown && (table.Input.TestPlatforms[test] & scores.Evidence.Platforms) != 0), test => Assert.Contains(named["result"], id => results[id].Test.Id == table.Input.Tests[test].ExternalId));
    }

    private static TraceStep Step(TraceStep root, string name) => root.Steps.Single(step => step.Name == name);
}
