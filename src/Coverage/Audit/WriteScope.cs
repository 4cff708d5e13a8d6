using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Audit;

/// <summary>What a change may use while <see cref="Ledger"/> runs it.</summary>
public sealed class WriteScope : IDisposable
{
    private readonly Mutation what;
    private CoverageDb? model;
    private bool audited;

    internal WriteScope(SqliteConnection connection, SqliteTransaction transaction, Person who, Mutation what, DateTime now)
    {
        (Connection, Transaction, Who, Now) = (connection, transaction, who, now);
        this.what = what;
    }

    /// <summary>The connection, for what has to be written in bulk.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>The transaction that all of the change is in.</summary>
    public SqliteTransaction Transaction { get; }

    /// <summary>The person.</summary>
    public Person Who { get; }

    /// <summary>The time of the change (UTC).</summary>
    public DateTime Now { get; }

    /// <summary>Whether pages have to be built anew; true unless the change says otherwise.</summary>
    public bool ChangesViews { get; set; } = true;

    /// <summary>The model, in the same transaction.</summary>
    public CoverageDb Model
    {
        get
        {
            if (model is null)
            {
                model = new SqliteCoverageDb(new DbContextOptionsBuilder<SqliteCoverageDb>().UseSqlite(Connection).Options);
                model.Database.UseTransaction(Transaction);
            }

            return model;
        }
    }

    /// <summary>Writes the audit entry of the change.</summary>
    /// <param name="subject">What it was done to.</param>
    /// <param name="details">What came of it.</param>
    public void Audit(string subject, string details) => Audit(what, subject, details);

    /// <summary>Writes the audit entry of another kind of change that belongs to this one, so that both happen or neither.</summary>
    /// <exception cref="NotAllowedException">The person's role does not allow it.</exception>
    public void Also(Mutation other, string subject, string details)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Who.Role < other.Needs) throw new NotAllowedException(Who, other);
        Audit(other, subject, details);
    }

    /// <summary>Writes what the model has changed so far, for what has to know the rows' numbers.</summary>
    public void Save() => Model.SaveChanges();

    /// <summary>A command in the transaction.</summary>
    public SqliteCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.Transaction = Transaction;
#pragma warning disable CA2100 // The texts are constants of the engine; values go by parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <inheritdoc/>
    public void Dispose() => model?.Dispose();

    internal void Complete()
    {
        if (model?.ChangeTracker.HasChanges() == true) model.SaveChanges();
        if (!audited) throw new InvalidOperationException($"The mutation '{what.Name}' wrote no audit entry.");
        if (!ChangesViews) return;
        using var command = Command("UPDATE Generation SET Number = Number + 1");
        command.ExecuteNonQuery();
    }

    private void Audit(Mutation mutation, string subject, string details)
    {
        audited = true;
        using var command = Command("INSERT INTO Audit(At, Who, Role, Action, Subject, Details) VALUES ($at, $who, $role, $action, $subject, $details)");
        command.Parameters.AddWithValue("$at", Now);
        command.Parameters.AddWithValue("$who", Who.Name);
        command.Parameters.AddWithValue("$role", (int)Who.Role);
        command.Parameters.AddWithValue("$action", mutation.Name);
        command.Parameters.AddWithValue("$subject", subject);
        command.Parameters.AddWithValue("$details", details);
        command.ExecuteNonQuery();
    }
}
