using System.Collections.Concurrent;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace Coverage.Sync;

/// <summary>
/// Who may work on what at this time, across all processes on the database. Every taking has a number of its own (a
/// fence): what its holder writes is refused once somebody else has taken over.
/// </summary>
internal sealed class Leases(SqliteDatabase database, TimeProvider time)
{
    /// <summary>How long a lease holds that is not renewed: a process that hangs, or was killed on another machine, keeps others out no longer.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    /// <summary>What this process works on. What it could not give back, since the database was locked, it does not hold any more.</summary>
    private static readonly ConcurrentDictionary<(string File, string Name, long Fence), bool> Ours = new();

    /// <summary>Takes a lease; null if somebody else has it.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="interrupted">When the holder took it who let it run out, or whose process ended, if there was one.</param>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public Lease? Take(string name, out DateTime? interrupted)
    {
        try
        {
            return TakeFree(name, out interrupted);
        }
        catch (SqliteException problem)
        {
            throw database.Explain(problem);
        }
    }

    private Lease? TakeFree(string name, out DateTime? interrupted)
    {
        interrupted = null;
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var now = time.GetUtcNow().UtcDateTime;
        var before = Read(connection, transaction, name);
        if (Holds(before, now)) return null;
        Forget(before);
        interrupted = before is { Owner.Length: > 0 } ? before.Since : null;
        var fence = (before?.Fence ?? 0) + 1;
        using var write = Command(connection, transaction, """
            INSERT INTO Leases(Name, Owner, Since, Until, Fence) VALUES ($name, $owner, $now, $until, $fence)
            ON CONFLICT(Name) DO UPDATE SET Owner = $owner, Since = $now, Until = $until, Fence = $fence
            """, name);
        write.Parameters.AddWithValue("$owner", LeaseOwner.This);
        write.Parameters.AddWithValue("$now", now);
        write.Parameters.AddWithValue("$until", now + Length);
        write.Parameters.AddWithValue("$fence", fence);
        write.ExecuteNonQuery();
        Ours[(database.File, name, fence)] = true;
        try
        {
            transaction.Commit();
        }
        catch
        {
            Ours.TryRemove((database.File, name, fence), out _);
            throw;
        }

        return new Lease(this, name, fence, now);
    }

    /// <summary>Since when somebody holds it; null if nobody does.</summary>
    public DateTime? HeldSince(string name)
    {
        using var connection = database.Open();
        var now = time.GetUtcNow().UtcDateTime;
        var lease = Read(connection, null, name);
        return Holds(lease, now) ? lease!.Since : null;
    }

    /// <summary>
    /// Not one that ended, nor one that ends later than one could that is taken now: a clock that was ahead took it. Nor one
    /// whose holder is gone and will not give it back.
    /// </summary>
    private bool Holds(LeaseRow? lease, DateTime now) => lease is { Owner.Length: > 0 } && lease.Until > now && lease.Until <= now + Length && !IsGone(lease);

    private bool IsGone(LeaseRow lease) => lease.Owner == LeaseOwner.This ? !Ours.ContainsKey((database.File, lease.Name, lease.Fence)) : LeaseOwner.IsGone(lease.Owner);

    private void Forget(LeaseRow? lease)
    {
        if (lease is not null) Ours.TryRemove((database.File, lease.Name, lease.Fence), out _);
    }

    /// <summary>What is held at the moment of the names that begin so, and since when.</summary>
    public Dictionary<string, DateTime> Held(string beginning)
    {
        using var connection = database.Open();
        using var command = Command(connection, null, "SELECT Owner, Since, Until, Fence, Name FROM Leases WHERE Owner <> '' AND substr(Name, 1, length($name)) = $name", beginning);
        using var reader = command.ExecuteReader();
        var now = time.GetUtcNow().UtcDateTime;
        var held = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (Row(reader, reader.GetString(4)) is var lease && Holds(lease, now)) held[lease.Name] = lease.Since;
        }

        return held;
    }

    /// <summary>Makes it hold longer; false if somebody else has taken it.</summary>
    internal bool Renew(Lease lease) => Update(lease, "UPDATE Leases SET Until = $until WHERE Name = $name AND Owner = $owner AND Fence = $fence");

    /// <summary>Gives it back.</summary>
    internal void Release(Lease lease)
    {
        try
        {
            Update(lease, "UPDATE Leases SET Owner = '', Until = $until WHERE Name = $name AND Owner = $owner AND Fence = $fence");
        }
        finally
        {
            Ours.TryRemove((database.File, lease.Name, lease.Fence), out _);
        }
    }

    /// <summary>Refuses to go on if it is lost; in the transaction that its holder writes in.</summary>
    internal static void MustHold(Lease lease, SqliteConnection connection, SqliteTransaction transaction)
    {
        if (Read(connection, transaction, lease.Name) is { } now && now.Owner == LeaseOwner.This && now.Fence == lease.Fence) return;
        throw new LeaseLostException(lease.Name);
    }

    private bool Update(Lease lease, string sql)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = Command(connection, transaction, sql, lease.Name);
        command.Parameters.AddWithValue("$owner", LeaseOwner.This);
        command.Parameters.AddWithValue("$until", time.GetUtcNow().UtcDateTime + Length);
        command.Parameters.AddWithValue("$fence", lease.Fence);
        var done = command.ExecuteNonQuery() == 1;
        transaction.Commit();
        return done;
    }

    private static LeaseRow? Read(SqliteConnection connection, SqliteTransaction? transaction, string name)
    {
        using var command = Command(connection, transaction, "SELECT Owner, Since, Until, Fence FROM Leases WHERE Name = $name", name);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Row(reader, name) : null;
    }

    private static LeaseRow Row(SqliteDataReader reader, string name) =>
        new() { Name = name, Owner = reader.GetString(0), Since = Utc(reader, 1), Until = Utc(reader, 2), Fence = reader.GetInt64(3) };

    private static DateTime Utc(SqliteDataReader reader, int column) => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc);

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql, string name)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$name", name);
        return command;
    }
}

/// <summary>A lease that was taken. Renews itself until it is disposed of.</summary>
internal sealed class Lease : IDisposable
{
    private readonly Leases leases;
    private readonly Timer renewal;
    private readonly CancellationTokenSource lost = new();

    public Lease(Leases leases, string name, long fence, DateTime since)
    {
        (this.leases, Name, Fence, Since) = (leases, name, fence, since);
        renewal = new Timer(_ => Renew(), null, Leases.Length / 3, Leases.Length / 3);
    }

    public string Name { get; }

    public long Fence { get; }

    /// <summary>When it was taken (UTC).</summary>
    public DateTime Since { get; }

    /// <summary>Cancelled once somebody else has taken it.</summary>
    public CancellationToken Lost => lost.Token;

    public void Dispose()
    {
        renewal.Dispose();
        try
        {
            leases.Release(this);
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            // This process knows; for others it runs out by itself within a minute.
        }

        lost.Dispose();
    }

    private void Renew()
    {
        try
        {
            if (!leases.Renew(this)) lost.Cancel();
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException or ObjectDisposedException)
        {
            // The database is locked at this moment. The fence decides in the end.
        }
    }
}

/// <summary>Somebody else has taken over; nothing has changed.</summary>
internal sealed class LeaseLostException(string name) : Exception($"Another process has taken over '{name}', since this one did not say for a minute that it is alive. Nothing has changed.");
