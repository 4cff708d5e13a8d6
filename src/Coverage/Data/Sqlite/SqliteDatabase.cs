using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Coverage.Data.Sqlite;

/// <summary>
/// The SQLite file in the data folder: makes it, brings it up to date and opens it. A new file gets its schema from the
/// script of all migrations, without the cost of building EF's model (a test holds the two together).
/// </summary>
public sealed class SqliteDatabase
{
    private const string Busy = "Another process is writing to it. Wait until that is done and try again.";

    private readonly string connectionString;

    /// <summary>Names the database in a data folder; <see cref="Prepare"/> makes it.</summary>
    public SqliteDatabase(string folder)
        : this(folder, secondsToWait: 60)
    {
    }

    /// <param name="folder">The data folder.</param>
    /// <param name="secondsToWait">How long a lock of another process is waited for.</param>
    internal SqliteDatabase(string folder, int secondsToWait)
    {
        Folder = Path.GetFullPath(folder);
        File = Path.Combine(Folder, "coverage.db");
        connectionString = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = secondsToWait, Pooling = true, ForeignKeys = false }.ToString();
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The database's file.</summary>
    public string File { get; }

    /// <summary>The newest migration that this program knows.</summary>
    public static string NewestMigration { get; } = Migrations().Last();

    /// <summary>Makes the folder and the database where they are missing, or brings an older one up to date.</summary>
    /// <returns>Whether the database is new, and empty.</returns>
    /// <exception cref="DatabaseException">The folder cannot be written, or the database is of a newer version.</exception>
    public bool Prepare()
    {
        try
        {
            if (Schema() == NewestMigration) return false;
            OwnerFiles.MakeFolder(Folder);

            // One process at a time: a process that is killed in a migration would leave EF's own lock behind for ever.
            using var gate = OwnerFiles.WaitForLock(Path.Combine(Folder, "coverage.lock"));
            var schema = Schema();
            if (schema == NewestMigration) return false;
            if (schema is null) Create();
            else Migrate();
            return schema is null;
        }
        catch (SqliteException problem)
        {
            throw Explain(problem);
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new DatabaseException($"The data folder {Folder} cannot be written: {problem.Message} Choose another one with --data FOLDER or COVERAGE_DATA.", problem);
        }
    }

    /// <summary>An open connection.</summary>
    /// <exception cref="DatabaseException">It cannot be opened.</exception>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw Explain(problem);
        }
    }

    /// <summary>The model over a connection of its own.</summary>
    public CoverageDb Model() => new SqliteCoverageDb(new DbContextOptionsBuilder<SqliteCoverageDb>().UseSqlite(connectionString).Options);

    /// <summary>The generation of the data: it grows with everything that a page could show.</summary>
    public long Generation()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Number FROM Generation";
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    /// <summary>What a failure of SQLite means for the person who reads it.</summary>
    public DatabaseException Explain(SqliteException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var reason = problem.SqliteErrorCode switch
        {
            5 or 6 => Busy,
            8 => "It is read-only. Give the process the right to write to it.",
            10 => "The disk reports an error. Check the disk and its file system.",
            11 or 26 => "It is damaged or no database of this product. Restore a backup, or move it away.",
            13 => "The disk is full. Free some space and try again; nothing has changed.",
            14 => "It cannot be opened. Check that the folder exists and can be written, or choose another one with --data FOLDER.",
            _ => $"{problem.Message} (SQLite {problem.SqliteErrorCode}).",
        };
        return new DatabaseException($"The database {File}: {reason}", problem);
    }

    private static IEnumerable<string> Migrations()
    {
        return typeof(SqliteDatabase).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal);
    }

    /// <summary>The newest migration of the file, or null if there is no schema yet.</summary>
    private string? Schema()
    {
        if (!System.IO.File.Exists(File)) return null;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if ((long)command.ExecuteScalar()! == 0) return null;
        command.CommandText = "SELECT max(MigrationId) FROM __EFMigrationsHistory";
        var schema = command.ExecuteScalar() as string;
        return string.CompareOrdinal(schema, NewestMigration) <= 0
            ? schema
            : throw new DatabaseException($"The database {File} was made by a newer version of Coverage ({schema}). It was left untouched; start that version, or choose another folder with --data FOLDER.");
    }

    private void Create()
    {
        // SQLite takes an empty file for a new database, and gives the files beside it (-wal, -shm) the same mode.
        OwnerFiles.Open(File, FileShare.ReadWrite).Dispose();
        using var connection = Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        using var script = typeof(SqliteDatabase).Assembly.GetManifestResourceStream("Coverage.Data.Sqlite.Schema.sql")!;
        using var reader = new StreamReader(script);
        Execute(connection, reader.ReadToEnd());
        transaction.Commit();
    }

    private void Migrate()
    {
        using var connection = Open();
        Execute(connection, "DROP TABLE IF EXISTS __EFMigrationsLock");
        using var model = Model();
        model.Database.Migrate();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the engine's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
