using Coverage.Catalog;
using Coverage.Data.Sqlite;

namespace Coverage.Views;

/// <summary>The long texts, which stay in the database and are read when shown.</summary>
public sealed class CatalogTexts(SqliteDatabase database)
{
    /// <summary>The upstream text of an item; null as long as only the seed data is loaded, or where upstream has none.</summary>
    public string? Read(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Text FROM Items WHERE Source = $source AND Kind = $kind AND ExternalId = $id";
        command.Parameters.AddWithValue("$source", item.Source);
        command.Parameters.AddWithValue("$kind", (int)item.Kind);
        command.Parameters.AddWithValue("$id", item.ExternalId);
        return command.ExecuteScalar() as string;
    }

    /// <summary>The upstream texts of a source's items of a kind by identifier, without those that have none.</summary>
    public IReadOnlyDictionary<string, string> ReadAll(string source, ItemKind kind)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ExternalId, Text FROM Items WHERE Source = $source AND Kind = $kind AND Text <> ''";
        command.Parameters.AddWithValue("$source", source);
        command.Parameters.AddWithValue("$kind", (int)kind);
        using var reader = command.ExecuteReader();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read()) texts[reader.GetString(0)] = reader.GetString(1);
        return texts;
    }
}
