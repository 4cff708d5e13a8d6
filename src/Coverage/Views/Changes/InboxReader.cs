using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coverage.Views.Changes;

/// <summary>
/// Reads the change sets, newest first, and makes entries of their rows. What an item was after a change is what its next
/// change found, else what it is now; so reading backwards needs no more than the last of each in memory. Texts stay where
/// they are: only whether they differ is asked for.
/// </summary>
internal sealed class InboxReader
{
    /// <summary>Change sets are taken whole until so many rows are read: about eight upgrades of ATT&amp;CK.</summary>
    public const int Most = 40_000;

    private readonly CoverageView view;
    private readonly EntryBuilder builder;
    private readonly Dictionary<(string Source, ItemKind Kind, string Id), CatalogItem> current;
    private readonly Dictionary<(string Source, ItemKind Kind, string Id), Later> later = [];
    private readonly SqliteConnection connection;

    private InboxReader(CoverageView view, SqliteConnection connection)
    {
        (this.view, this.connection) = (view, connection);
        builder = new EntryBuilder(view);
        current = view.Items.ToDictionary(item => (item.Source, item.Kind, item.ExternalId));
    }

    /// <summary>What a later change found: the facts and text that an earlier one left.</summary>
    private sealed record Later(CatalogItem? Facts, long Row);

    /// <summary>The entries of a view, newest change set first, and the newest change set of all.</summary>
    public static Inbox Read(SqliteDatabase database, CoverageView view)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        var reader = new InboxReader(view, connection);
        var sets = reader.Sets();
        var wanted = reader.Recent();
        var entries = reader.Entries(sets, wanted.Oldest);
        return new Inbox(view, [.. sets.Values.OrderByDescending(set => set.Id)], entries, wanted.Cut);
    }

    private Dictionary<long, InboxSet> Sets()
    {
        var triggers = new Dictionary<long, string>();
        using (var runs = Command("SELECT ChangeSetId, \"Trigger\" FROM SyncRuns WHERE ChangeSetId IS NOT NULL"))
        using (var reader = runs.ExecuteReader())
        {
            while (reader.Read()) triggers[reader.GetInt64(0)] = reader.GetString(1);
        }

        var sets = new Dictionary<long, InboxSet>();
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = Command("SELECT Id, Source, At, Who, \"Commit\", Version, VersionBefore FROM ChangeSets ORDER BY Id");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var set = new ChangeSetRow { Id = rows.GetInt64(0), Source = rows.GetString(1), At = DateTime.SpecifyKind(rows.GetDateTime(2), DateTimeKind.Utc), Who = rows.GetString(3), Origin = "", Commit = rows.GetString(4), Version = rows.GetString(5), VersionBefore = rows.GetString(6) };
            sets[set.Id] = InboxSet.Of(set, triggers.GetValueOrDefault(set.Id, ""), commits.GetValueOrDefault(set.Source, ""), view);
            if (set.Commit.Length > 0) commits[set.Source] = set.Commit;
        }

        return sets;
    }

    /// <summary>The oldest change set that is read, and whether older ones are left out.</summary>
    private (long Oldest, bool Cut) Recent()
    {
        using var command = Command("SELECT ChangeSetId, count(*) FROM Changes GROUP BY ChangeSetId ORDER BY ChangeSetId DESC");
        using var rows = command.ExecuteReader();
        var (oldest, total) = (long.MaxValue, 0L);
        while (rows.Read())
        {
            total += rows.GetInt64(1);
            if (total > Most && oldest != long.MaxValue) return (oldest, true);
            oldest = rows.GetInt64(0);
        }

        return (oldest, false);
    }

    /// <summary>No text is read. Only items of ATT&amp;CK and D3FEND can change without their text.</summary>
    private List<ChangeEntry> Entries(Dictionary<long, InboxSet> sets, long oldest)
    {
        using var command = Command("""
            SELECT c.Id, c.ChangeSetId, c.Change, c.Kind, c.ExternalId, c.Title, c.Path, c.PathBefore, c.FactsBefore,
                c.TitleBefore,
                c.Kind >= 12 OR c.Change <> 2 OR c.TextBefore IS NOT (SELECT i.Text FROM Items i WHERE i.Source = s.Source AND i.Kind = c.Kind AND i.ExternalId = c.ExternalId)
            FROM Changes c JOIN ChangeSets s ON s.Id = c.ChangeSetId WHERE c.ChangeSetId >= $oldest ORDER BY c.ChangeSetId DESC, c.Id DESC
            """);
        command.Parameters.AddWithValue("$oldest", oldest);
        using var rows = command.ExecuteReader();
        var entries = new List<ChangeEntry>();
        while (rows.Read())
        {
            if (sets.TryGetValue(rows.GetInt64(1), out var set)) entries.Add(Entry(rows, set));
        }

        entries.Sort(Loudest);
        return entries;
    }

    private ChangeEntry Entry(SqliteDataReader rows, InboxSet set)
    {
        var row = new ChangeRow
        {
            Id = rows.GetInt64(0),
            Change = (ItemChange)rows.GetInt32(2),
            Kind = (ItemKind)rows.GetInt32(3),
            ExternalId = rows.GetString(4),
            Title = rows.GetString(5),
            Path = rows.GetString(6),
            PathBefore = rows.GetString(7),
            FactsBefore = rows.IsDBNull(8) ? null : rows.GetString(8),
            TitleBefore = rows.GetString(9),
        };
        var key = (set.Source, row.Kind, row.ExternalId);
        var next = later.GetValueOrDefault(key);
        var before = row.FactsBefore is null ? null : Item(row, set.Source);
        var after = row.Change.HasFlag(ItemChange.Removed) ? null : next?.Facts ?? current.GetValueOrDefault(key);
        var entry = builder.Build(row, set, before, after, next is { Row: > 0 } ? TextsDiffer(row.Id, next.Row) : rows.GetBoolean(10)) with { After = next?.Row ?? 0 };

        // A row without facts only says where the file lies: the facts and text after it are those after the next one.
        later[key] = new Later(before ?? next?.Facts, before is null && !row.Change.HasFlag(ItemChange.Added) ? next?.Row ?? 0 : row.Id);
        return entry;
    }

    private bool TextsDiffer(long row, long next)
    {
        using var command = Command("SELECT a.TextBefore IS NOT b.TextBefore FROM Changes a, Changes b WHERE a.Id = $a AND b.Id = $b");
        command.Parameters.AddWithValue("$a", row);
        command.Parameters.AddWithValue("$b", next);
        return command.ExecuteScalar() is 1L;
    }

    private static CatalogItem Item(ChangeRow row, string source)
    {
        var item = CatalogJson.Read(row.Kind, row.FactsBefore!);
        (item.Source, item.ExternalId, item.Title, item.Path) = (source, row.ExternalId, row.Title, row.PathBefore);
        return item;
    }

    /// <summary>Newest change set first; in it what is graver first.</summary>
    private static int Loudest(ChangeEntry a, ChangeEntry b)
    {
        var order = b.Set.Id.CompareTo(a.Set.Id);
        if (order == 0) order = b.What.First().CompareTo(a.What.First());
        if (order == 0) order = Place(a.Kind).CompareTo(Place(b.Kind));
        if (order == 0) order = string.Compare(a.Title, b.Title, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    private static int Place(ItemKind kind) => kind is ItemKind.Rule or ItemKind.Test or ItemKind.DefensiveTechnique ? (int)kind - 100 : (int)kind;

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
