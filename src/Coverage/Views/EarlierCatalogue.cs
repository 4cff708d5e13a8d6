using Coverage.Catalog;
using Coverage.Data;
using Microsoft.Data.Sqlite;

namespace Coverage.Views;

/// <summary>The catalogue as it was before some of its last change sets, as far as their rows tell: what was only linked anew leaves none.</summary>
public static class EarlierCatalogue
{
    /// <summary>Takes change sets back, in memory.</summary>
    /// <param name="view">The catalogue with all of them.</param>
    /// <param name="sets">The last change sets of all, whichever their sources.</param>
    /// <param name="connection">Reads their rows.</param>
    /// <param name="transaction">The transaction that is open on it; null for none.</param>
    public static CoverageView Before(CoverageView view, IReadOnlyCollection<ChangeSetRow> sets, SqliteConnection connection, SqliteTransaction? transaction)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(connection);
        var items = view.Items.ToDictionary(item => (item.Source, item.Kind, item.ExternalId));
        foreach (var set in sets.OrderByDescending(set => set.Id))
        {
            var rows = Undo(items, set, connection, transaction);

            // A source's first content is told by figures alone.
            if (rows > 0 || set.Added == 0) continue;
            foreach (var key in items.Keys.Where(key => key.Source == set.Source).ToList()) items.Remove(key);
        }

        return ViewBuilder.Build(new CatalogContent(view.Generation, view.Sources, [.. items.Values], view.Diagnostics));
    }

    private static int Undo(Dictionary<(string Source, ItemKind Kind, string Id), CatalogItem> items, ChangeSetRow set, SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT \"Change\", Kind, ExternalId, Title, TitleBefore, Path, PathBefore, HashBefore, FactsBefore FROM Changes WHERE ChangeSetId = $set ORDER BY Id DESC";
        command.Parameters.AddWithValue("$set", set.Id);
        using var row = command.ExecuteReader();
        var rows = 0;
        for (; row.Read(); rows++)
        {
            var (change, kind) = ((ItemChange)row.GetInt32(0), (ItemKind)row.GetInt32(1));
            var key = (set.Source, kind, row.GetString(2));
            if (change.HasFlag(ItemChange.Added)) items.Remove(key);
            else if (!row.IsDBNull(8)) items[key] = Item(row, kind, set.Source);
        }

        return rows;
    }

    private static CatalogItem Item(SqliteDataReader row, ItemKind kind, string source)
    {
        var item = CatalogJson.Read(kind, row.GetString(8));
        (item.Source, item.ExternalId, item.Hash) = (source, row.GetString(2), row.GetString(7));
        item.Title = row.GetString(4) is { Length: > 0 } title ? title : row.GetString(3);
        item.Path = row.GetString(6) is { Length: > 0 } path ? path : row.GetString(5);
        return item;
    }
}
