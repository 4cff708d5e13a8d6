using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Tests.Scoring;

/// <summary>A posture as a large organisation has it: 1,200 rules, 300 results, 20 controls and 8 log sources in each environment.</summary>
internal static class RealisticPosture
{
    private static readonly string[][] Platforms = [["Windows"], ["Linux", "Containers"], ["macOS"], ["IaaS", "Identity Provider"], ["Windows", "Linux", "macOS", "Office Suite", "SaaS"]];

    public static OrganisationPosture Of(ScoringInput input, int environments, DateOnly today)
    {
        var random = new Random(1);
        var rules = input.Rules.Where(rule => rule.Counted && rule.Techniques.Length > 0).ToArray();
        var edits = new List<PostureEdit>();
        for (var n = 0; n < environments; n++)
        {
            var key = $"env-{n:00}";
            edits.Add(new PutEnvironment(new CoverageEnvironment(key, key, [.. Platforms[n % Platforms.Length]], 1 + (n % 3))));
            foreach (var rule in random.GetItems(rules, 1200)) edits.Add(new PutDeployment(key, new Deployment(ScoringInput.KeyOf(rule), DeploymentState.Deployed, rule.Hash, At(today, -400))));
            foreach (var control in random.GetItems(input.Controls, 20)) edits.Add(new PutImplementation(key, new Implementation(ScoringInput.KeyOf(control), (ImplementationState)random.Next(1, 4))));
            foreach (var source in random.GetItems(input.LogSources, 8)) edits.Add(new PutTelemetry(key, new Telemetry(source, random.Next(4) > 0)));
            for (var r = 0; r < 300; r++) edits.Add(new PutResult(key, Result($"{key}-{r}", input.Tests[random.Next(input.Tests.Length)], rules[random.Next(rules.Length)], random, today)));
        }

        return OrganisationPosture.Empty.Apply(edits);
    }

    private static TestResult Result(string id, AtomicTest test, DetectionRule rule, Random random, DateOnly today)
    {
        var (seen, stopped) = TestResult.Read((ReportedOutcome)random.Next(1, 5));
        return new TestResult(id, ScoringInput.KeyOf(test), At(today, -random.Next(0, 400)), ResultState.Ran, seen, stopped)
        {
            AlertedBy = seen == Seen.Alerted && random.Next(2) == 0 ? [new NamedItem(ItemKind.Rule, ScoringInput.KeyOf(rule), rule.Hash)] : [],
        };
    }

    private static DateTime At(DateOnly day, int offset) => day.AddDays(offset).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
}
