using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views.History;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>
/// Records what people say of the posture: checks it, writes entries, history, score move and audit entry in one
/// transaction, and publishes the new scores. A step is whole or not at all, and can be taken back.
/// </summary>
public sealed class PostureRecorder(Ledger ledger, SqliteDatabase database, PostureViews views, TimeProvider time)
{
    /// <summary>How many entries a refusal names.</summary>
    private const int MostNamed = 5;

    /// <summary>Says what a step would change, and what that would do to the scores; nothing is recorded.</summary>
    /// <exception cref="PostureRefusedException">It could not be recorded.</exception>
    public RecordedStep Preview(PostureStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var view = views.Current;
        Check(view, view.Posture, step.Edits, restores: false);
        var changes = EntryChanges.Of(view.Posture, view.Posture.Apply(step.Edits), step.Edits);
        return new RecordedStep(0, changes, view.Table, changes.Count == 0 ? view.Table : PostureViews.Advance(view.Table, step.Edits, view.Day));
    }

    /// <summary>Records a step.</summary>
    /// <param name="who">The person.</param>
    /// <param name="step">The step; one that changes nothing leaves nothing behind.</param>
    /// <exception cref="PostureRefusedException">It cannot be recorded, or somebody else changed the same entries meanwhile; nothing was recorded.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public RecordedStep Record(Person who, PostureStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var recorded = Write(who, step, (_, _) => step.Edits);
        views.Refresh();
        return recorded;
    }

    /// <summary>Takes a step back: each entry becomes what it was before it.</summary>
    /// <exception cref="PostureRefusedException">The step is unknown, or what it changed was changed again since; nothing was recorded.</exception>
    /// <inheritdoc cref="Record"/>
    public RecordedStep Undo(Person who, long edit)
    {
        var undone = Find(edit);
        var recorded = Write(who, new PostureStep($"Undone: {undone.Title}", []) { Undoes = edit }, (scope, latest) => UndoEdits(scope, latest, undone));
        views.Refresh();
        return recorded;
    }

    /// <summary>The last step of a person that was not taken back and is not itself a taking back; null if there is none.</summary>
    public PostureEditRow? LastOf(string who)
    {
        using var model = database.Model();
        return model.PostureEdits.Where(edit => edit.Who == who && edit.Undoes == null && !model.PostureEdits.Any(other => other.Undoes == edit.Id)).OrderByDescending(edit => edit.Id).FirstOrDefault();
    }

    private PostureEditRow Find(long edit)
    {
        using var model = database.Model();
        return model.PostureEdits.Find(edit) ?? throw new PostureRefusedException([$"There is no step {edit}."]);
    }

    private static List<PostureEdit> UndoEdits(WriteScope scope, PostureView latest, PostureEditRow undone)
    {
        var changes = StoredPosture.Changes(scope.Connection, scope.Transaction, undone.Id);
        var changed = changes.Where(change => PostureEntries.Find(latest.Posture, KeyOf(change)) != change.After).ToList();
        if (changed.Count == 0) return EntryChanges.Undo(changes);
        var words = new EntryWords(latest);
        var named = changed.Take(MostNamed).Select(words.Of).Select(line => line.Environment.Length > 0 ? $"{line.Subject} ({line.Environment})" : line.Subject);
        throw new PostureRefusedException([$"{changed.Count:N0} of the {changes.Count:N0} entries of this step were changed again since: {string.Join("; ", named)}{(changed.Count > MostNamed ? $" and {changed.Count - MostNamed:N0} more" : "")}. It can no longer be taken back as a whole."]);
    }

    private RecordedStep Write(Person who, PostureStep step, Func<WriteScope, PostureView, IReadOnlyList<PostureEdit>> editsOf)
    {
        var view = views.Current;
        var between = ScoreMoves.Look(database, views, view);
        return ledger.Write(who, NeededFor(step.Edits), scope =>
        {
            scope.ChangesViews = false;
            var latest = Latest(scope, view);
            var table = latest.Table;
            var edits = editsOf(scope, latest);

            // What is taken back is known only now, and taking back needs what doing it needs.
            if (NeededFor(edits) is var needed && who.Role < needed.Needs) throw new NotAllowedException(who, needed);
            Check(view, table.Posture, edits, restores: step.Undoes is not null);
            var changes = EntryChanges.Of(table.Posture, table.Posture.Apply(edits), edits);
            Settle(scope, step, changes, latest);
            if (changes.Count == 0) return Nothing(scope, step, table);
            var after = PostureViews.Advance(table, edits, table.Day);
            var id = StoredPosture.Add(scope, step, changes);
            ScoreMoves.Record(scope, views, latest, between, after, id, step.Title, edits);
            scope.Audit(step.Title, Details(step, id, changes.Count));
            return new RecordedStep(id, changes, table, after);
        });
    }

    /// <summary>A view with what was recorded since, up to a transaction, on its day.</summary>
    internal static PostureView Latest(WriteScope scope, PostureView view)
    {
        var (last, meanwhile) = PostureContent.Since(scope.Connection, scope.Transaction, view.EditId);
        return view with { EditId = last, Table = PostureViews.Advance(view.Table, meanwhile, DateOnly.FromDateTime(scope.Now)) };
    }

    private static RecordedStep Nothing(WriteScope scope, PostureStep step, ScoreTable table)
    {
        scope.Audit(step.Title, "nothing to change");
        return new RecordedStep(0, [], table, table);
    }

    private static string Details(PostureStep step, long id, int entries) => $"step {id}: {entries:N0} {(entries == 1 ? "entry" : "entries")}{(step.Reason.Length > 0 ? $"; {step.Reason}" : "")}";

    private void Check(PostureView view, OrganisationPosture posture, IReadOnlyList<PostureEdit> edits, bool restores)
    {
        var problems = new PostureChecks(view, posture, time.GetUtcNow().UtcDateTime, restores).Problems(edits);
        if (problems.Count > 0) throw new PostureRefusedException(problems);
    }

    /// <summary>Two editors: who saw an older state than what is there is told, and nothing is overwritten.</summary>
    private static void Settle(WriteScope scope, PostureStep step, List<PostureChangeRow> changes, PostureView latest)
    {
        if (step.Seen is not { } seen) return;
        var makers = StoredPosture.Makers(scope, changes.Select(KeyOf), seen);
        if (makers.Count == 0) return;
        var first = makers.Values.First();
        var words = new EntryWords(latest);
        List<EntryLine> lines = [.. changes.Where(change => makers.ContainsKey(KeyOf(change))).Select(words.Of)];
        throw new PostureRefusedException([$"{first.Who} changed {(lines.Count == 1 ? lines[0].Subject : $"{lines.Count:N0} of these entries")} in the meantime ({first.Title}). Nothing was recorded."]) { Conflict = new PostureConflict(latest.EditId, lines) };
    }

    private static Mutation NeededFor(IReadOnlyList<PostureEdit> edits) => PostureChecks.Flat(edits).Any(edit => edit is PutModel) ? Mutations.EditModel : Mutations.RecordPosture;

    private static EntryKey KeyOf(PostureChangeRow change) => new(change.Kind, change.Environment, change.Key);
}
