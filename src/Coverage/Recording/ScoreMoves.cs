using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Recording;

/// <summary>
/// Accounts for every move of the headline: what a step did, what upstream content did, what ATT&amp;CK's own changes did,
/// what ageing did. The parts add up to the difference between any two days.
/// </summary>
internal static class ScoreMoves
{
    /// <summary>Accounts for a step, and before it for whatever moved the scores since the last account.</summary>
    public static void Record(WriteScope scope, PostureViews views, PostureView before, ScoresBetween between, ScoreTable after, long edit, string title, IReadOnlyList<PostureEdit> edits)
    {
        var mark = CatchUp(scope, views, before, between);
        Add(scope, mark, CauseOf(edits), after.Totals, edit, title);
        mark.EditId = edit;
    }

    /// <summary>
    /// Accounts for the time since the last account: first what the catalogue did on the day of that account, then what the
    /// days since did. Change sets of ATT&amp;CK and of other sources that came since are accounted for apart, in their order.
    /// </summary>
    public static ScoreMarkRow CatchUp(WriteScope scope, PostureViews views, PostureView view, ScoresBetween between)
    {
        var mark = scope.Model.ScoreMarks.FirstOrDefault();
        if (mark is null) return Begin(scope, view);
        var sets = SetsIn(scope.Model, view, mark);
        var then = mark.Day == view.Day ? view.Table : view.Table.On(mark.Day);
        foreach (var (cause, part, left) in Parts(view, sets)) Add(scope, mark, cause, left.Count == 0 ? then.Totals : between.Of(view, mark.Day, left[0].Id) ?? Before(scope.Connection, scope.Transaction, views, view, left, mark.Day), null, Names(part));
        Add(scope, mark, MoveCause.Ageing, view.Table.Totals, null, $"{mark.Day:yyyy-MM-dd} to {view.Day:yyyy-MM-dd}");
        (mark.EditId, mark.Day) = (view.EditId, view.Day);
        if (sets.Count > 0) mark.ChangeSetId = sets[^1].Id;
        return mark;
    }

    /// <summary>
    /// Works out beforehand what an account will need between change sets of several causes: a catalogue and its scores each,
    /// which is too long for a transaction that keeps others from writing.
    /// </summary>
    public static ScoresBetween Look(SqliteDatabase database, PostureViews views, PostureView view)
    {
        using var model = database.Model();
        if (model.ScoreMarks.AsNoTracking().FirstOrDefault() is not { } mark || mark.ChangeSetId == LastSet(model)) return ScoresBetween.None;
        var parts = Parts(view, SetsIn(model, view, mark)).Where(part => part.Left.Count > 0).ToList();
        if (parts.Count == 0) return ScoresBetween.None;
        using var connection = database.Open();
        return new ScoresBetween(view, mark.Day, parts.ToDictionary(part => part.Left[0].Id, part => Before(connection, null, views, view, part.Left, mark.Day)));
    }

    /// <summary>
    /// Change sets in a row that have one cause, and those that came after them. Without any, what moved is content: the
    /// catalogue is another one and nobody knows why.
    /// </summary>
    private static IEnumerable<(MoveCause Cause, List<ChangeSetRow> Part, List<ChangeSetRow> Left)> Parts(PostureView view, List<ChangeSetRow> sets)
    {
        if (sets.Count == 0) yield return (MoveCause.Content, sets, []);
        for (var from = 0; from < sets.Count;)
        {
            var isAttack = IsAttack(view, sets[from].Source);
            var to = sets.FindIndex(from, set => IsAttack(view, set.Source) != isAttack) is >= 0 and var other ? other : sets.Count;
            yield return (isAttack ? MoveCause.Attack : MoveCause.Content, sets[from..to], sets[to..]);
            from = to;
        }
    }

    /// <summary>The scores over the catalogue as it was before the last change sets, on a day.</summary>
    private static ScoreTotals Before(SqliteConnection connection, SqliteTransaction? transaction, PostureViews views, PostureView view, List<ChangeSetRow> left, DateOnly day)
    {
        var table = views.Over(EarlierCatalogue.Before(view.Catalogue, left, connection, transaction)).Table;
        return (table.Day == day ? table : table.On(day)).Totals;
    }

    /// <summary>Whether anything has to be accounted for.</summary>
    public static bool IsDue(CoverageDb model, PostureView view)
    {
        var mark = model.ScoreMarks.AsNoTracking().FirstOrDefault();
        return mark is null || mark.Day != view.Day || mark.ChangeSetId != LastSet(model);
    }

    /// <summary>The change sets since the account that are in a view. Of a view that is older than the database nobody knows which; they wait.</summary>
    private static List<ChangeSetRow> SetsIn(CoverageDb model, PostureView view, ScoreMarkRow mark) => model.Generations.AsNoTracking().Single().Number == view.Catalogue.Generation
        ? [.. model.ChangeSets.AsNoTracking().Where(set => set.Id > mark.ChangeSetId).OrderBy(set => set.Id)]
        : [];

    private static long LastSet(CoverageDb model) => model.ChangeSets.Max(set => (long?)set.Id) ?? 0;

    private static ScoreMarkRow Begin(WriteScope scope, PostureView view)
    {
        var mark = new ScoreMarkRow { Id = 1, EditId = view.EditId, ChangeSetId = LastSet(scope.Model), Day = view.Day };
        Take(mark, view.Table.Totals);
        scope.Model.ScoreMarks.Add(mark);
        return mark;
    }

    private static void Add(WriteScope scope, ScoreMarkRow mark, MoveCause cause, ScoreTotals now, long? edit, string title)
    {
        if ((mark.Overall, mark.Available, mark.Deployed, mark.Validated) == (now.Overall, now.Available, now.Deployed, now.Validated)) return;
        scope.Model.ScoreMoves.Add(new ScoreMoveRow
        {
            At = scope.Now,
            Cause = cause,
            EditId = edit,
            Title = title,
            OverallBefore = mark.Overall,
            Overall = now.Overall,
            AvailableBefore = mark.Available,
            Available = now.Available,
            DeployedBefore = mark.Deployed,
            Deployed = now.Deployed,
            ValidatedBefore = mark.Validated,
            Validated = now.Validated,
        });
        Take(mark, now);
    }

    private static void Take(ScoreMarkRow mark, ScoreTotals now) => (mark.Overall, mark.Available, mark.Deployed, mark.Validated) = (now.Overall, now.Available, now.Deployed, now.Validated);

    private static MoveCause CauseOf(IReadOnlyList<PostureEdit> edits)
    {
        List<PostureEdit> flat = [.. PostureChecks.Flat(edits)];
        if (flat.Exists(edit => edit is PutModel)) return MoveCause.Model;
        return flat.Exists(edit => edit is PutEnvironment or RemoveEnvironment or PutProfile or RemoveProfile or ChooseProfile or PutException or RemoveException) ? MoveCause.Scope : MoveCause.Work;
    }

    private static bool IsAttack(PostureView view, string source) => view.Catalogue.Sources.Any(row => row.Name == source && row.Kind == Catalog.SourceKind.Attack);

    private static string Names(List<ChangeSetRow> sets) => string.Join(", ", sets.Select(set => set.Version.Length > 0 ? $"{set.Source} {set.Version}" : set.Source).Distinct());
}

/// <summary>The headline between change sets that a view has and an account has not, by the first one that comes after.</summary>
/// <param name="View">The view; null for none.</param>
/// <param name="Day">The day that they are scored on.</param>
/// <param name="Totals">The headline before a change set, by its number.</param>
internal sealed record ScoresBetween(PostureView? View, DateOnly Day, IReadOnlyDictionary<long, ScoreTotals> Totals)
{
    /// <summary>Nothing was worked out.</summary>
    public static ScoresBetween None { get; } = new(null, default, new Dictionary<long, ScoreTotals>());

    /// <summary>The headline before a change set; null if it was worked out of anything else than what is accounted for.</summary>
    public ScoreTotals? Of(PostureView view, DateOnly day, long set) =>
        View is not null && View.Catalogue == view.Catalogue && View.EditId == view.EditId && Day == day && Totals.TryGetValue(set, out var totals) ? totals : null;
}
