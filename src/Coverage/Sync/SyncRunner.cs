using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sources.GitHub;
using Microsoft.Data.Sqlite;

namespace Coverage.Sync;

/// <summary>
/// Brings one source up to date from its place: asks whether there is something new, fetches what differs, and applies it
/// as one change set. Whatever fails, the old data stays, and the run's record says why.
/// </summary>
public sealed class SyncRunner(SqliteDatabase database, Ledger ledger, ImportRunner imports, SourceSettings sources, Func<SourceSettingsRow, ISourceFeed> feeds, TimeProvider time)
{
    private const string LeaseName = "sync ";
    private static readonly Dictionary<string, string> NothingKnown = [];

    private readonly Leases leases = new(database, time);
    private readonly SyncRecord record = new(ledger);

    /// <summary>Syncs.</summary>
    /// <returns>How it ended: failing, being held and being cancelled are outcomes, too.</returns>
    /// <exception cref="ImportUsageException">There is no such source, or it comes from nowhere by itself.</exception>
    /// <exception cref="SyncBusyException">It is being synced already, or the schedule's turn was taken by another process.</exception>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public async Task<SyncResult> RunAsync(SyncRequest request, Person who, IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(who);
        var needs = request.Approves is null ? Mutations.Sync : Mutations.DecideHeld;
        if (who.Role < needs.Needs) throw new NotAllowedException(who, needs);
        MustComeFromSomewhere(request.Source);
        using var lease = leases.Take(LeaseName + request.Source, out var interrupted) ?? throw new SyncBusyException(request.Source, leases.HeldSince(LeaseName + request.Source));
        if (interrupted is { } since) record.Interrupted(request.Source, since);
        var settings = MustComeFromSomewhere(request.Source);
        if (request.Trigger == SyncRequest.BySchedule) MustBeDue(settings);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        var run = new SyncRun(request, settings, lease, who, progress, stop.Token) { StartedAt = time.GetUtcNow().UtcDateTime };
        return await EndAsync(run).ConfigureAwait(false);
    }

    /// <summary>Since when a source is being synced, by whichever process (UTC); null if it is not.</summary>
    public DateTime? RunningSince(string source) => leases.HeldSince(LeaseName + source);

    /// <summary>The sources that are being synced, by whichever process, and since when (UTC).</summary>
    public IReadOnlyDictionary<string, DateTime> Running() => leases.Held(LeaseName).ToDictionary(held => held.Key[LeaseName.Length..], held => held.Value, StringComparer.Ordinal);

    private SourceSettingsRow MustComeFromSomewhere(string source)
    {
        var settings = sources.Find(source) ?? throw new ImportUsageException($"There is no source '{source}'. See 'coverage sources list'.");
        return settings.Place != SourcePlace.Upload ? settings : throw new ImportUsageException($"'{source}' comes by upload; there is nowhere to sync it from. Import a file, or edit the source.");
    }

    /// <summary>Two processes see the same turn; when the second one has the lease, the first one may have taken it.</summary>
    private void MustBeDue(SourceSettingsRow settings)
    {
        using var connection = database.Open();
        var now = time.GetUtcNow().UtcDateTime;
        if (settings.Paused || Schedule.Next(settings, StoredSyncs.State(connection, settings.Name), now) > now) throw SyncBusyException.TurnTaken(settings.Name);
    }

    /// <summary>However it ends, that is recorded: a turn of the schedule that left no record would be taken again at once, for ever.</summary>
    private async Task<SyncResult> EndAsync(SyncRun run)
    {
        try
        {
            return await SyncAsync(run).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return End(run, problem);
        }
    }

    private SyncResult End(SyncRun run, Exception problem)
    {
        try
        {
            if (problem is InputHeldException held) return record.Held(run, held);
            if (problem is OperationCanceledException && run.Stop.IsCancellationRequested && !run.Lease.Lost.IsCancellationRequested) return record.Cancelled(run);
        }
        catch (Exception second) when (second is DatabaseException or SqliteException or LeaseLostException or SourceEditedException)
        {
            problem = second;
        }

        var (fault, message, notBefore) = Why(run, problem);
        return record.Failed(run, fault, message, notBefore);
    }

    private (string Fault, string Message, DateTime? NotBefore) Why(SyncRun run, Exception problem) => problem switch
    {
        FeedException feed => (feed.Fault.ToString(), feed.Message, feed.NotBefore),
        SourceRefusedException or ImportUsageException => ("Refused", problem.Message, null),
        DatabaseException => ("Database", problem.Message, null),
        SqliteException sqlite => ("Database", database.Explain(sqlite).Message, null),
        OperationCanceledException when run.Lease.Lost.IsCancellationRequested => ("", new LeaseLostException(run.Source).Message, null),
        LeaseLostException or SourceEditedException or IOException or UnauthorizedAccessException => ("", problem.Message, null),

        // Without its words, which nobody has looked through for what must not be told.
        _ => ("", $"This is a fault of Coverage; please report it: {problem.GetType().Name} in {problem.TargetSite?.DeclaringType?.Name}.{problem.TargetSite?.Name}.", null),
    };

    private async Task<SyncResult> SyncAsync(SyncRun run)
    {
        Load(run);
        Schedule.MayAsk(run.State, time.GetUtcNow().UtcDateTime);
        if (run.Request.Approves is { } wanted) SyncRecord.MustBeHeld(run.State, wanted);
        var feed = feeds(run.Place);
        run.Look = await feed.LookAsync(run.Memory, run.Meter, run.Stop).ConfigureAwait(false);
        if (run.Look.Unchanged) return record.Unchanged(run);
        if (run.Request.Approves is { } approved && run.Look.Memory.Commit != approved.Commit) throw new FeedException(FeedFault.NoSuchRef, $"'{run.Source}' is no longer as it was when the sync was held. Sync it again, and decide about what is there now.");
        if (run.Request.Approves is null && record.Decided(run) is { } decided) return decided;
        using var tree = await FetchAsync(run, feed).ConfigureAwait(false);
        return tree is null ? record.Unchanged(run) : await BackgroundWork.RunAsync(outside => Import(run, tree, new Outside(run.Reading, outside))).ConfigureAwait(false);
    }

    private void Load(SyncRun run)
    {
        using var connection = database.Open();
        run.State = StoredSyncs.State(connection, run.Source) ?? new SourceStateRow { Name = run.Source };
        run.Before = StoredSources.Read(connection).FirstOrDefault(row => row.Name == run.Source);
        run.Memory = SyncRecord.Memory(run);
    }

    /// <summary>Read only once there is something new. Should another import have come in between, its revision tells, and the sync is refused.</summary>
    private Dictionary<string, string> Known(SyncRun run)
    {
        if (run.Before is not { Seeded: false }) return NothingKnown;
        using var connection = database.Open();
        return StoredSources.Files(connection, run.Source);
    }

    /// <summary>What is new, or null if none of it is content of this source.</summary>
    private async Task<SourceTree?> FetchAsync(SyncRun run, ISourceFeed feed)
    {
        var source = KnownSources.Of(run.Settings.Kind);
        var known = BackgroundWork.RunAsync<IReadOnlyDictionary<string, string>>(_ => Known(run));
        var tree = await feed.FetchAsync(run.Look!, known, run.Meter, run.Stop).ConfigureAwait(false);
        run.Known = await known.ConfigureAwait(false);
        if (source.FilesAreIndependent || run.Known.Count == 0) return tree;

        // These files make one whole: all of them are read, or none.
        if (IsAllKnown(run, source, tree))
        {
            tree.Dispose();
            return null;
        }

        run.Known = NothingKnown;
        return tree;
    }

    private static bool IsAllKnown(SyncRun run, ISource source, SourceTree tree)
    {
        var same = 0;
        foreach (var file in tree.Files(source.Endings, run.Stop).Where(file => source.Wants(file.Path)))
        {
            if (!run.Known.TryGetValue(file.Path, out var hash) || hash != file.BlobHash) return false;
            same++;
        }

        return same == run.Known.Count;
    }

    private SyncResult Import(SyncRun run, SourceTree tree, IProgress<ImportProgress> progress)
    {
        SyncResult? result = null;
        var done = imports.Run(
            new ImportRequest
            {
                Inputs = [() => tree],
                Kind = run.Settings.Kind,
                Source = run.Source,
                Force = run.Request.Approves is not null,
                Against = new FetchedAgainst(run.Before?.Revision, run.Known),
            },
            new ImportStep(run.Request.Approves is null ? Mutations.Sync : Mutations.DecideHeld, (scope, applied) => result = SyncRecord.Applied(run, scope, applied[0])) { Rehearse = run.Request.Rehearse },
            run.Who,
            progress,
            run.Stop);
        return run.Request.Rehearse ? record.Rehearsed(run, done[0]) : result!;
    }

    /// <summary>Tells how far an import is on the thread that waits for it: listeners are woken by that.</summary>
    private sealed class Outside(IProgress<ImportProgress> progress, Action<Action> outside) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => outside(() => progress.Report(value));
    }
}
