using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Tests.Support;

namespace Coverage.Tests.Data;

/// <summary>Plain statements and the model mean the same rows: whichever writes, the other reads.</summary>
public sealed class StoredSyncsTests : IDisposable
{
    private readonly TestDb db = new();

    public void Dispose() => db.Dispose();

    [Fact]
    public void What_is_written_by_statements_the_model_reads_whole_and_the_other_way_round()
    {
        var settings = Full(new SourceSettingsRow { Name = "" });
        var state = Full(new SourceStateRow { Name = "" });
        var run = Full(new SyncRunRow { Source = "", Trigger = "", Who = "" });
        Write((connection, transaction) =>
        {
            StoredSyncs.Add(connection, transaction, settings);
            StoredSyncs.Write(connection, transaction, state);
            StoredSyncs.Add(connection, transaction, run);
        });
        db.Execute("INSERT INTO AllowedHosts(Entry, Who, At) VALUES ('b.example', 'ada', '2026-01-02 03:04:05'), ('a.example', 'ada', '2026-01-02 03:04:05')");

        using var model = db.Database.Model();
        using var connection = db.Database.Open();
        Equal(settings, model.SourceSettings.Single());
        Equal(state, model.SourceStates.Single());
        Equal(run, model.SyncRuns.Single());
        Equal(settings, StoredSyncs.Settings(connection, settings.Name).Single());
        Equal(state, StoredSyncs.State(connection, state.Name)!);
        Equal(model.AllowedHosts.OrderBy(host => host.Entry).ToList(), StoredSyncs.Hosts(connection));
        Assert.Empty(StoredSyncs.Settings(connection, "another"));
    }

    [Fact]
    public void What_is_not_set_stays_so()
    {
        Write((connection, transaction) =>
        {
            StoredSyncs.Add(connection, transaction, new SourceSettingsRow { Name = "rules" });
            StoredSyncs.Write(connection, transaction, new SourceStateRow { Name = "rules" });
            StoredSyncs.Add(connection, transaction, new SyncRunRow { Source = "rules", Trigger = "", Who = "" });
        });

        using var model = db.Database.Model();
        using var connection = db.Database.Open();
        Equal(model.SourceSettings.Single(), StoredSyncs.Settings(connection).Single());
        Equal(model.SourceStates.Single(), StoredSyncs.State(connection, "rules")!);
        Assert.Null(model.SyncRuns.Single().QuotaLeft);
    }

    private void Write(Action<Microsoft.Data.Sqlite.SqliteConnection, Microsoft.Data.Sqlite.SqliteTransaction> write)
    {
        using var connection = db.Database.Open();
        using var transaction = connection.BeginTransaction();
        write(connection, transaction);
        transaction.Commit();
    }

    /// <summary>Every property with a value of its own.</summary>
    private static T Full<T>(T row)
    {
        var number = 1;
        foreach (var property in typeof(T).GetProperties())
        {
            number++;
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(row, type switch
            {
                _ when type == typeof(string) => $"text {number}",
                _ when type == typeof(int) => number,
                _ when type == typeof(long) => (object)(long)number,
                _ when type == typeof(bool) => true,
                _ when type == typeof(DateTime) => new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddDays(number).AddTicks(number),
                _ when type.IsEnum => Enum.GetValues(type).GetValue(1),
                _ => throw new NotSupportedException(type.Name),
            });
        }

        if (row is SyncRunRow run) run.Id = 0;
        return row;
    }

    private static void Equal<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
