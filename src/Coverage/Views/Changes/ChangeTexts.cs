using Coverage.Data;
using Coverage.Data.Sqlite;

namespace Coverage.Views.Changes;

/// <summary>The texts of one change, which are read when it is opened.</summary>
/// <param name="Before">Before the change; null if there was none.</param>
/// <param name="Now">After it; null if there is none.</param>
public sealed record TextPair(string? Before, string? Now);

/// <summary>Reads what an item's text was before a change and after it.</summary>
public sealed class ChangeTexts(SqliteDatabase database)
{
    /// <summary>The texts of an entry.</summary>
    public TextPair Read(ChangeEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT TextBefore FROM Changes WHERE Id = $id";
        var id = command.Parameters.Add("$id", Microsoft.Data.Sqlite.SqliteType.Integer);
        id.Value = entry.Id;
        var before = command.ExecuteScalar() as string;
        if (entry.What.HasFlag(Happened.Removed)) return new TextPair(before, null);
        if (entry.After > 0)
        {
            id.Value = entry.After;
            return Moved(entry, before, command.ExecuteScalar() as string);
        }

        // What the view that the entry is of has as the last change may have been followed by another one since.
        command.CommandText = """
            SELECT * FROM (
                SELECT change.TextBefore FROM Changes AS change JOIN ChangeSets AS made ON made.Id = change.ChangeSetId
                WHERE change.Id > $id AND made.Source = $source AND change.Kind = $kind AND change.ExternalId = $external AND (change."Change" & $ends) <> 0
                ORDER BY change.Id LIMIT 1)
            UNION ALL SELECT Text FROM Items WHERE Source = $source AND Kind = $kind AND ExternalId = $external LIMIT 1
            """;
        command.Parameters.AddWithValue("$source", entry.Set.Source);
        command.Parameters.AddWithValue("$kind", (int)entry.Kind);
        command.Parameters.AddWithValue("$external", entry.ExternalId);
        command.Parameters.AddWithValue("$ends", (int)(ItemChange.Changed | ItemChange.Removed));
        return Moved(entry, before, command.ExecuteScalar() as string);
    }

    /// <summary>What only moved keeps its text, which is stored once.</summary>
    private static TextPair Moved(ChangeEntry entry, string? before, string? now)
    {
        return (entry.What & (Happened.Changed | Happened.New | Happened.Republished)) == 0 ? new TextPair(now, now) : new TextPair(before, now);
    }
}
