using System.Globalization;
using Coverage.Catalog;
using Microsoft.Data.Sqlite;

namespace Coverage.Data.Sqlite;

/// <summary>
/// What a sync has to know of its source, and what it leaves. By plain statements, as <see cref="StoredSources"/>: a sync
/// in a fresh process that finds nothing new would spend most of its time on building EF's model.
/// </summary>
internal static class StoredSyncs
{
    private const string SettingsColumns = "Name, Kind, Domain, Place, Api, Repository, RefKind, Ref, \"Release\", Folder, Include, Exclude, Priority, Cron, TimeZone, JitterSeconds, Paused, Credential, Secret, AppId, Installation, CreatedAt, Revision";
    private const string StateColumns = "Name, ETag, \"Commit\", Date, PlaceName, RepositoryId, \"Release\", Revision, SucceededAt, FailingSince, Fault, Message, NotBefore, ScheduledAt, HeldRun, HeldCommit, RejectedCommit";
    private const string RunColumns = "Source, \"Trigger\", Who, StartedAt, EndedAt, Outcome, Requests, QuotaUsed, QuotaLeft, Bytes, CommitBefore, \"Commit\", ChangeSetId, Added, Changed, Removed, Moved, Fault, Message, Notes";

    /// <summary>Takes away what a held run would have removed, once that is decided.</summary>
    public static void DropHeld(SqliteConnection connection, SqliteTransaction transaction, long run)
    {
        using var command = Command(connection, transaction, "DELETE FROM HeldItems WHERE RunId = $run");
        command.Parameters.AddWithValue("$run", run);
        command.ExecuteNonQuery();
    }

    /// <summary>How the sources are set up: all of them, or the one of a name.</summary>
    public static List<SourceSettingsRow> Settings(SqliteConnection connection, string? name = null, SqliteTransaction? transaction = null)
    {
        using var command = Command(connection, transaction, $"SELECT {SettingsColumns} FROM SourceSettings WHERE $name IS NULL OR Name = $name");
        command.Parameters.AddWithValue("$name", (object?)name ?? DBNull.Value);
        using var row = command.ExecuteReader();
        var rows = new List<SourceSettingsRow>();
        while (row.Read())
        {
            rows.Add(new SourceSettingsRow
            {
                Name = row.GetString(0),
                Kind = (SourceKind)row.GetInt32(1),
                Domain = Number(row, 2) is { } domain ? (AttackDomain)domain : null,
                Place = Enum.Parse<SourcePlace>(row.GetString(3)),
                Api = row.GetString(4),
                Repository = row.GetString(5),
                RefKind = row.GetString(6),
                Ref = row.GetString(7),
                Release = row.GetString(8),
                Folder = row.GetString(9),
                Include = row.GetString(10),
                Exclude = row.GetString(11),
                Priority = row.GetInt32(12),
                Cron = row.GetString(13),
                TimeZone = row.GetString(14),
                JitterSeconds = row.GetInt32(15),
                Paused = row.GetBoolean(16),
                Credential = Enum.Parse<CredentialKind>(row.GetString(17)),
                Secret = row.GetString(18),
                AppId = row.GetString(19),
                Installation = Number(row, 20),
                CreatedAt = Time(row, 21)!.Value,
                Revision = row.GetInt32(22),
            });
        }

        return rows;
    }

    /// <summary>Sets up a source.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, SourceSettingsRow row) => Insert(
        connection,
        transaction,
        "INSERT INTO SourceSettings",
        SettingsColumns,
        [
            row.Name, (int)row.Kind, (int?)row.Domain, row.Place.ToString(), row.Api, row.Repository, row.RefKind, row.Ref, row.Release, row.Folder, row.Include, row.Exclude,
            row.Priority, row.Cron, row.TimeZone, row.JitterSeconds, row.Paused, row.Credential.ToString(), row.Secret, row.AppId, row.Installation, row.CreatedAt, row.Revision,
        ]);

    /// <summary>The hosts that administrators allowed, in order.</summary>
    public static List<AllowedHostRow> Hosts(SqliteConnection connection)
    {
        using var command = Command(connection, null, "SELECT Entry, Who, At FROM AllowedHosts ORDER BY Entry");
        using var row = command.ExecuteReader();
        var rows = new List<AllowedHostRow>();
        while (row.Read()) rows.Add(new AllowedHostRow { Entry = row.GetString(0), Who = row.GetString(1), At = Time(row, 2)!.Value });
        return rows;
    }

    /// <summary>How the syncs of a source go; null before the first one.</summary>
    public static SourceStateRow? State(SqliteConnection connection, string name, SqliteTransaction? transaction = null)
    {
        using var command = Command(connection, transaction, $"SELECT {StateColumns} FROM SourceStates WHERE Name = $name");
        command.Parameters.AddWithValue("$name", name);
        using var row = command.ExecuteReader();
        return !row.Read() ? null : new SourceStateRow
        {
            Name = row.GetString(0),
            ETag = row.GetString(1),
            Commit = row.GetString(2),
            Date = Time(row, 3),
            PlaceName = row.GetString(4),
            RepositoryId = Number(row, 5),
            Release = row.GetString(6),
            Revision = row.GetInt32(7),
            SucceededAt = Time(row, 8),
            FailingSince = Time(row, 9),
            Fault = row.GetString(10),
            Message = row.GetString(11),
            NotBefore = Time(row, 12),
            ScheduledAt = Time(row, 13),
            HeldRun = Number(row, 14),
            HeldCommit = row.GetString(15),
            RejectedCommit = row.GetString(16),
        };
    }

    /// <summary>Writes how the syncs of a source go.</summary>
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, SourceStateRow row) => Insert(
        connection,
        transaction,
        "INSERT OR REPLACE INTO SourceStates",
        StateColumns,
        [
            row.Name, row.ETag, row.Commit, row.Date, row.PlaceName, row.RepositoryId, row.Release, row.Revision, row.SucceededAt, row.FailingSince, row.Fault, row.Message,
            row.NotBefore, row.ScheduledAt, row.HeldRun, row.HeldCommit, row.RejectedCommit,
        ]);

    /// <summary>Adds a run, which gets its number by it.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, SyncRunRow row) => row.Id = Insert(
        connection,
        transaction,
        "INSERT INTO SyncRuns",
        RunColumns,
        [
            row.Source, row.Trigger, row.Who, row.StartedAt, row.EndedAt, row.Outcome.ToString(), row.Requests, row.QuotaUsed, row.QuotaLeft, row.Bytes, row.CommitBefore, row.Commit,
            row.ChangeSetId, row.Added, row.Changed, row.Removed, row.Moved, row.Fault, row.Message, row.Notes,
        ]);

    /// <summary>Inserts a row; its number.</summary>
    private static long Insert(SqliteConnection connection, SqliteTransaction transaction, string into, string columns, object?[] values)
    {
        using var command = Command(connection, transaction, $"{into}({columns}) VALUES ({string.Join(", ", values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"$v{i}")))}) RETURNING rowid");
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"$v{i}"), values[i] ?? DBNull.Value);
        return (long)command.ExecuteScalar()!;
    }

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTime? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
