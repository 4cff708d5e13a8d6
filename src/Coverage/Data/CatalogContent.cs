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
    /// <param name="database">Where it lies.</param>
    /// <param name="before">An earlier reading of the same: what has not changed since is taken from there.</param>
    public static CatalogContent Read(SqliteDatabase database, CatalogContent? before = null)
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
        return new CatalogContent(generation, sources, ReadItems(command, sources, before), ReadDiagnostics(command));
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

    private static List<CatalogItem> ReadItems(SqliteCommand command, List<SourceRow> sources, CatalogContent? before)
    {
        var same = sources.Where(source => before?.Sources.Any(other => IsSame(source, other)) == true).Select(source => source.Name).ToHashSet(StringComparer.Ordinal);
        var items = new List<CatalogItem>(before?.Items.Count ?? 0);
        if (before is not null) items.AddRange(before.Items.Where(item => same.Contains(item.Source)));
        command.CommandText = "SELECT Kind, ExternalId, Title, Path, Hash, Facts FROM Items WHERE Source = $source";
        var name = command.Parameters.Add("$source", SqliteType.Text);
        foreach (var source in sources.Where(source => !same.Contains(source.Name)))
        {
            name.Value = source.Name;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var item = CatalogJson.Read((ItemKind)reader.GetInt32(0), reader.GetString(5));
                (item.Source, item.ExternalId, item.Title, item.Path, item.Hash) = (source.Name, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
                items.Add(item);
            }
        }

        command.Parameters.Clear();

        // Rows lie as the threads of an import happened to finish; what equals elsewhere is decided by their order.
        items.Sort(ByIdentity);
        return items;
    }

    /// <summary>Whether a source holds what it held: each change of it counts its revision on. One that was removed and added again begins anew, at another time.</summary>
    private static bool IsSame(SourceRow now, SourceRow before) => (now.Name, now.Revision, now.ImportedAt, now.Fingerprint) == (before.Name, before.Revision, before.ImportedAt, before.Fingerprint);

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
