using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>The reasons of the product's list as conditions of their own, each excluding those before it: read off the cell's numbers and the links, not off the scorer.</summary>
internal static class Reasons
{
    public static GapReason[] That(ScoreTable table, int technique, int environment)
    {
        var cell = table.Cell(technique, environment);
        if (!cell.Applies) return [GapReason.NotApplicable];
        if (table.Posture.Exceptions.Values.Any(exception => exception.Kind == Coverage.Posture.ExceptionKind.OutOfScope && exception.Key.Technique == table.Input.IdOf(technique) && (exception.Key.Environment.Length == 0 || exception.Key.Environment == table.Environments[environment]))) return [GapReason.OutOfScope];
        var links = table.Index.Techniques[technique];
        var something = cell.Rules > 0 || cell.Controls > 0 || cell.Passed > 0;
        var failing = cell.Failed > cell.Passed;
        var covered = cell.Coverage >= 70;
        var known = cell.Passed + cell.Failed > 0;
        var exist = links.Rules.Where(rule => rule.Standing != RuleStanding.Listed).ToList();
        var dark = exist.Count > 0 && exist.TrueForAll(rule => table.Scores[environment].Evidence.RuleTelemetry[rule.Rule] == Recorded.Uncollected);
        (GapReason Reason, bool Holds)[] all =
        [
            (GapReason.Failing, something && failing),
            (GapReason.Covered, something && !failing && covered),
            (GapReason.Untestable, something && !failing && !covered && cell.Tests == 0),
            (GapReason.Unproven, something && !failing && !covered && cell.Tests > 0 && !known),
            (GapReason.Stale, something && !failing && !covered && known && cell.Validate == 0),
            (GapReason.PartlyProven, something && !failing && !covered && known && cell.Validate > 0),
            (GapReason.NoTelemetry, !something && dark),
            (GapReason.NotDeployed, !something && !dark && exist.Count + links.Controls.Length > 0),
            (GapReason.NoContent, !something && !dark && exist.Count + links.Controls.Length == 0),
        ];
        return [.. all.Where(reason => reason.Holds).Select(reason => reason.Reason)];
    }
}
