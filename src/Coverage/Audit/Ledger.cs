using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Audit;

/// <summary>
/// The one place through which everything is changed: it checks the role, runs the change in one transaction together
/// with its audit entry, and moves the generation on so that every open view is built anew.
/// </summary>
public sealed class Ledger(SqliteDatabase database, TimeProvider time)
{
    /// <summary>Makes a change, whole or not at all.</summary>
    /// <param name="who">The person.</param>
    /// <param name="what">The kind of change.</param>
    /// <param name="change">Makes it. Says by <see cref="WriteScope.Audit"/> what it did, at least once.</param>
    /// <exception cref="NotAllowedException">The person's role does not allow it.</exception>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public T Write<T>(Person who, Mutation what, Func<WriteScope, T> change) => Write(who, what, change, rehearse: false);

    /// <summary>Makes a change, tells what came of it, and takes all of it back.</summary>
    /// <inheritdoc cref="Write{T}(Person, Mutation, Func{WriteScope, T})"/>
    public T Rehearse<T>(Person who, Mutation what, Func<WriteScope, T> change) => Write(who, what, change, rehearse: true);

    private T Write<T>(Person who, Mutation what, Func<WriteScope, T> change, bool rehearse)
    {
        ArgumentNullException.ThrowIfNull(who);
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(change);
        if (who.Role < what.Needs) throw new NotAllowedException(who, what);

        try
        {
            using var connection = database.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            using var scope = new WriteScope(connection, transaction, who, what, time.GetUtcNow().UtcDateTime);
            var result = change(scope);
            if (rehearse) return result;
            scope.Complete();
            transaction.Commit();
            return result;
        }
        catch (SqliteException problem)
        {
            throw database.Explain(problem);
        }
        catch (DbUpdateException wrapped) when (wrapped.InnerException is SqliteException problem)
        {
            throw database.Explain(problem);
        }
    }
}
