using Coverage.Catalog;
using Coverage.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coverage.Data;

/// <summary>Everything that the database holds of the catalogue in one generation, without the long texts.</summary>
/// <param name="Generation">Which generation it is.</param>
/// <param name="Sources">The sources: where two hold the same identifier, the first has it. By priority, then default ones first.</param>
/// <param name="Items">The items, by kind and identifier: equal catalogues are equal lists, however they came to be.</param>
/// <param name="Diagnostics">The problems of the last imports, by source.</param>
public sealed record CatalogContent(long Generation, IReadOnlyList<SourceRow> Sources, IReadOnlyList<CatalogItem> Items, IReadOnlyDictionary<string, IReadOnlyList<Diagnostic>> Diagnostics)
{
    /// <summary>Reads it in one transaction, so that it is of one generation.</summary>
    public static CatalogContent Read(SqliteDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Number FROM Generation";
        var generation = (long)command.ExecuteScalar()!;
        var priorities = ReadPriorities(command);
        var sources = StoredSources.Read(connection, transaction).OrderBy(source => priorities.GetValueOrDefault(source.Name, SourceSettingsRow.UsualPriority)).ThenBy(Place).ThenBy(source => source.Name, StringComparer.Ordinal).ToList();
        return new CatalogContent(generation, sources, ReadItems(command), ReadDiagnostics(command));
    }

    private static int Place(SourceRow source)
    {
        var place = DefaultSources.Names.ToList().IndexOf(source.Name);
        return place < 0 ? int.MaxValue : place;
    }

    private static Dictionary<string, int> ReadPriorities(SqliteCommand command)
    {
        command.CommandText = "SELECT Name, Priority FROM SourceSettings";
        using var reader = command.ExecuteReader();
        var priorities = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read()) priorities.Add(reader.GetString(0), reader.GetInt32(1));
        return priorities;
    }

    private static int ByIdentity(CatalogItem one, CatalogItem other) =>
        one.Kind != other.Kind ? one.Kind.CompareTo(other.Kind)
        : string.CompareOrdinal(one.ExternalId, other.ExternalId) is not 0 and var order ? order
        : string.CompareOrdinal(one.Source, other.Source);

    private static List<CatalogItem> ReadItems(SqliteCommand command)
    {
        command.CommandText = "SELECT Source, Kind, ExternalId, Title, Path, Hash, Facts FROM Items";
        using var reader = command.ExecuteReader();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var items = new List<CatalogItem>(12_000);
        while (reader.Read())
        {
            var item = CatalogJson.Read((ItemKind)reader.GetInt32(1), reader.GetString(6));
            var source = reader.GetString(0);
            item.Source = names.TryGetValue(source, out var name) ? name : names[source] = source;
            (item.ExternalId, item.Title, item.Path, item.Hash) = (reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5));
            items.Add(item);
        }

        // Rows lie as the threads of an import happened to finish; what equals elsewhere is decided by their order.
        items.Sort(ByIdentity);
        return items;
    }

    private static Dictionary<string, IReadOnlyList<Diagnostic>> ReadDiagnostics(SqliteCommand command)
    {
        command.CommandText = "SELECT Source, Path, Line, Message, Advice FROM Diagnostics ORDER BY Id";
        using var reader = command.ExecuteReader();
        var found = new Dictionary<string, IReadOnlyList<Diagnostic>>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (!found.TryGetValue(reader.GetString(0), out var list)) found[reader.GetString(0)] = list = new List<Diagnostic>();
            ((List<Diagnostic>)list).Add(new Diagnostic(reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4)));
        }

        return found;
    }
}
