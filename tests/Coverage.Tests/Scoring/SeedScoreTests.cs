using System.Diagnostics;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Scoring.Planning;

namespace Coverage.Tests.Scoring;

/// <summary>The real catalogue, checked by counting it in another way.</summary>
public sealed class SeedScoreTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 8, 20);

    [Fact]
    public void Before_anybody_recorded_anything_the_headline_is_what_a_simple_count_finds()
    {
        var table = Scorer.Score(SeedCatalogue.Input, Everything(), ScoringModel.Version1, Today);
        var (counted, available) = SimpleCount();

        output.WriteLine($"{available.Count} of {counted.Count} counted techniques: {table.Totals.Available:0.00} % available");
        Assert.Equal(counted.Count, table.Totals.Techniques);
        Assert.Equal(100.0 * available.Count / counted.Count, table.Totals.Available!.Value, 9);
        Assert.Equal((0.0, 0.0, 0.0), (table.Totals.Deployed, table.Totals.Validated, table.Totals.Overall));
        var reasons = Enumerable.Range(0, table.Input.TechniqueCount).Where(table.Input.IsCounted).CountBy(t => table.Reason(t, 0)).ToDictionary();
        Assert.Equal((available.Count, counted.Count - available.Count), (reasons[GapReason.NotDeployed], reasons[GapReason.NoContent]));
    }

    [Fact]
    public void Each_domain_has_the_same_figures_as_its_own_count()
    {
        var table = Scorer.Score(SeedCatalogue.Input, Everything(), ScoringModel.Version1, Today);
        var (counted, available) = SimpleCount();
        foreach (var domain in Enum.GetValues<AttackDomain>())
        {
            var ids = SeedCatalogue.Of<Technique>().Where(technique => technique.IsLive && technique.Domain == domain).Select(technique => technique.ExternalId).ToHashSet();
            var totals = table.TotalsOf(t => ids.Contains(table.Input.IdOf(t)));

            output.WriteLine($"{domain}: {totals.Techniques} counted, {totals.Available:0.0} % available, at most {totals.Ceiling:0.0}");
            Assert.Equal((counted.Count(ids.Contains), 100.0 * available.Count(ids.Contains) / counted.Count(ids.Contains)), (totals.Techniques, totals.Available!.Value));
        }
    }

    [Fact]
    public void On_the_real_catalogue_edits_equal_a_new_computation_and_500_actions_are_found()
    {
        var posture = RealisticPosture.Of(SeedCatalogue.Input, environments: 20, Today);
        var table = Scorer.Score(SeedCatalogue.Input, posture, ScoringModel.Version1, Today);
        PostureEdit[] edits = [new PutTelemetry("env-07", new Telemetry(new LogSource("windows", "", ""), false)), new RemoveResult("env-03", "env-03-5"), new PutException(new CoverageException(new ExceptionKey("T1003.001"), ExceptionKind.OutOfScope, "Ada", "Reason", Today))];
        foreach (var edit in edits)
        {
            table = table.Apply(edit);
            Compared.Same(Scorer.Score(SeedCatalogue.Input, table.Posture, ScoringModel.Version1, Today), table);
        }

        // Said, not asserted: the limits are the benchmark's to hold, on a machine that does nothing else.
        var start = Stopwatch.GetTimestamp();
        Scorer.Score(SeedCatalogue.Input, table.Posture, ScoringModel.Version1, Today);
        var full = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var plan = Planner.Plan(table, 500);
        output.WriteLine($"full {full.TotalMilliseconds:0.0} ms, {plan.Count} actions in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, gain {plan.Sum(action => action.Gain):0}");
        Assert.Equal(500, plan.Count);
    }

    private static OrganisationPosture Everything() => OrganisationPosture.Empty.Apply(new PutEnvironment(new CoverageEnvironment("default", "Default", [.. SeedCatalogue.Input.Platforms.Words])));

    /// <summary>By sets of identifiers alone: live techniques, what counted rules, tests, and Harden or Isolate techniques name.</summary>
    private static (HashSet<string> Counted, HashSet<string> Available) SimpleCount()
    {
        var techniques = SeedCatalogue.Of<Technique>().Where(technique => technique.IsLive).DistinctBy(technique => technique.ExternalId).ToDictionary(technique => technique.ExternalId);
        var successors = SeedCatalogue.Of<Technique>().Where(technique => technique.Revoked && technique.RevokedBy.Length == 1).DistinctBy(technique => technique.ExternalId).ToDictionary(technique => technique.ExternalId, technique => technique.RevokedBy[0]);
        var ruled = SeedCatalogue.Of<DetectionRule>().Where(rule => rule.Counted).SelectMany(rule => rule.Techniques).Select(Current).ToHashSet();
        var tested = SeedCatalogue.Of<AtomicTest>().Select(test => Current(test.Technique)).ToHashSet();
        var countered = SeedCatalogue.Of<DefensiveTechnique>().Where(control => control.Tactics.Contains("Harden") || control.Tactics.Contains("Isolate")).SelectMany(control => control.Counters).Select(counter => Current(counter.Technique)).ToHashSet();
        var parents = techniques.Values.Select(technique => technique.ParentId).OfType<string>().ToHashSet();
        var counted = techniques.Keys.Where(id => !parents.Contains(id) || ruled.Contains(id) || tested.Contains(id)).ToHashSet();
        return (counted, [.. counted.Where(id => ruled.Contains(id) || countered.Contains(id))]);

        string Current(string id)
        {
            for (var i = 0; i < 9 && !techniques.ContainsKey(id) && successors.TryGetValue(id, out var next); i++) id = next;
            return id;
        }
    }
}
