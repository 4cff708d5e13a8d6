using Coverage.Audit;
using Coverage.Data;
using Microsoft.Data.Sqlite;

namespace Coverage.Recording;

/// <summary>Writes steps, by plain statements: four thousand entries are one step.</summary>
internal static class StoredPosture
{
    /// <summary>Adds a step; its number.</summary>
    public static long Add(WriteScope scope, PostureStep step, List<PostureChangeRow> changes)
    {
        using var edit = scope.Command("INSERT INTO PostureEdits(At, Who, Title, Reason, Entries, Undoes) VALUES ($at, $who, $title, $reason, $entries, $undoes) RETURNING Id");
        edit.Parameters.AddWithValue("$at", scope.Now);
        edit.Parameters.AddWithValue("$who", scope.Who.Name);
        edit.Parameters.AddWithValue("$title", step.Title);
        edit.Parameters.AddWithValue("$reason", step.Reason);
        edit.Parameters.AddWithValue("$entries", changes.Count);
        edit.Parameters.AddWithValue("$undoes", (object?)step.Undoes ?? DBNull.Value);
        var id = (long)edit.ExecuteScalar()!;
        using var log = Log(scope);
        using var put = Put(scope);
        using var remove = Remove(scope);
        foreach (var change in changes)
        {
            change.EditId = id;
            Run(log, id, change);
            Run(change.After is null ? remove : put, id, change);
        }

        return id;
    }

    /// <summary>The changes of a step.</summary>
    public static List<PostureChangeRow> Changes(SqliteConnection connection, SqliteTransaction? transaction, long edit)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Id, Kind, Environment, Key, \"Before\", \"After\" FROM PostureChanges WHERE EditId = $edit ORDER BY Id";
        command.Parameters.AddWithValue("$edit", edit);
        using var row = command.ExecuteReader();
        var changes = new List<PostureChangeRow>();
        while (row.Read())
        {
            changes.Add(new PostureChangeRow
            {
                Id = row.GetInt64(0),
                EditId = edit,
                Kind = (EntryKind)row.GetInt32(1),
                Environment = row.GetString(2),
                Key = row.GetString(3),
                Before = row.IsDBNull(4) ? null : row.GetString(4),
                After = row.IsDBNull(5) ? null : row.GetString(5),
            });
        }

        return changes;
    }

    /// <summary>Which edit made each of some entries what they are; those that are not there are left out.</summary>
    public static Dictionary<EntryKey, (long Edit, string Who, string Title)> Makers(WriteScope scope, IEnumerable<EntryKey> keys, long since)
    {
        using var command = scope.Command("""
            SELECT change.EditId, made.Who, made.Title FROM PostureChanges AS change JOIN PostureEdits AS made ON made.Id = change.EditId
            WHERE change.Kind = $kind AND change.Environment = $environment AND change.Key = $key AND change.EditId > $since ORDER BY change.Id DESC LIMIT 1
            """);
        var found = new Dictionary<EntryKey, (long, string, string)>();
        foreach (var key in keys)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$kind", (int)key.Kind);
            command.Parameters.AddWithValue("$environment", key.Environment);
            command.Parameters.AddWithValue("$key", key.Key);
            command.Parameters.AddWithValue("$since", since);
            using var row = command.ExecuteReader();
            if (row.Read()) found[key] = (row.GetInt64(0), row.GetString(1), row.GetString(2));
        }

        return found;
    }

    private static SqliteCommand Log(WriteScope scope) => scope.Command("INSERT INTO PostureChanges(EditId, Kind, Environment, Key, \"Before\", \"After\") VALUES ($edit, $kind, $environment, $key, $before, $value)");

    private static SqliteCommand Put(WriteScope scope) => scope.Command("INSERT OR REPLACE INTO Posture(Kind, Environment, Key, Value, EditId) VALUES ($kind, $environment, $key, $value, $edit)");

    private static SqliteCommand Remove(WriteScope scope) => scope.Command("DELETE FROM Posture WHERE Kind = $kind AND Environment = $environment AND Key = $key");

    private static void Run(SqliteCommand command, long edit, PostureChangeRow change)
    {
        command.Parameters.Clear();
        command.Parameters.AddWithValue("$edit", edit);
        command.Parameters.AddWithValue("$kind", (int)change.Kind);
        command.Parameters.AddWithValue("$environment", change.Environment);
        command.Parameters.AddWithValue("$key", change.Key);
        command.Parameters.AddWithValue("$before", (object?)change.Before ?? DBNull.Value);
        command.Parameters.AddWithValue("$value", (object?)change.After ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}
