using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Coverage.Tests.Data;

public sealed class SqliteDatabaseTests : IDisposable
{
    private const string Schema = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%EFMigrationsLock%' ORDER BY type, name";

    private readonly TempFolder folder = new();

    [Fact]
    public void The_script_of_a_new_database_is_that_of_the_migrations()
    {
        using var model = new SqliteDatabase(folder.Path).Model();
        using var script = new StreamReader(typeof(SqliteDatabase).Assembly.GetManifestResourceStream("Coverage.Data.Sqlite.Schema.sql")!);

        Assert.Equal(model.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions).ReplaceLineEndings("\n").Trim(), script.ReadToEnd().ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void A_database_of_the_script_has_the_schema_of_a_migrated_one_and_no_pending_changes()
    {
        var migrated = new SqliteDatabase(folder.Path);
        using (var model = migrated.Model())
        {
            Assert.False(model.Database.HasPendingModelChanges());
            model.Database.Migrate();
        }

        var scripted = new SqliteDatabase(Path.Combine(folder.Path, "scripted"));
        Assert.True(scripted.Prepare());
        using (var model = scripted.Model())
        {
            Assert.Empty(model.Database.GetPendingMigrations());
        }

        Assert.Equal(Rows(migrated, Schema), Rows(scripted, Schema));
        Assert.Equal(Rows(migrated, "SELECT * FROM Generation"), Rows(scripted, "SELECT * FROM Generation"));
        Assert.Equal(SqliteDatabase.NewestMigration, Rows(scripted, "SELECT MigrationId FROM __EFMigrationsHistory").Last());
        Assert.False(migrated.Prepare());
    }

    [Fact]
    public void A_database_is_made_once_and_writes_ahead()
    {
        var database = new SqliteDatabase(Path.Combine(folder.Path, "new", "deep"));

        Assert.True(database.Prepare());
        Assert.False(database.Prepare());
        Assert.Equal(["wal"], Rows(database, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Many_that_prepare_at_once_make_one_database()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new SqliteDatabase(folder.Path).Prepare())));

        Assert.Equal(1, made.Count(created => created));
    }

    [Fact]
    public void A_database_of_a_newer_schema_is_refused_and_left_as_it_is()
    {
        var database = new SqliteDatabase(folder.Path);
        database.Prepare();
        Rows(database, "INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99.0') RETURNING 1");
        Rows(database, "PRAGMA journal_mode=DELETE");
        SqliteConnection.ClearAllPools();
        var before = File.ReadAllBytes(database.File);

        var refused = Assert.Throws<DatabaseException>(() => new SqliteDatabase(folder.Path).Prepare());

        Assert.Contains("made by a newer version of Coverage (99990101000000_Future)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(database.File));
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_told_with_what_to_do()
    {
        var file = folder.Write("file", "x"u8);

        var refused = Assert.Throws<DatabaseException>(() => new SqliteDatabase(Path.Combine(file, "data")).Prepare());

        Assert.Contains("cannot be written", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_and_left_as_it_is()
    {
        var file = folder.Write("coverage.db", "this is no database, and it is long enough to be looked at as one: 0123456789 0123456789 0123456789"u8);
        var before = File.ReadAllBytes(file);

        Assert.Contains("damaged or no database", Assert.Throws<DatabaseException>(() => new SqliteDatabase(folder.Path).Prepare()).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_database_that_was_cut_short_is_told()
    {
        var database = new SqliteDatabase(folder.Path);
        database.Prepare();
        Rows(database, "PRAGMA journal_mode=DELETE");
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(database.File)) file.SetLength(8192);

        Assert.Throws<DatabaseException>(() => new SqliteDatabase(folder.Path).Prepare());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private static string[] Rows(SqliteDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()!.ReplaceLineEndings("\n"))));
        return [.. rows];
    }
}
