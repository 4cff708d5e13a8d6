using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Sources;
using Microsoft.Data.Sqlite;

namespace Coverage.Sync;

/// <summary>An item as it is stored, without its content.</summary>
internal sealed record StoredItem(long Id, string Title, string Path, string Hash, bool HasText)
{
    /// <summary>Whether the input has it, be it in a file that is as it was.</summary>
    public bool Met { get; set; }
}

/// <summary>
/// What a source holds, as far as an input touches it: the items of files that are not as they were, and those whose
/// identity comes again. The others are counted only: to read them all is what a small change would cost most.
/// </summary>
internal sealed class StoredItems : IDisposable
{
    private const string Columns = "SELECT Id, Kind, ExternalId, Title, Path, Hash, Text IS NOT NULL FROM Items WHERE Source = $source";
    private readonly WriteScope scope;
    private readonly string source;
    private readonly Predicate<string> isUnread;
    private readonly Dictionary<(ItemKind Kind, string Id), StoredItem> touched = [];
    private readonly Dictionary<ItemKind, int> counts = [];
    private SqliteCommand? content;

    /// <summary>Reads what the reading touches.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="source">The source.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="files">The source's files at the last import.</param>
    public StoredItems(WriteScope scope, string source, Reading reading, IEnumerable<string> files)
    {
        (this.scope, this.source, isUnread) = (scope, source, reading.IsUnread);
        CountAll();
        if (reading.KeptPaths.Count == 0)
        {
            using var all = Command(Columns);
            Add(all, met: false);
            Kept = touched.Values.Count(item => item.Met);
            return;
        }

        AddLeft(files.Where(file => !reading.KeptPaths.Contains(file)));
        Kept = Count - touched.Values.Count(item => !item.Met);
        AddMeeting(reading.Items);
    }

    /// <summary>How many items the source holds.</summary>
    public int Count => counts.Values.Sum();

    /// <summary>How many of them are in files that are as they were, or could not be read.</summary>
    public int Kept { get; }

    /// <summary>Those that the input does not have any more.</summary>
    public IEnumerable<(ItemKind Kind, string Id, StoredItem Item)> Gone => touched.Where(item => !item.Value.Met).Select(item => (item.Key.Kind, item.Key.Id, item.Value));

    /// <summary>How many of a kind the source holds.</summary>
    public int CountOf(ItemKind kind) => counts.GetValueOrDefault(kind);

    /// <summary>The item of an identity; null if there is none.</summary>
    public StoredItem? Find(ItemKind kind, string id) => touched.GetValueOrDefault((kind, id));

    /// <summary>An item's facts and text, read one by one: most items differ by their hash already.</summary>
    public (string Facts, string? Text) ContentOf(StoredItem item)
    {
        if (content is null)
        {
            content = scope.Command("SELECT Facts, Text FROM Items WHERE Id = $row");
            content.Parameters.Add("$row", SqliteType.Integer);
        }

        content.Parameters[0].Value = item.Id;
        using var reader = content.ExecuteReader();
        reader.Read();
        return (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
    }

    /// <inheritdoc/>
    public void Dispose() => content?.Dispose();

    private void CountAll()
    {
        using var command = Command("SELECT Kind, count(*) FROM Items WHERE Source = $source GROUP BY Kind");
        using var reader = command.ExecuteReader();
        while (reader.Read()) counts.Add((ItemKind)reader.GetInt32(0), reader.GetInt32(1));
    }

    /// <summary>The items of all files but those that are as they were.</summary>
    private void AddLeft(IEnumerable<string> files)
    {
        using var command = Command(Columns + " AND Path = $path");
        var path = command.Parameters.Add("$path", SqliteType.Text);
        foreach (var left in files)
        {
            path.Value = left;
            Add(command, met: false);
        }
    }

    /// <summary>What was read may have an identity that an item of a file which is as it was has, too.</summary>
    private void AddMeeting(IReadOnlyList<CatalogItem> items)
    {
        using var command = Command(Columns + " AND Kind = $kind AND ExternalId = $id");
        var (kind, id) = (command.Parameters.Add("$kind", SqliteType.Integer), command.Parameters.Add("$id", SqliteType.Text));
        foreach (var item in items.DistinctBy(item => (item.Kind, item.ExternalId)).Where(item => Find(item.Kind, item.ExternalId) is null))
        {
            (kind.Value, id.Value) = ((int)item.Kind, item.ExternalId);
            Add(command, met: true);
        }
    }

    private void Add(SqliteCommand command, bool met)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            touched.Add(
                ((ItemKind)reader.GetInt32(1), reader.GetString(2)),
                new StoredItem(reader.GetInt64(0), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetBoolean(6)) { Met = met || isUnread(reader.GetString(4)) });
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = scope.Command(sql);
        command.Parameters.AddWithValue("$source", source);
        return command;
    }
}
