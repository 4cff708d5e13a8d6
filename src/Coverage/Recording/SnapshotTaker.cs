using System.Globalization;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Views.Scores;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Recording;

/// <summary>Keeps the scores of single days, and the account of what moved them between.</summary>
public sealed class SnapshotTaker(Ledger ledger, SqliteDatabase database, PostureViews views)
{
    /// <summary>Why the daily ones are taken.</summary>
    public const string Daily = "daily";

    /// <summary>Takes a snapshot of the scores as they are.</summary>
    /// <param name="who">The person.</param>
    /// <param name="title">Why.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="PostureRefusedException">The title is missing or too long.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public long Take(Person who, string title)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (title is not { Length: > 0 and <= 200 }) throw new PostureRefusedException(["A snapshot needs a title of at most 200 characters."]);
        var between = ScoreMoves.Look(database, views, views.Current);
        return ledger.Write(who, Mutations.TakeSnapshot, scope => Take(scope, title, between));
    }

    /// <summary>Takes the day's snapshot if there is none yet. Several processes may ask: one of them does it.</summary>
    /// <returns>Its number; null if the day has one.</returns>
    /// <inheritdoc cref="Take(Person, string)"/>
    public long? TakeDaily(Person who)
    {
        var day = views.Refresh().Day;
        if (Exists(day)) return null;
        var between = ScoreMoves.Look(database, views, views.Current);
        return ledger.Write(who, Mutations.TakeSnapshot, scope => scope.Model.Snapshots.Any(snapshot => snapshot.Day == day && snapshot.Title == Daily) ? Nothing(scope) : Take(scope, Daily, between));
    }

    /// <summary>Accounts for what the catalogue and the days did to the scores since the last account, if they did anything.</summary>
    /// <returns>Whether there was anything to account for.</returns>
    /// <inheritdoc cref="Take(Person, string)"/>
    public bool CatchUp(Person who)
    {
        var view = views.Current;
        using (var model = database.Model())
        {
            if (!ScoreMoves.IsDue(model, view)) return false;
        }

        var between = ScoreMoves.Look(database, views, view);
        return ledger.Write(who, Mutations.TakeSnapshot, scope =>
        {
            scope.ChangesViews = false;
            ScoreMoves.CatchUp(scope, views, PostureRecorder.Latest(scope, views.Current), between);
            scope.Audit("scores", "what moved them was accounted for");
            return true;
        });
    }

    private static long Take(WriteScope scope, PostureViews views, string title, PostureView view, ScoresBetween between)
    {
        scope.ChangesViews = false;
        var mark = ScoreMoves.CatchUp(scope, views, view, between);
        var row = SnapshotContent.Row(view);
        (row.At, row.Who, row.Title, row.ChangeSetId) = (scope.Now, scope.Who.Name, title, mark.ChangeSetId);
        scope.Model.Snapshots.Add(row);
        scope.Save();
        scope.Audit(string.Create(CultureInfo.InvariantCulture, $"snapshot {row.Id}"), title);
        return row.Id;
    }

    private static long? Nothing(WriteScope scope)
    {
        scope.ChangesViews = false;
        scope.Audit("snapshot", "the day has one");
        return null;
    }

    private long Take(WriteScope scope, string title, ScoresBetween between) => Take(scope, views, title, PostureRecorder.Latest(scope, views.Current), between);

    private bool Exists(DateOnly day)
    {
        using var model = database.Model();
        return model.Snapshots.AsNoTracking().Any(snapshot => snapshot.Day == day && snapshot.Title == Daily);
    }
}
