using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;
using CsCheck;

namespace Coverage.Tests.Scoring;

/// <summary>What holds for every posture. Each says by which mutation it was seen to fail; those of the model's figures are tests themselves.</summary>
public sealed class PropertyTests
{
    private const int Times = 3000;

    [Fact]
    public void Deploying_what_is_not_deployed_never_lowers_a_score() => Deploying(ScoringModel.Version1);

    [Fact]
    public void Implementing_never_lowers_a_score() => Implementing(ScoringModel.Version1);

    [Fact]
    public void Collecting_never_lowers_a_score() => Collecting(ScoringModel.Version1);

    [Fact]
    public void An_alerted_and_stopped_result_of_a_new_day_never_lowers_a_score() => Proving(ScoringModel.Version1);

    [Fact]
    public void Time_never_raises_a_score() => Ageing(ScoringModel.Version1);

    [Fact]
    public void Scores_stay_between_0_and_100() => Bounds(ScoringModel.Version1);

    [Fact]
    public void All_but_deploying_fail_for_figures_that_the_model_refuses()
    {
        Fails(Implementing, ScoringModel.Version1 with { ControlPartial = 60 });
        Fails(Collecting, ScoringModel.Version1 with { RuleCollected = 30 });
        Fails(Proving, ScoringModel.Version1 with { RuleProven = 10 });
        Fails(Ageing, ScoringModel.Version1 with { RuleProven = 10 });
        Fails(Bounds, ScoringModel.Version1 with { RuleProven = 150 });
    }

    [Fact]
    public void The_order_of_entry_never_matters()
    {
        Generated.Entering.Array[0, 40].Select(Gen.Int[0, int.MaxValue]).Sample((edits, seed) =>
        {
            var shuffled = edits.DistinctBy(KeyOf).ToArray();
            var straight = Generated.Score(Generated.Start.Apply(shuffled));
            new Random(seed).Shuffle(shuffled);
            Compared.Same(straight, Generated.Score(Generated.Start.Apply(shuffled)));
            Compared.Same(straight, shuffled.Aggregate(Generated.Score(Generated.Start), (table, edit) => table.Apply(edit)));
        }, iter: Times);
    }

    [Fact]
    public void Removing_restores()
    {
        Generated.Postures.Select(Generated.Proving, Generated.Deploying).Sample((posture, result, edit) =>
        {
            var deployment = (PutDeployment)edit;
            if (posture.Environments[deployment.Environment].Deployments.ContainsKey(deployment.Deployment.Rule)) return;
            var before = Generated.Score(posture);
            Compared.Same(before, before.Apply(result, deployment).Apply(new RemoveDeployment(deployment.Environment, deployment.Deployment.Rule), new RemoveResult(result.Environment, "new")));
        }, iter: Times);
    }

    [Fact]
    public void An_exception_changes_only_its_technique_its_parents_cell_and_the_denominators()
    {
        Generated.Postures.Select(Generated.Exceptions).Sample((posture, exception) =>
        {
            var (before, after) = (Generated.Score(posture), Generated.Score(posture.Apply(new PutException(exception))));
            var touched = before.Input.TechniqueOf(exception.Key.Technique);
            for (var t = 0; t < before.Input.TechniqueCount; t++)
            {
                for (var e = 0; e < before.Environments.Count; e++)
                {
                    Assert.Equal(before.Cell(t, e), after.Cell(t, e));
                    if (t != touched) Assert.Equal(before.Reason(t, e), after.Reason(t, e));
                }

                if (t != touched) Assert.Equal(before.Technique(t), after.Technique(t));
                if (t != touched && t != before.Input.Parents[touched]) Assert.Equal(before.Family(t), after.Family(t));
            }
        }, iter: Times);
    }

    [Fact]
    public void Nothing_that_is_linked_to_a_sub_technique_alone_changes_its_parents_own_score()
    {
        // Its own links to what the sub-technique's tests prove or refute are the parent's: the README says why they count.
        // Rule 3 and test 13 stand for T1000.001 only; the control is linked by hand.
        PostureEdit[] ofTheSub =
        [
            MadeCatalogue.Deploy(3, "a"), MadeCatalogue.Deploy(3, "b"), new PutResult("a", MadeCatalogue.Ran("sub", 13, Generated.Today, ReportedOutcome.Alerted).Result),
            new PutResult("b", MadeCatalogue.Ran("sub", 13, Generated.Today, ReportedOutcome.Missed).Result),
            new PutLink(new ManualLink(new LinkEnds(ItemKind.DefensiveTechnique, MadeCatalogue.Control("D3-ISO"), "T1000.001"), "Reason")),
        ];
        Generated.Postures.Select(Gen.OneOf(ofTheSub)).Sample((posture, edit) =>
        {
            if (edit is PutResult && posture.Links.Keys.Any(ends => ends.Item == MadeCatalogue.Test(13) || ends.Item == MadeCatalogue.Rule(2) || ends.Test.Length > 0)) return;
            if (edit is PutDeployment put && (posture.Links.Keys.Any(ends => ends.Item == MadeCatalogue.Rule(3)) || posture.Environments[put.Environment].Results.Values.Any(result => result.AlertedBy.Concat(result.StoppedBy).Any(named => named.Key == MadeCatalogue.Rule(3))))) return;
            var (before, after) = (Generated.Score(posture), Generated.Score(posture.Apply(edit)));
            var parent = before.Input.TechniqueOf("T1000");
            Assert.Equal(before.Technique(parent), after.Technique(parent));
        }, iter: Times);
    }

    [Fact]
    public void Every_technique_and_environment_has_exactly_one_reason_that_fits_its_numbers()
    {
        Generated.Postures.Sample(posture =>
        {
            var table = Generated.Score(posture);
            for (var t = 0; t < table.Input.TechniqueCount; t++)
            {
                for (var e = 0; e < table.Environments.Count; e++) Assert.Equal([table.Reason(t, e)], Reasons.That(table, t, e));
            }
        }, iter: Times);
    }

    [Fact]
    public void Edit_by_edit_and_all_at_once_equal_a_new_computation()
    {
        Generated.Postures.Select(Generated.Any.Array[1, 12]).Sample((posture, edits) =>
        {
            var start = Generated.Score(posture);
            var table = start;
            foreach (var edit in edits)
            {
                table = table.Apply(edit);
                Compared.Same(Generated.Score(table.Posture), table);
            }

            Compared.Same(table, start.Apply(new EditBatch(edits)));
        }, iter: Times);
    }

    [Fact]
    public void The_explanation_gives_the_score_and_its_leaves_name_the_evidence()
    {
        Generated.Postures.Sample(posture =>
        {
            var table = Generated.Score(posture);
            for (var t = 0; t < table.Input.TechniqueCount; t++)
            {
                Assert.Equal(table.Technique(t).Coverage, table.ExplainAcross(t).Result);
                for (var e = 0; e < table.Environments.Count; e++) Explained.Holds(table, t, e);
            }

            Assert.Equal(table.Totals.Overall ?? double.NaN, table.ExplainOverall().Result);
            Assert.All(table.ExplainOverall().Leaves, leaf => Assert.NotEmpty(leaf.Evidence));
            for (var e = 0; e < table.Environments.Count; e++)
            {
                var inside = table.ExplainIn(e);
                Assert.Equal(table.TotalsIn(e).Overall ?? double.NaN, inside.Result);
                Assert.Equal(table.TotalsIn(e).Techniques, inside.Steps.Count);
                Assert.All(inside.Leaves, leaf => Assert.NotEmpty(leaf.Evidence));
            }
        }, iter: 500);
    }

    private static void Deploying(ScoringModel model)
    {
        Generated.Postures.Select(Generated.Deploying).Sample((posture, edit) =>
        {
            var put = (PutDeployment)edit;
            if (posture.Environments[put.Environment].Deployments.GetValueOrDefault(put.Deployment.Rule) is { State: DeploymentState.Deployed }) return;
            Raises(posture, edit, model);
        }, iter: Times);
    }

    private static void Implementing(ScoringModel model) => Generated.Postures.Select(Generated.Implementing).Sample((posture, edit) => Raises(posture, edit, model), iter: Times);

    private static void Collecting(ScoringModel model) => Generated.Postures.Select(Generated.Collecting).Sample((posture, edit) => Raises(posture, edit, model), iter: Times);

    private static void Proving(ScoringModel model)
    {
        Generated.Postures.Select(Generated.Proving).Sample((posture, put) =>
        {
            var sameDay = posture.Environments[put.Environment].Results.Values.Any(other => other.Test == put.Result.Test && other.Time.Date == put.Result.Time.Date);
            if (!sameDay) Raises(posture, put, model);
        }, iter: Times);
    }

    private static void Ageing(ScoringModel model)
    {
        Generated.Postures.Select(Gen.Int[1, 500]).Sample((posture, days) => Compared.NeverLower(Generated.Score(posture, model, Generated.Today.AddDays(days)), Generated.Score(posture, model)), iter: Times);
    }

    private static void Bounds(ScoringModel model)
    {
        Generated.Postures.Sample(posture => Assert.All(Compared.Scores(Generated.Score(posture, model)), score => Assert.True(double.IsNaN(score.Value) || score.Value is >= 0 and <= 100, $"{score.Name} is {score.Value}")), iter: Times);
    }

    private static void Raises(OrganisationPosture posture, PostureEdit edit, ScoringModel model) => Compared.NeverLower(Generated.Score(posture, model), Generated.Score(posture.Apply(edit), model));

    private static void Fails(Action<ScoringModel> property, ScoringModel model)
    {
        Assert.NotEmpty(model.Problems());
        Assert.ThrowsAny<Exception>(() => property(model));
    }

    private static string KeyOf(PostureEdit edit) => edit switch
    {
        PutDeployment put => $"d {put.Environment} {put.Deployment.Rule}",
        PutImplementation put => $"i {put.Environment} {put.Implementation.Control}",
        PutResult put => $"r {put.Environment} {put.Result.Id}",
        PutTelemetry put => $"t {put.Environment} {put.Telemetry.LogSource}",
        PutLink put => $"l {put.Link.Ends}",
        PutSuppression put => $"s {put.Suppression.Ends}",
        PutOwnRule put => $"o {put.Rule.Key}",
        PutException put => $"e {put.Exception.Key}",
        _ => edit.ToString(),
    };
}
