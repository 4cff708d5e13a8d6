using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>Compares tables, number by number.</summary>
internal static class Compared
{
    /// <summary>Every score of a table that more evidence must not lower, with its name. NaN where there is none.</summary>
    public static IEnumerable<(string Name, double Value)> Scores(ScoreTable table)
    {
        for (var t = 0; t < table.Input.TechniqueCount; t++)
        {
            for (var e = 0; e < table.Environments.Count; e++)
            {
                var cell = table.Cell(t, e);
                var name = $"{table.Input.IdOf(t)} in {table.Environments[e]}";
                yield return ($"Detect {name}", cell.Detect);
                yield return ($"Prevent {name}", cell.Prevent);
                yield return ($"Coverage {name}", cell.Coverage);
                yield return ($"Validate {name}", cell.Validate);
                yield return ($"family {name}", table.Family(t, e).Coverage);
            }

            yield return ($"Coverage {table.Input.IdOf(t)}", table.Technique(t).Coverage);
            yield return ($"Validate {table.Input.IdOf(t)}", table.Technique(t).Validate);
            yield return ($"family {table.Input.IdOf(t)}", table.Family(t).Coverage);
        }

        var totals = table.Totals;
        foreach (var (name, value) in new[] { ("Overall", totals.Overall), ("Detect", totals.Detect), ("Prevent", totals.Prevent), ("Validate", totals.Validate), ("Available", totals.Available), ("Deployed", totals.Deployed), ("Validated", totals.Validated) }) yield return (name, value ?? double.NaN);
    }

    /// <summary>No score of the second is lower than the first's.</summary>
    public static void NeverLower(ScoreTable before, ScoreTable after)
    {
        foreach (var (a, b) in Scores(before).Zip(Scores(after)))
        {
            if (double.IsNaN(a.Value) && double.IsNaN(b.Value)) continue;
            Assert.True(b.Value >= a.Value - 1e-9, $"{a.Name} fell from {a.Value} to {b.Value}");
        }
    }

    /// <summary>The two are the same to the last bit.</summary>
    public static void Same(ScoreTable expected, ScoreTable actual)
    {
        Assert.Equal(expected.Environments, actual.Environments);
        for (var t = 0; t < expected.Input.TechniqueCount; t++)
        {
            for (var e = 0; e < expected.Environments.Count; e++)
            {
                Assert.Equal(expected.Cell(t, e), actual.Cell(t, e));
                Assert.Equal(expected.Reason(t, e), actual.Reason(t, e));
            }

            Assert.Equal(expected.Technique(t), actual.Technique(t));
            Assert.Equal(expected.Family(t), actual.Family(t));
        }

        Assert.Equal(expected.Totals, actual.Totals);
    }
}
