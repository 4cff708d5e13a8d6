using System.Globalization;
using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Linking;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Views;

namespace Coverage.Tests.Support;

/// <summary>A database in a folder of its own, empty at first, and what works on it.</summary>
internal sealed class TestDb : IDisposable
{
    public static readonly Person Ada = new("ada", Role.Admin);

    private readonly TempFolder folder = new();

    public TestDb()
    {
        Database = new SqliteDatabase(Path.Combine(folder.Path, "data"));
        Database.Prepare();
        Ledger = new Ledger(Database, TimeProvider.System);
    }

    public SqliteDatabase Database { get; }

    public Ledger Ledger { get; }

    public CoverageView View => ViewBuilder.Build(CatalogContent.Read(Database));

    /// <summary>Imports trees into the default sources.</summary>
    public IReadOnlyList<ImportedSource> Import(params SourceTree[] trees) => Run(Request(trees));

    /// <summary>Imports texts into the default source of their kind.</summary>
    public ChangeSetRow Import(params (string Path, string Content)[] files) => Import(new MemoryTree(files)).Single().Change;

    public static ImportRequest Request(params SourceTree[] trees) => new() { Inputs = [.. trees.Select(tree => (Func<SourceTree>)(() => tree))] };

    public static ImportRequest Request(params (string Path, string Content)[] files) => Request(new MemoryTree(files));

    public IReadOnlyList<ImportedSource> Run(ImportRequest request, Person? who = null, CancellationToken? cancellationToken = null) =>
        new ImportRunner(Database, Ledger).Run(request, who ?? Ada, null, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>That a request is refused and nothing at all has changed; why it was.</summary>
    public string Refused<T>(ImportRequest request, Person? who = null)
        where T : Exception
    {
        var before = Dump();
        var message = Assert.ThrowsAny<T>(() => Run(request, who)).Message;
        Assert.Equal(before, Dump());
        return message;
    }

    public string Refused(params (string Path, string Content)[] files) => Refused<SourceRefusedException>(Request(files));

    /// <summary>The change of an import, as its figures: added, changed, removed, moved, filled, relinked.</summary>
    public static string Figures(ChangeSetRow set) => string.Create(CultureInfo.InvariantCulture, $"+{set.Added} ~{set.Changed} -{set.Removed} >{set.Moved} filled {set.Filled} relinked {set.Relinked} same {set.Unchanged}");

    /// <summary>Every link as one line: written, outcome, current identifier, item.</summary>
    public string[] Links(LinkKind kind = LinkKind.Rule) => [.. LinkRows.Of(View, kind, null, ControlDerivation.Subtechnique).Select(row => $"{row.Written} {row.Resolution} {row.Technique}: {row.Title} {row.Via}".TrimEnd())];

    /// <summary>Does to the database what another process might.</summary>
    public void Execute(string sql)
    {
        using var connection = Database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, their cells joined.</summary>
    public string[] Query(string sql)
    {
        using var connection = Database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return [.. rows];
    }

    /// <summary>Every row of every table, to see that nothing has changed.</summary>
    public string Dump() => Dump([]);

    /// <summary>The same without some tables: what a sync that fails may write to are <c>SyncRuns</c>, <c>SourceStates</c>, <c>Audit</c> and <c>Leases</c>.</summary>
    public string Dump(params string[] without)
    {
        var dump = new StringBuilder();
        foreach (var table in Query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Except([.. without, .. without.Length > 0 ? new[] { "sqlite_sequence" } : []]))
        {
            dump.AppendLine(table).AppendJoin('\n', Query($"SELECT * FROM \"{table}\" ORDER BY 1, 2")).AppendLine();
        }

        return dump.ToString();
    }

    public void Dispose()
    {
        using (var connection = Database.Open()) Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        folder.Dispose();
    }
}
