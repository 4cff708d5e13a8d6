using System.Collections.Immutable;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Views.History;

/// <summary>
/// The steps by which the posture was changed. Steps never change, save that a later one takes them back: so they are kept,
/// and only those that came since are read.
/// </summary>
public sealed class PostureHistory(SqliteDatabase database)
{
    private readonly Lock gate = new();
    private ImmutableList<HistoryStep> steps = [];

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<HistoryStep> Steps()
    {
        lock (gate)
        {
            var newer = ReadSince(steps.IsEmpty ? 0 : steps[0].Id);
            if (newer.Count > 0) steps = Join(newer, steps);
            return steps;
        }
    }

    /// <summary>A step; null if there is none of that number.</summary>
    public HistoryStep? Find(long id) => Steps().FirstOrDefault(step => step.Id == id);

    /// <summary>What a step did to entries, in the order of their kinds.</summary>
    public IReadOnlyList<PostureChangeRow> EntriesOf(long step)
    {
        using var model = database.Model();
        return [.. model.PostureChanges.AsNoTracking().Where(change => change.EditId == step).OrderBy(change => change.Id)];
    }

    /// <summary>What a step did to the headline; null where it moved nothing.</summary>
    public ScoreMoveRow? MoveOf(long step)
    {
        using var model = database.Model();
        return model.ScoreMoves.AsNoTracking().FirstOrDefault(move => move.EditId == step);
    }

    private static ImmutableList<HistoryStep> Join(List<HistoryStep> newer, ImmutableList<HistoryStep> known)
    {
        var undone = newer.Where(step => step.Undoes is not null).ToDictionary(step => step.Undoes!.Value, step => step.Id);
        return [.. newer.Concat(known).Select(step => undone.TryGetValue(step.Id, out var by) ? step with { UndoneBy = by } : step)];
    }

    private List<HistoryStep> ReadSince(long last)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            SELECT made.Id, made.At, made.Who, made.Title, made.Reason, made.Entries, made.Undoes,
                (SELECT group_concat(name, '|') FROM (SELECT DISTINCT CASE Kind WHEN 1 THEN Key ELSE Environment END AS name FROM PostureChanges WHERE EditId = made.Id ORDER BY 1))
            FROM PostureEdits AS made WHERE made.Id > $last ORDER BY made.Id DESC
            """;
        command.Parameters.AddWithValue("$last", last);
        using var row = command.ExecuteReader();
        var read = new List<HistoryStep>();
        while (row.Read())
        {
            var environments = row.IsDBNull(7) ? [] : row.GetString(7).Split('|', StringSplitOptions.RemoveEmptyEntries);
            read.Add(new HistoryStep(row.GetInt64(0), DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), environments, row.IsDBNull(6) ? null : row.GetInt64(6), null));
        }

        return read;
    }
}
