using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>Names the next action of each gap reason.</summary>
internal static class NextActions
{
    private static readonly string[] Levels = ["critical", "high", "medium", "low", "informational"];

    public static NextAction Of(ScoreTable table, int technique, int environment)
    {
        var scores = table.Scores[environment];
        return table.Reason(technique, environment) switch
        {
            GapReason.Failing => Test(scores, technique, ActionKind.Repair, "Repair what should have seen or stopped", outcome => outcome is { IsKnown: true, Passed: false }),
            GapReason.Unproven or GapReason.Stale or GapReason.PartlyProven => Test(scores, technique, ActionKind.RunTest, "Run", outcome => !outcome.IsRecent(scores.Scale.Day, scores.Scale.Model.FreshDays)),
            GapReason.Untestable => new NextAction(ActionKind.AddTest, "Write a test, or link one that fits."),
            GapReason.NoTelemetry => Collect(scores, technique),
            GapReason.NotDeployed => Deploy(scores, technique) ?? Implement(scores, technique) ?? new NextAction(ActionKind.WriteRule, "Write a rule of your own: the public ones read logs of other platforms."),
            GapReason.NoContent => new NextAction(ActionKind.WriteRule, "Write a rule of your own, or accept the risk."),
            _ => new NextAction(ActionKind.None, "Nothing."),
        };
    }

    private static NextAction Test(EnvironmentScores scores, int technique, ActionKind kind, string verb, Func<TestOutcome, bool> wanted)
    {
        var input = scores.Index.Input;
        var tests = scores.Index.Techniques[technique].Tests.Where(test => !scores.Outcomes[test].NotApplicable && (input.TestPlatforms[test] & scores.Evidence.Platforms) != 0)
            .OrderByDescending(test => wanted(scores.Outcomes[test])).ThenBy(test => scores.Outcomes[test].IsKnown).ThenBy(test => input.Tests[test].Technique, StringComparer.Ordinal).ThenBy(test => input.Tests[test].Number).ToList();
        if (kind == ActionKind.RunTest && tests.FirstOrDefault(test => scores.Evidence.Pending.Contains(input.Tests[test].ExternalId), -1) is var ran and >= 0 && input.Tests[ran] is var pending)
        {
            return new NextAction(ActionKind.Decide, $"Decide the outcome of {pending.FullTitle}: it ran.", ScoringInput.KeyOf(pending));
        }

        var chosen = input.Tests[tests[0]];
        return new NextAction(kind, $"{verb} {chosen.FullTitle}.", ScoringInput.KeyOf(chosen));
    }

    private static NextAction Collect(EnvironmentScores scores, int technique)
    {
        var index = scores.Index;
        var place = index.Techniques[technique].Rules.Where(rule => rule.Standing != RuleStanding.Listed).SelectMany(rule => index.RuleLogSources[rule.Rule])
            .Where(source => TelemetryMatch.EntryFor(index.LogSources[source], scores.Evidence.Posture.Telemetry) is { Collected: false })
            .GroupBy(source => source).OrderByDescending(group => (index.SourcePlatforms[group.Key] & scores.Evidence.Platforms) != 0).ThenByDescending(group => group.Count())
            .ThenBy(group => index.LogSources[group.Key].ToString(), StringComparer.Ordinal).First().Key;
        var source = index.LogSources[place];
        return new NextAction(ActionKind.Collect, $"Collect {source}.", LogSource: source);
    }

    private static NextAction? Deploy(EnvironmentScores scores, int technique)
    {
        var rules = scores.Index.Techniques[technique].Rules.Where(rule => rule.Standing != RuleStanding.Listed && scores.Evidence.RuleTelemetry[rule.Rule] != Recorded.Uncollected && scores.Index.Fits(rule.Rule, scores.Evidence.Platforms))
            .OrderByDescending(rule => scores.Evidence.RuleTelemetry[rule.Rule] == Recorded.Collected).ThenBy(rule => Order(scores.Index.Input, rule.Rule)).ThenBy(rule => rule.Rule).ToList();
        if (rules.Count == 0) return null;
        var key = scores.Index.KeyOfRule(rules[0].Rule);
        var title = key.IsOwn ? scores.Index.OwnRules[rules[0].Rule]!.Title : scores.Index.Input.Rules[rules[0].Rule].Title;
        return new NextAction(ActionKind.Deploy, $"Deploy {title}.", key);
    }

    private static NextAction? Implement(EnvironmentScores scores, int technique)
    {
        var control = scores.Index.Techniques[technique].Controls.OrderBy(control => control.Inferred).ThenBy(control => scores.Index.Input.Controls[control.Control].ExternalId, StringComparer.Ordinal).ToList();
        if (control.Count == 0) return null;
        var chosen = scores.Index.Input.Controls[control[0].Control];
        return new NextAction(ActionKind.Implement, $"Implement {chosen.ExternalId} {chosen.Title}.", ScoringInput.KeyOf(chosen));
    }

    /// <summary>
    /// Which of several rules to deploy first: those of lasting use before those of a single threat or hunt (SigmaHQ's folders
    /// <c>rules-emerging-threats</c>, <c>rules-threat-hunting</c>), each by level, critical first.
    /// </summary>
    public static int Order(ScoringInput input, int rule)
    {
        if (rule >= input.Rules.Length) return Levels.Length;
        var level = Array.IndexOf(Levels, input.Rules[rule].Level) is var place and >= 0 ? place : Levels.Length;
        return input.Rules[rule].Path.StartsWith("rules-", StringComparison.OrdinalIgnoreCase) ? Levels.Length + 1 + level : level;
    }
}
