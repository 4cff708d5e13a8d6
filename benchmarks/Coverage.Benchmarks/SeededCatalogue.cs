using Coverage.Audit;
using Coverage.Data.Sqlite;
using Coverage.Sync;
using Microsoft.Data.Sqlite;

namespace Coverage.Benchmarks;

/// <summary>A database in a folder of its own, filled with the seed data: the real catalogue without its texts.</summary>
public sealed class SeededCatalogue : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coverage-benchmark-");

    /// <summary>Makes it.</summary>
    public SeededCatalogue()
    {
        Database = new SqliteDatabase(folder.FullName);
        Database.Prepare();
        new SeedData(Database, new Ledger(Database, TimeProvider.System)).Settle(Path.Combine(AppContext.BaseDirectory, "seed-data"), wanted: true);
    }

    /// <summary>The database.</summary>
    public SqliteDatabase Database { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
