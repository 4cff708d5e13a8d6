using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync;

/// <summary>Syncs that wait for a person: what each would remove, and rejecting it. Approving one is a sync of its own (<see cref="SyncRequest.Approves"/>).</summary>
public sealed class HeldSyncs(SqliteDatabase database, Ledger ledger)
{
    /// <summary>The held run of a source, or null.</summary>
    public SyncRunRow? Of(string source)
    {
        using var model = database.Model();
        return model.SourceStates.AsNoTracking().FirstOrDefault(state => state.Name == source)?.HeldRun is { } run
            ? model.SyncRuns.AsNoTracking().FirstOrDefault(row => row.Id == run)
            : null;
    }

    /// <summary>What a held run would remove, by kind and title.</summary>
    public IReadOnlyList<HeldItemRow> Items(long run, int skip, int most)
    {
        using var model = database.Model();
        return [.. model.HeldItems.AsNoTracking().Where(item => item.RunId == run).OrderBy(item => item.Kind).ThenBy(item => item.Title).ThenBy(item => item.Id).Skip(skip).Take(most)];
    }

    /// <summary>How many items a held run would remove.</summary>
    public int Count(long run)
    {
        using var model = database.Model();
        return model.HeldItems.Count(item => item.RunId == run);
    }

    /// <summary>Rejects the held run of a source: its commit is not asked about again, the next one is.</summary>
    /// <exception cref="ImportUsageException">Nothing is held there, or something else than the person saw.</exception>
    public void Reject(string source, long run, Person who) => ledger.Write(who, Mutations.DecideHeld, scope =>
    {
        var state = scope.Model.SourceStates.FirstOrDefault(state => state.Name == source);
        if (state?.HeldRun != run) throw new ImportUsageException($"The sync of '{source}' that you saw is not held any more. Look again.");
        var row = scope.Model.SyncRuns.First(row => row.Id == run);
        (row.Outcome, state.RejectedCommit, state.HeldRun, state.HeldCommit) = (SyncOutcome.Rejected, state.HeldCommit, null, "");
        scope.Model.HeldItems.Where(item => item.RunId == run).ExecuteDelete();
        scope.ChangesViews = false;
        scope.Audit(source, $"rejected: {row.Message}");
        return true;
    });
}
