using Coverage.Data.Sqlite;
using Coverage.Posture;
using Microsoft.Data.Sqlite;

namespace Coverage.Data;

/// <summary>The posture that the database holds, up to an edit.</summary>
/// <param name="EditId">The last edit that is in it; 0 before the first one.</param>
/// <param name="Posture">The posture.</param>
public sealed record PostureContent(long EditId, OrganisationPosture Posture)
{
    /// <summary>Reads all of it in one transaction.</summary>
    public static PostureContent Read(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return new PostureContent(LastEdit(connection, transaction), OrganisationPosture.Empty.Apply(ReadEntries(connection, transaction)));
    }

    /// <summary>The last edit.</summary>
    public static long LastEdit(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        return LastEdit(connection, null);
    }

    /// <summary>What was done since an edit that a reader knows of: the changes of entries in their order.</summary>
    public static (long EditId, IReadOnlyList<PostureEdit> Edits) Since(SqliteConnection connection, SqliteTransaction? transaction, long edit)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Kind, Environment, \"After\", \"Before\", EditId FROM PostureChanges WHERE EditId > $edit ORDER BY Id";
        command.Parameters.AddWithValue("$edit", edit);
        using var row = command.ExecuteReader();
        var (last, edits) = (edit, new List<PostureEdit>());
        while (row.Read())
        {
            edits.Add(PostureEntries.Edit((EntryKind)row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)));
            last = row.GetInt64(4);
        }

        return (last, edits);
    }

    internal static long LastEdit(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT coalesce(max(Id), 0) FROM PostureEdits";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Environments come first, since what is in them needs them.</summary>
    private static IEnumerable<PostureEdit> ReadEntries(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Kind, Environment, Value FROM Posture ORDER BY Kind";
        using var row = command.ExecuteReader();
        while (row.Read()) yield return PostureEntries.Edit((EntryKind)row.GetInt32(0), row.GetString(1), row.GetString(2), null);
    }
}
