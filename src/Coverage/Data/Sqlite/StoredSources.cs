using Coverage.Catalog;
using Microsoft.Data.Sqlite;

namespace Coverage.Data.Sqlite;

/// <summary>
/// What an import has to know of what is stored. By plain statements: an import in a fresh process would spend more time
/// on building EF's model than on these.
/// </summary>
internal static class StoredSources
{
    private const string Columns = "Name, Kind, Domain, Seeded, Origin, Repository, \"Commit\", Version, Date, Fingerprint, ImportedAt, CheckedAt, Revision";

    public static IReadOnlyList<SourceRow> Read(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {Columns} FROM Sources ORDER BY Name";
        using var reader = command.ExecuteReader();
        var rows = new List<SourceRow>();
        while (reader.Read())
        {
            rows.Add(new SourceRow
            {
                Name = reader.GetString(0),
                Kind = (SourceKind)reader.GetInt32(1),
                Domain = reader.IsDBNull(2) ? null : (AttackDomain)reader.GetInt32(2),
                Seeded = reader.GetBoolean(3),
                Origin = reader.GetString(4),
                Repository = reader.GetString(5),
                Commit = reader.GetString(6),
                Version = reader.GetString(7),
                Date = reader.IsDBNull(8) ? null : Utc(reader.GetDateTime(8)),
                Fingerprint = reader.GetString(9),
                ImportedAt = Utc(reader.GetDateTime(10)),
                CheckedAt = Utc(reader.GetDateTime(11)),
                Revision = reader.GetInt32(12),
            });
        }

        return rows;
    }

    /// <summary>The files that need not be read again, by path, with their blob hashes.</summary>
    public static Dictionary<string, string> Files(SqliteConnection connection, string source)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Path, BlobHash FROM Files WHERE Source = $source AND NOT Recheck";
        command.Parameters.AddWithValue("$source", source);
        using var reader = command.ExecuteReader();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read()) files.Add(reader.GetString(0), reader.GetString(1));
        return files;
    }

    /// <summary>The paths of a source's files, those to be read again among them.</summary>
    public static List<string> Paths(SqliteConnection connection, string source, SqliteTransaction? transaction) => Paths(connection, source, transaction, "");

    /// <summary>The paths of those of a source's files that are to be read again.</summary>
    public static List<string> ToBeReadAgain(SqliteConnection connection, string source, SqliteTransaction? transaction) => Paths(connection, source, transaction, " AND Recheck");

    private static List<string> Paths(SqliteConnection connection, string source, SqliteTransaction? transaction, string which)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT Path FROM Files WHERE Source = $source" + which;
        command.Parameters.AddWithValue("$source", source);
        using var reader = command.ExecuteReader();
        var paths = new List<string>();
        while (reader.Read()) paths.Add(reader.GetString(0));
        return paths;
    }

    /// <summary>
    /// The release and the date that the imports of a source stated last, whichever import it was: one that states none
    /// does not make what was known before it unknown.
    /// </summary>
    public static (string Version, DateTime? Date) LastStated(SqliteConnection connection, string source, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            SELECT (SELECT Version FROM ChangeSets WHERE Source = $source AND Version <> '' ORDER BY Id DESC LIMIT 1),
                (SELECT Date FROM ChangeSets WHERE Source = $source AND Date IS NOT NULL ORDER BY Id DESC LIMIT 1)
            """;
        command.Parameters.AddWithValue("$source", source);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.IsDBNull(0) ? "" : reader.GetString(0), reader.IsDBNull(1) ? null : Utc(reader.GetDateTime(1)));
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
