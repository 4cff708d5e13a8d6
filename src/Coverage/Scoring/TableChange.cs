using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// The way from one table to the next: each edit says what it touches, what was touched is scored again, all else is
/// shared. Entries are read from the posture after all edits, so that their order among themselves does not matter here.
/// </summary>
internal sealed class TableChange
{
    private readonly ScoreTable before;
    private readonly OrganisationPosture after;
    private readonly List<PostureEdit> edits;
    private readonly LinkIndex index;
    private readonly Dictionary<string, EnvironmentChange> environments = new(StringComparer.Ordinal);
    private readonly HashSet<int> techniques = [];
    private bool everything;

    public TableChange(ScoreTable before, IReadOnlyList<PostureEdit> edits)
    {
        this.before = before;
        this.edits = [.. Flat(edits)];
        after = before.Posture.Apply(edits);
        index = this.edits.Exists(TouchesLinks) ? LinkIndex.Build(before.Input, after, before.Index) : before.Index;
    }

    /// <summary>The next table.</summary>
    public ScoreTable Next()
    {
        if (index.RuleCapacity != before.Index.RuleCapacity) return Scorer.Score(before.Input, after, before.Model, before.Day);
        foreach (var key in after.Environments.Keys) environments[key] = new EnvironmentChange(before, after, index, key);
        foreach (var edit in edits) Touch(edit);
        EnvironmentScores[] scores = [.. after.Environments.Keys.Select(Score)];
        var scope = edits.Exists(edit => edit is PutException or RemoveException or PutEnvironment or RemoveEnvironment) ? ScopeMap.Of(before.Input, after, before.Day) : before.Scope;
        var weights = Equals(before.Posture.Profile, after.Profile) ? before.Weights : ProfileWeights.Of(before.Input, after.Profile);
        everything |= weights != before.Weights;
        return new ScoreTable(index, after, before.Scale, scores, scope, weights, before.Across, everything ? null : techniques);
    }

    private EnvironmentScores Score(string key)
    {
        var (scores, scored) = environments[key].Score();
        if (scored is not null) techniques.UnionWith(scored);
        return scores;
    }

    private void Touch(PostureEdit edit)
    {
        switch (edit)
        {
            case EnvironmentEdit inside:
                if (environments.TryGetValue(inside.Environment, out var change)) change.Touch(inside);
                break;
            case PutEnvironment or RemoveEnvironment:
                everything = true;
                if (edit is PutEnvironment put && environments.TryGetValue(put.Environment.Key, out var changed)) changed.TouchEnvironment();
                break;
            case PutException or RemoveException:
                Touch(before.Input.TechniqueOf((edit as PutException)?.Exception.Key.Technique ?? ((RemoveException)edit).Key.Technique));
                break;
            case PutOwnRule or RemoveOwnRule:
                foreach (var environment in environments.Values) environment.TouchOwnRule((edit as PutOwnRule)?.Rule.Key ?? ((RemoveOwnRule)edit).Rule);
                break;
            case PutLink or RemoveLink or PutSuppression or RemoveSuppression:
                TouchEnds(Ends(edit));
                break;
        }
    }

    private void Touch(int technique)
    {
        if (technique >= 0) techniques.Add(technique);
    }

    private void TouchEnds(LinkEnds ends)
    {
        foreach (var end in LinkOverlay.Indexed(index, [ends]))
        {
            foreach (var environment in environments.Values)
            {
                if (end.Technique >= 0) environment.Touched.Techniques.Add(end.Technique);
                else if (end.Kind == ItemKind.Rule) environment.Touched.Rules.Add(end.Item);
            }
        }
    }

    private static LinkEnds Ends(PostureEdit edit) => edit switch
    {
        PutLink put => put.Link.Ends,
        RemoveLink remove => remove.Ends,
        PutSuppression put => put.Suppression.Ends,
        RemoveSuppression remove => remove.Ends,
        _ => default,
    };

    private static bool TouchesLinks(PostureEdit edit) => edit is PutOwnRule or RemoveOwnRule or PutLink or RemoveLink or PutSuppression or RemoveSuppression;

    private static IEnumerable<PostureEdit> Flat(IEnumerable<PostureEdit> edits) => edits.SelectMany(edit => edit is EditBatch batch ? Flat(batch.Edits) : [edit]);
}
