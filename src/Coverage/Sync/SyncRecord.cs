using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Coverage.Sync;

/// <summary>Writes how a sync ended: the run, and what is remembered of its place. Each in one transaction, under the run's lease.</summary>
internal sealed class SyncRecord(Ledger ledger)
{
    /// <summary>Who the audit log names for what a process left behind.</summary>
    private static readonly Person System = new("sync", Role.Engineer);

    /// <summary>What is remembered of the place; nothing conditional if somebody has imported by hand since.</summary>
    public static FeedMemory Memory(SyncRun run)
    {
        var state = run.State;
        var ours = run.Before is { Seeded: false } before && before.Revision == state.Revision && run.Request.Approves is null;
        return new FeedMemory
        {
            ETag = ours ? state.ETag : "",
            Commit = ours ? state.Commit : "",
            Date = ours ? state.Date : null,
            Name = state.PlaceName,
            RepositoryId = state.RepositoryId,
            Release = ours ? state.Release : "",
        };
    }

    /// <summary>A held commit stays held, and a rejected one stays away, without being fetched again.</summary>
    public SyncResult? Decided(SyncRun run)
    {
        var commit = run.Look!.Memory.Commit;
        if (run.Request.Rehearse || commit.Length == 0) return null;
        if (commit == run.State.RejectedCommit) return End(run, SyncOutcome.Unchanged, row => row.Message = $"Commit {commit} was rejected; what was there before it is kept.", (scope, state, _) =>
        {
            Succeeded(run, state);
            DropHeld(scope, state);
        });
        return run.State.HeldRun is not null && commit == run.State.HeldCommit
            ? End(run, SyncOutcome.Held, row => row.Message = $"Still held: commit {commit} waits for a person's approval.", (_, state, _) => Succeeded(run, state))
            : null;
    }

    /// <summary>The place holds what is loaded. Whatever was held of it is not there any more, so that nobody is asked about it; a rehearsal leaves that to the sync.</summary>
    public SyncResult Unchanged(SyncRun run) => End(run, SyncOutcome.Unchanged, row => row.Message = Passed(run), (scope, state, _) =>
    {
        Remember(run, state);
        if (!run.Request.Rehearse) DropHeld(scope, state);

        // The tree was listed and found to be what the source holds, though somebody may have imported it by hand.
        if (run is { Look.Unchanged: false, Before: { } before }) state.Revision = before.Revision;
        using var check = scope.Command("UPDATE Sources SET CheckedAt = $now, \"Commit\" = CASE WHEN $commit = '' THEN \"Commit\" ELSE $commit END, Date = coalesce($date, Date) WHERE Name = $source");
        var commit = run.Look!.Unchanged ? "" : run.Look.Memory.Commit;
        check.Parameters.AddWithValue("$now", scope.Now);
        check.Parameters.AddWithValue("$commit", commit.Length == 40 ? commit : "");
        check.Parameters.AddWithValue("$date", commit.Length == 40 && run.Look.Memory.Date is { } date ? date : DBNull.Value);
        check.Parameters.AddWithValue("$source", run.Source);
        check.ExecuteNonQuery();
        scope.ChangesViews = commit.Length > 0;
    });

    /// <summary>In the transaction of the import itself.</summary>
    public static SyncResult Applied(SyncRun run, WriteScope scope, ImportedSource imported)
    {
        var outcome = run.Request.Approves is null ? SyncOutcome.Applied : SyncOutcome.Approved;
        return Write(run, scope, outcome, row => Figures(row, imported), (_, state, _) =>
        {
            if (run.Request.Approves is { } approved) MustBeHeld(state, approved);
            Remember(run, state);
            using var revision = scope.Command("SELECT Revision FROM Sources WHERE Name = $source");
            revision.Parameters.AddWithValue("$source", run.Source);
            state.Revision = (int)(long)revision.ExecuteScalar()!;
            DropHeld(scope, state);
        }) with
        {
            Imported = imported,
        };
    }

    /// <summary>Refuses to take what a person approved once somebody else has decided, or something else is held.</summary>
    /// <exception cref="ImportUsageException">It is not held any more.</exception>
    public static void MustBeHeld(SourceStateRow state, SyncRunRow approved)
    {
        if (state.HeldRun != approved.Id) throw new ImportUsageException($"The sync of '{approved.Source}' that was approved is not held any more: somebody else has decided, or it was synced again. Look again.");
    }

    public SyncResult Rehearsed(SyncRun run, ImportedSource imported) => End(run, SyncOutcome.Rehearsed, row =>
    {
        Figures(row, imported);
        row.ChangeSetId = null;
    }) with
    {
        Imported = imported,
        Would = imported.Items,
    };

    public SyncResult Cancelled(SyncRun run) => End(run, SyncOutcome.Cancelled, row => row.Message = run.Request.Leaving.IsCancellationRequested ? "The app was stopped; nothing has changed." : "Cancelled; nothing has changed.");

    public SyncResult Held(SyncRun run, InputHeldException held)
    {
        var reason = Own(run, held.Reason);
        if (run.Request.Rehearse)
        {
            return End(run, SyncOutcome.Rehearsed, row => (row.Message, row.Removed) = ($"{reason} It would be held for a person's approval.", held.Removed.Count)) with
            {
                Would = ChangedItems.Of(held.Removed),
                WouldBeHeld = true,
            };
        }

        return End(run, SyncOutcome.Held, row => (row.Message, row.Removed) = (reason, held.Removed.Count), (scope, state, id) =>
        {
            scope.Model.HeldItems.Where(item => scope.Model.SyncRuns.Any(old => old.Id == item.RunId && old.Source == run.Source)).ExecuteDelete();
            foreach (var item in held.Removed) scope.Model.HeldItems.Add(new HeldItemRow { RunId = id, Kind = item.Kind, ExternalId = item.ExternalId, Title = item.Title, Path = item.Path });
            (state.HeldRun, state.HeldCommit) = (id, run.Look?.Memory.Commit ?? "");
            Succeeded(run, state);
        });
    }

    public SyncResult Failed(SyncRun run, string fault, string why, DateTime? notBefore)
    {
        var message = Own(run, why);
        try
        {
            return End(run, SyncOutcome.Failed, row => (row.Fault, row.Message) = (fault, message), (scope, state, _) =>
            {
                state.NotBefore = notBefore;

                // Nor does it fail because a person approved what is not there any more: the next sync tells how it is.
                if (run.Request.Rehearse || run.Request.Approves is not null) return;
                if (state.FailingSince is null || Schedule.IsAhead(state.FailingSince, scope.Now)) state.FailingSince = scope.Now;
                (state.Fault, state.Message) = (fault, message);
            });
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException or LeaseLostException or SourceEditedException)
        {
            // What could not be stored is still told.
            return new SyncResult(Row(run, SyncOutcome.Failed, run.StartedAt, row => (row.Fault, row.Message) = (fault, message)), null);
        }
    }

    /// <summary>A place asked to be left alone when somebody only looked; the next sync has to know.</summary>
    public void AskedToWait(string source, Person who, DateTime notBefore) => ledger.Write(who, Mutations.Sync, scope =>
    {
        scope.ChangesViews = false;
        var state = StoredSyncs.State(scope.Connection, source, scope.Transaction) ?? new SourceStateRow { Name = source };
        state.NotBefore = notBefore;
        StoredSyncs.Write(scope.Connection, scope.Transaction, state);
        scope.Audit(source, $"looked at; the server asked not to come before {notBefore:yyyy-MM-dd HH:mm:ss} UTC");
        return true;
    });

    /// <summary>Records a run that left its lease behind, unless it has told itself how it ended.</summary>
    public void Interrupted(string source, DateTime since) => ledger.Write(System, Mutations.Sync, scope =>
    {
        scope.ChangesViews = false;
        using var told = scope.Command("SELECT count(*) FROM SyncRuns WHERE Source = $source AND StartedAt >= $since");
        told.Parameters.AddWithValue("$source", source);
        told.Parameters.AddWithValue("$since", since);
        var isTold = (long)told.ExecuteScalar()! > 0;
        scope.Audit(source, isTold ? "the lease of an earlier sync was taken over" : "an earlier sync was interrupted");
        if (isTold) return false;
        StoredSyncs.Add(scope.Connection, scope.Transaction, new SyncRunRow
        {
            Source = source,
            Trigger = "",
            Who = "",
            StartedAt = since,
            EndedAt = scope.Now,
            Outcome = SyncOutcome.Interrupted,
            Message = "Its process ended in the middle of it, or could not write down how it ended; nothing of it was applied.",
        });
        return true;
    });

    private SyncResult End(SyncRun run, SyncOutcome outcome, Action<SyncRunRow> say, Action<WriteScope, SourceStateRow, long>? change = null) => ledger.Write(run.Who, Mutations.Sync, scope =>
    {
        scope.ChangesViews = false;
        return Write(run, scope, outcome, say, change);
    });

    /// <param name="run">The run.</param>
    /// <param name="scope">The transaction.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="say">What else the record says.</param>
    /// <param name="change">What else is remembered, given the run's number.</param>
    private static SyncResult Write(SyncRun run, WriteScope scope, SyncOutcome outcome, Action<SyncRunRow> say, Action<WriteScope, SourceStateRow, long>? change)
    {
        Leases.MustHold(run.Lease, scope.Connection, scope.Transaction);
        MustBeSetUpSo(run, scope);
        var row = Row(run, outcome, scope.Now, say);
        StoredSyncs.Add(scope.Connection, scope.Transaction, row);
        var state = StoredSyncs.State(scope.Connection, run.Source, scope.Transaction) ?? new SourceStateRow { Name = run.Source };
        if (run.Request.Trigger == SyncRequest.BySchedule && !run.Request.Leaving.IsCancellationRequested) state.ScheduledAt = scope.Now;
        change?.Invoke(scope, state, row.Id);
        StoredSyncs.Write(scope.Connection, scope.Transaction, state);
        scope.Audit(run.Source, $"{outcome}{(row.Message.Length > 0 ? ": " + row.Message : "")}{(row.Notes.Length > 0 ? "; " + row.Notes : "")}");
        return new SyncResult(row, null);
    }

    /// <summary>What was read of one place must not be kept as another's, nor come back after its source was removed.</summary>
    private static void MustBeSetUpSo(SyncRun run, WriteScope scope)
    {
        if (StoredSyncs.Settings(scope.Connection, run.Source, scope.Transaction) is not [var now] || !now.SamePlace(run.Settings)) throw new SourceEditedException(run.Source);
    }

    private static SyncRunRow Row(SyncRun run, SyncOutcome outcome, DateTime now, Action<SyncRunRow> say)
    {
        var row = new SyncRunRow
        {
            Source = run.Source,
            Trigger = run.Request.Trigger,
            Who = run.Who.Name,
            StartedAt = run.StartedAt,
            EndedAt = now,
            Outcome = outcome,
            Requests = run.Meter.Requests,
            QuotaUsed = run.Meter.QuotaUsed,
            QuotaLeft = run.Meter.QuotaLeft,
            Bytes = run.Meter.Bytes,
            CommitBefore = run.Before?.Commit ?? "",
            Commit = run.Look?.Memory.Commit ?? "",
            Notes = string.Join(" ", run.Look?.Notes ?? []),
        };
        say(row);
        return row;
    }

    /// <summary>Without the source's name, which an import of several inputs needs and a run of one source has beside it.</summary>
    private static string Own(SyncRun run, string message) =>
        message.StartsWith(run.Source + ": ", StringComparison.Ordinal) && message[(run.Source.Length + 2)..] is { Length: > 0 } rest ? char.ToUpperInvariant(rest[0]) + rest[1..] : message;

    private static string Passed(SyncRun run) => run.State.HeldRun is null ? ""
        : run.Request.Rehearse ? "The place holds what is loaded again; a sync drops what is held."
        : "The place holds what is loaded again, so that what was held is dropped and nobody has to decide about it.";

    private static void DropHeld(WriteScope scope, SourceStateRow state)
    {
        if (state.HeldRun is { } held) StoredSyncs.DropHeld(scope.Connection, scope.Transaction, held);
        (state.HeldRun, state.HeldCommit) = (null, "");
    }

    private static void Figures(SyncRunRow row, ImportedSource imported)
    {
        var set = imported.Change;
        (row.ChangeSetId, row.Added, row.Changed, row.Removed, row.Moved) = (set.Id, set.Added, set.Changed, set.Removed, set.Moved);
    }

    private static void Remember(SyncRun run, SourceStateRow state)
    {
        var memory = run.Look!.Memory;
        (state.ETag, state.Commit, state.Date, state.PlaceName, state.RepositoryId, state.Release) = (memory.ETag, memory.Commit, memory.Date, memory.Name, memory.RepositoryId, memory.Release);
        Succeeded(run, state);
    }

    /// <summary>The place was asked with success, whatever came of it.</summary>
    private static void Succeeded(SyncRun run, SourceStateRow state) =>
        (state.SucceededAt, state.FailingSince, state.Fault, state.Message, state.NotBefore) = (run.StartedAt, null, "", "", null);
}

/// <summary>The source was edited or removed while it was being synced; nothing of the sync is kept.</summary>
internal sealed class SourceEditedException(string source) : Exception($"'{source}' was edited or removed while it was being synced. Nothing of that sync was kept; sync it again.");
