using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Views.Scores;

/// <summary>What a cause did to the headline within some time; points of 100.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Overall">What it did to Overall.</param>
/// <param name="Available">What it did to Available.</param>
/// <param name="Deployed">What it did to Deployed.</param>
/// <param name="Validated">What it did to Validated.</param>
/// <param name="Moves">How often.</param>
public sealed record CauseSum(MoveCause Cause, double Overall, double Available, double Deployed, double Validated, int Moves);

/// <summary>Reads snapshots and what moved the scores.</summary>
public sealed class ScoreHistory(SqliteDatabase database)
{
    /// <summary>Snapshots without the single techniques' scores, the newest first.</summary>
    public IReadOnlyList<Snapshot> Snapshots(int most = 1000)
    {
        using var model = database.Model();
        return [.. model.Snapshots.AsNoTracking().OrderByDescending(row => row.Id).Take(most)
            .Select(row => new { row.Id, row.Day, row.At, row.Who, row.Title, row.EditId, row.Facts }).AsEnumerable()
            .Select(row => new Snapshot(row.Id, row.Day, row.At, row.Who, row.Title, row.EditId, SnapshotJson.Facts(row.Facts)))];
    }

    /// <summary>A snapshot with each technique's scores; null if it is not there.</summary>
    public Snapshot? Find(long id)
    {
        using var model = database.Model();
        return model.Snapshots.AsNoTracking().FirstOrDefault(row => row.Id == id) is { } row
            ? new Snapshot(row.Id, row.Day, row.At, row.Who, row.Title, row.EditId, SnapshotJson.Facts(row.Facts)) { Scores = SnapshotJson.Scores(row.Scores) }
            : null;
    }

    /// <summary>What moved the scores since a time (UTC), the oldest first.</summary>
    public IReadOnlyList<ScoreMoveRow> Moves(DateTime since)
    {
        using var model = database.Model();
        return [.. model.ScoreMoves.AsNoTracking().Where(move => move.At >= since).OrderBy(move => move.Id)];
    }

    /// <summary>Moves by cause, in the order of the causes; they add up to the difference between the ends.</summary>
    public static IReadOnlyList<CauseSum> ByCause(IEnumerable<ScoreMoveRow> moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return [.. moves.GroupBy(move => move.Cause).OrderBy(group => group.Key).Select(group => new CauseSum(
            group.Key,
            group.Sum(move => (move.Overall ?? 0) - (move.OverallBefore ?? 0)),
            group.Sum(move => (move.Available ?? 0) - (move.AvailableBefore ?? 0)),
            group.Sum(move => (move.Deployed ?? 0) - (move.DeployedBefore ?? 0)),
            group.Sum(move => (move.Validated ?? 0) - (move.ValidatedBefore ?? 0)),
            group.Count()))];
    }
}
