using System.Collections.Concurrent;
using Coverage.Data;
using Coverage.Data.Sqlite;

namespace Coverage.Audit;

/// <summary>How far each person has read the changes.</summary>
public sealed class ReadMarks(Ledger ledger, SqliteDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, VisitRow? Mark)> known = new(StringComparer.Ordinal);

    /// <summary>A person's mark; null as long as they have set none. Every page asks, so it is looked up every few seconds at most.</summary>
    public VisitRow? Of(string person)
    {
        if (known.TryGetValue(person, out var fresh) && time.GetElapsedTime(fresh.At) < Kept) return fresh.Mark;
        var mark = Read(person);
        known[person] = (time.GetTimestamp(), mark);
        return mark;
    }

    private VisitRow? Read(string person)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ChangeSetId, At FROM Visits WHERE Person = $person";
        command.Parameters.AddWithValue("$person", person);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new VisitRow { Person = person, ChangeSetId = reader.GetInt64(0), At = DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc) } : null;
    }

    /// <summary>
    /// Sets a person's own mark at a change set: what came while they read stays unread. A mark never goes back, and never
    /// past what there is.
    /// </summary>
    /// <returns>Where the mark is now.</returns>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public long Mark(Person who, long changeSet)
    {
        ArgumentNullException.ThrowIfNull(who);
        var marked = ledger.Write(who, Mutations.MarkRead, scope =>
        {
            scope.ChangesViews = false;
            using var write = scope.Command("""
                INSERT INTO Visits(Person, ChangeSetId, At) VALUES ($person, min($set, (SELECT coalesce(max(Id), 0) FROM ChangeSets)), $now)
                ON CONFLICT(Person) DO UPDATE SET ChangeSetId = max(ChangeSetId, excluded.ChangeSetId), At = excluded.At
                RETURNING ChangeSetId
                """);
            write.Parameters.AddWithValue("$person", who.Name);
            write.Parameters.AddWithValue("$set", Math.Max(0, changeSet));
            write.Parameters.AddWithValue("$now", scope.Now);
            var mark = (long)write.ExecuteScalar()!;
            scope.Audit(who.Name, $"up to change set {mark}");
            return mark;
        });
        known.TryRemove(who.Name, out _);
        return marked;
    }
}
