using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Tests.Support;
using Coverage.Views.Gaps;

namespace Coverage.Tests.Views.Gaps;

/// <summary>The list of gaps, and that its numbers are the headline's.</summary>
public sealed class GapListTests
{
    [Fact]
    public void Before_anybody_recorded_anything_every_counted_technique_is_a_gap()
    {
        var list = GapList.Of(Scored.Seed);

        Assert.Equal(Scored.Seed.Table.Totals.Techniques, list.Gaps.Count);
        Assert.Equal(0, list.Covered);
        Assert.All(list.Gaps, gap => Assert.Equal(100.0, gap.Points));
        Assert.Equal([GapReason.NotDeployed, GapReason.NoContent], list.Gaps.Select(gap => gap.Reason).Distinct().Order());
    }

    [Fact]
    public void The_funnel_counts_what_the_headline_says()
    {
        var table = Scored.Realistic.Table;
        var standing = Enumerable.Range(0, table.Input.TechniqueCount).Select(table.Technique).Where(score => score.Stands).ToList();

        var funnel = GapList.Of(Scored.Realistic).Funnel;

        Assert.Equal(standing.Count, funnel.InScope);
        Assert.Equal(standing.Sum(score => score.Available), funnel.Available, 5);
        Assert.Equal(standing.Sum(score => score.Deployed), funnel.Deployed, 5);
        Assert.Equal(standing.Sum(score => score.Validated), funnel.Validated, 5);
        Assert.Equal(table.Totals.Validated!.Value, 100 * funnel.Validated / funnel.InScope, 5);
        Assert.True(funnel.Available >= funnel.Deployed && funnel.Deployed >= funnel.Validated && funnel.Validated > 0);
    }

    [Fact]
    public void Gaps_come_by_weight_times_what_is_missing_and_covered_techniques_are_counted_beside()
    {
        var table = Scored.Realistic.Table;

        var list = GapList.Of(Scored.Realistic);

        Assert.Equal(list.Gaps.OrderByDescending(gap => gap.Score.Weight * (100 - gap.Score.Coverage)).ThenByDescending(gap => gap.Technique.Groups.Count).ThenBy(gap => gap.Technique.Id, StringComparer.Ordinal).Select(gap => gap.Technique.Id), list.Gaps.Select(gap => gap.Technique.Id));
        var covered = Enumerable.Range(0, table.Input.TechniqueCount).Where(t => table.Technique(t) is { Stands: true, Reason: GapReason.Covered }).ToList();
        Assert.NotEmpty(covered);
        Assert.Equal(covered.Count, list.Covered);
        Assert.Equal(table.Totals.Gap, list.Gaps.Sum(gap => gap.Points) + covered.Sum(t => table.Technique(t).Gap), 6);
    }

    [Fact]
    public void A_gap_has_its_worst_environments_reason_and_next_action()
    {
        var table = Scored.Realistic.Table;

        Assert.All(GapList.Of(Scored.Realistic).Gaps, gap =>
        {
            var inScope = Enumerable.Range(0, table.Environments.Count).Where(e => table.Reason(gap.Place, e) is not (GapReason.OutOfScope or GapReason.NotApplicable)).ToList();
            var worst = inScope.Single(e => table.Environments[e] == gap.Environment);
            Assert.Equal(inScope.Min(e => table.Cell(gap.Place, e).Coverage), table.Cell(gap.Place, worst).Coverage);
            Assert.Equal(table.Reason(gap.Place, worst), gap.Reason);
            Assert.Equal(table.Next(gap.Place, worst), gap.Next);
            Assert.Contains(gap.Places, place => place.Environment == gap.Environment && place.Reason == gap.Reason);
        });
    }

    [Fact]
    public void One_environment_is_listed_as_if_it_were_all_there_is()
    {
        var both = Scored.Realistic;
        var alone = Scored.With(both, both.Posture.Apply(new RemoveEnvironment("env-01")));

        var (listed, expected) = (GapList.Of(both, "env-00"), GapList.Of(alone));

        Assert.Equal(expected.Totals, listed.Totals);
        Assert.Equal(expected.Gaps.Select(gap => (gap.Technique.Id, gap.Points, gap.Reason, gap.Next)), listed.Gaps.Select(gap => (gap.Technique.Id, gap.Points, gap.Reason, gap.Next)));
        Assert.Throws<ArgumentException>(() => GapList.Of(both, "no such"));
    }

    [Fact]
    public void An_assignment_of_the_environment_holds_before_one_of_all()
    {
        var key = Scored.Seed.Table.Environments[0];
        var view = Scored.Apply(Scored.Seed, new PutAssignment(new Assignment(new ExceptionKey("T1003.001"), "Ada")), new PutAssignment(new Assignment(new ExceptionKey("T1003.001", key), "Bob")), new PutAssignment(new Assignment(new ExceptionKey("T1003.002"), "Ada")));

        var gaps = GapList.Of(view).Gaps.ToDictionary(gap => gap.Technique.Id);

        Assert.Equal(("Bob", "Ada", null), (gaps["T1003.001"].Assignment?.Owner, gaps["T1003.002"].Assignment?.Owner, gaps["T1003.003"].Assignment));
    }

    [Fact]
    public void A_profile_weighs_the_list_without_being_chosen()
    {
        var profile = new ThreatProfile("p", "P", ["G0016"], ThreatWeights("T1003.001", 9));
        var view = Scored.Apply(Scored.Seed, new PutProfile(profile));

        var list = GapList.Of(GapList.By(view, "p"));

        Assert.Null(view.Posture.ChosenProfile);
        Assert.Equal(("T1003.001", 900.0), (list.Gaps[0].Technique.Id, list.Gaps[0].Points));
        Assert.True(list.Gaps.Count < GapList.Of(view).Gaps.Count);
    }

    [Fact]
    public void The_file_has_its_columns_and_is_read_again()
    {
        var gaps = GapList.Of(Scored.Realistic).Gaps;
        var csv = new StringWriter();
        using var json = new MemoryStream();

        GapFile.WriteCsv(csv, gaps);
        GapFile.WriteJson(json, gaps);
        json.Position = 0;

        Assert.Equal("technique,title,gap,weight,coverage,reason,environment,environments,risk_accepted,owner,due,tactics,platforms,groups,next_action,next_kind,next_item", csv.ToString().Split('\n')[0]);
        Assert.Equal(gaps.Select(gap => gap.Technique.Id).Order(), GapFile.ReadTechniques(json).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"technique":"no technique"}]""")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]")]
    public void What_is_no_list_of_gaps_is_refused(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Throws<FormatException>(() => GapFile.ReadTechniques(stream));
    }

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, double> ThreatWeights(string id, double weight) =>
        System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add(id, weight);
}
