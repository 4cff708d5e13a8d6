using System.CommandLine;
using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Sync;
using Coverage.Views.Changes;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Commands;

/// <summary><c>coverage sync</c>: brings sources up to date from their places.</summary>
internal static class SyncVerb
{
    private const int AtOnce = 2;

    private static readonly Lock Printing = new();

    private static readonly Argument<string[]> Names = new("name") { Arity = ArgumentArity.ZeroOrMore, Description = "Sources (default: all that are not paused)." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tells what would change, and changes nothing." };
    private static readonly Option<bool> All = new("--all") { Description = "Those that are paused, too." };
    private static readonly Option<bool> Watch = new("--watch") { Description = "Goes on: syncs each source when its schedule says so, until it is stopped." };
    private static readonly Option<bool> Approve = new("--approve") { Description = "Takes what is held of the sources that are named, whatever it removes." };
    private static readonly Option<bool> Reject = new("--reject") { Description = "Leaves what is held of the sources that are named; their next commit is looked at again." };

    public static Command Create()
    {
        var command = new Command("sync", "Brings sources up to date from GitHub or the folders that they come from. Exit code 4 when one failed (its old data is kept), 5 when one is held for approval, or would be.\n\nExample: coverage sync sigma --dry-run")
        {
            Names, DryRun, All, Watch, Approve, Reject,
        };
        command.Does(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var parsed = context.Parsed;
        if (Contradiction(parsed) is { } problem) throw new CommandFailure(problem);
        if (parsed.GetValue(Reject)) return RejectHeld(context);
        if (parsed.GetValue(Watch)) return await WatchAsync(context, cancellationToken).ConfigureAwait(false);
        return await SyncAsync(context, Requests(context), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What cannot be said together: nothing that was asked for is left undone without a word.</summary>
    private static string? Contradiction(ParseResult parsed)
    {
        var (rehearse, watch) = (parsed.GetValue(DryRun), parsed.GetValue(Watch));
        var decide = parsed.GetValue(Approve) || parsed.GetValue(Reject);
        return parsed.GetValue(Approve) && parsed.GetValue(Reject) ? "Approve or reject: one of the two."
            : decide && (rehearse || parsed.GetValue(All)) ? "--approve and --reject decide about the sources that are named; they go with neither --dry-run nor --all."
            : watch && (rehearse || decide || parsed.GetValue(All) || parsed.GetValue(Names)!.Length > 0) ? "--watch keeps every schedule; it goes with no name and no other option."
            : null;
    }

    private static List<SyncRequest> Requests(CommandContext context)
    {
        var names = context.Parsed.GetValue(Names)!;
        var sources = context.Get<SourceSettings>().All();
        if (names.FirstOrDefault(name => sources.All(source => source.Name != name)) is { } unknown) throw new CommandFailure($"There is no source '{unknown}'. See 'coverage sources list'.");
        if (sources.FirstOrDefault(source => source.Place == SourcePlace.Upload && names.Contains(source.Name)) is { } uploaded) throw new CommandFailure($"'{uploaded.Name}' comes by upload; there is nowhere to sync it from. Import a file: coverage import PATH --source {uploaded.Name}");
        var approve = context.Parsed.GetValue(Approve);
        if (approve && names.Length == 0) throw new CommandFailure("Name the sources whose held syncs are to be approved.");
        var chosen = names.Length > 0
            ? sources.Where(source => names.Contains(source.Name))
            : sources.Where(source => source.Place != SourcePlace.Upload && (context.Parsed.GetValue(All) || !source.Paused));
        return [.. chosen.Select(source => new SyncRequest
        {
            Source = source.Name,
            Trigger = SyncRequest.ByCommand,
            Rehearse = context.Parsed.GetValue(DryRun),
            Approves = approve ? context.Get<HeldSyncs>().Of(source.Name) ?? throw new CommandFailure($"Nothing is held of '{source.Name}'.") : null,
        })];
    }

    private static int RejectHeld(CommandContext context)
    {
        var names = context.Parsed.GetValue(Names)!;
        if (names.Length == 0) throw new CommandFailure("Name the sources whose held syncs are to be rejected.");
        var held = context.Get<HeldSyncs>();
        foreach (var name in names)
        {
            var run = held.Of(name) ?? throw new CommandFailure($"Nothing is held of '{name}'.");
            held.Reject(name, run.Id, CommandContext.Operator);
            context.Note($"{name}: rejected. What was there stays; the next commit is looked at again.");
        }

        return ExitCodes.Done;
    }

    /// <summary>Syncs several sources, two at a time, and prints each as it ends.</summary>
    private static async Task<int> SyncAsync(CommandContext context, List<SyncRequest> requests, CancellationToken cancellationToken)
    {
        var results = new SyncResult?[requests.Count];
        using var progress = new ProgressLine(context.Quiet);
        await Parallel.ForAsync(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = CancellationToken.None }, async (i, _) =>
            results[i] = await OneAsync(context, requests[i], progress, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (context.Json) Write(results.OfType<SyncResult>());
        return Code([.. results.Select(result => result is null ? SyncOutcome.Failed : result.WouldBeHeld ? SyncOutcome.Held : result.Run.Outcome)]);
    }

    /// <summary>Syncs one source and prints how it ended; null if it could not begin: it keeps its old data, and the others go on.</summary>
    private static async Task<SyncResult?> OneAsync(CommandContext context, SyncRequest request, ProgressLine progress, CancellationToken cancellationToken)
    {
        try
        {
            var result = await context.Get<SyncRunner>().RunAsync(request, CommandContext.Operator, progress, cancellationToken).ConfigureAwait(false);
            lock (Printing) Tell(context, progress, result);
            return result;
        }
        catch (Exception problem) when (problem is SyncBusyException or ImportUsageException or DatabaseException)
        {
            lock (Printing) CommandContext.Error.WriteLine(problem.Message);
            return null;
        }
    }

    private static void Write(IEnumerable<SyncResult> results) => CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var result in results) SyncText.Write(writer, result);
        writer.WriteEndArray();
    }));

    private static void Tell(CommandContext context, ProgressLine progress, SyncResult result)
    {
        progress.Clear();
        foreach (var problem in result.Imported?.Problems ?? []) CommandContext.Error.WriteLine(ProblemLine.Of(result.Run.Source, problem));
        if (!context.Json) (result.Run.Outcome is SyncOutcome.Failed or SyncOutcome.Held or SyncOutcome.Cancelled ? CommandContext.Error : Console.Out).WriteLine(SyncText.Of(result));
        if (!context.Json && !context.Quiet) SyncText.WriteWould(Console.Out, result.Would);
    }

    private static async Task<int> WatchAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (!context.Get<SyncOptions>().Scheduled) throw new CommandFailure("COVERAGE_SCHEDULE is off, so that there is nothing to watch for.");
        context.Note("Watching the schedules. Stop with Ctrl+C.");
        using var turns = new SemaphoreSlim(AtOnce);
        var running = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                // One that takes long keeps nobody waiting but itself.
                foreach (var ended in running.Where(sync => sync.Value.IsCompleted).ToList())
                {
                    running.Remove(ended.Key);
                    await ended.Value.ConfigureAwait(false);
                }

                foreach (var request in Due(context, cancellationToken).Where(request => !running.ContainsKey(request.Source))) running.Add(request.Source, InTurnAsync(context, request, turns, cancellationToken));
                await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running.Values).ConfigureAwait(false);
            return ExitCodes.Done;
        }
    }

    private static async Task InTurnAsync(CommandContext context, SyncRequest request, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // What waited while the watch was stopped is made up the next time.
            if (cancellationToken.IsCancellationRequested) return;
            using var progress = new ProgressLine(context.Quiet);
            var result = await OneAsync(context, request, progress, cancellationToken).ConfigureAwait(false);
            lock (Printing)
            {
                if (context.Json && result is not null) Write([result]);
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>What is due; nothing for the moment where the database does not answer.</summary>
    private static List<SyncRequest> Due(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return [.. context.Get<SourceHealth>().Due().Select(source => new SyncRequest { Source = source.Settings.Name, Trigger = SyncRequest.BySchedule, Leaving = cancellationToken })];
        }
        catch (Exception problem) when (problem is DatabaseException or SqliteException)
        {
            CommandContext.Error.WriteLine(problem.Message);
            return [];
        }
    }

    private static int Code(IReadOnlyCollection<SyncOutcome> outcomes) =>
        outcomes.Contains(SyncOutcome.Cancelled) ? ExitCodes.Failed
        : outcomes.Contains(SyncOutcome.Failed) ? ExitCodes.KeptOld
        : outcomes.Contains(SyncOutcome.Held) ? ExitCodes.Held
        : ExitCodes.Done;
}

/// <summary>A sync in words and as JSON.</summary>
internal static class SyncText
{
    private const int MostLines = 20;

    /// <summary>What it did, or would do.</summary>
    public static string Figures(SyncRunRow run) => string.Create(CultureInfo.InvariantCulture, $"{run.Added} added, {run.Changed} changed, {run.Removed} removed, {run.Moved} moved");

    /// <summary>What it cost.</summary>
    public static string Cost(SyncRunRow run) => string.Create(CultureInfo.InvariantCulture, $"{run.Requests} {(run.Requests == 1 ? "request" : "requests")}{(run.QuotaLeft is { } left ? $", {left} of the quota left" : "")}");

    public static string Of(SyncResult result)
    {
        var run = result.Run;
        var figures = Figures(run);
        var said = run.Outcome switch
        {
            SyncOutcome.Unchanged => run.Message.Length > 0 ? run.Message : "nothing new",
            SyncOutcome.Applied or SyncOutcome.Approved => result.Imported is { } imported ? ChangeSetText.Figures(imported.Change) : figures,
            SyncOutcome.Rehearsed => run.Message.Length > 0 ? run.Message : $"would be {figures}",
            SyncOutcome.Held => $"held: {run.Message} Approve it with 'coverage sync {run.Source} --approve', or reject it with --reject.",
            _ => run.Message,
        };
        var head = result.Imported is { } done && run.Outcome != SyncOutcome.Rehearsed ? ChangeSetText.Head(done.Change) : run.Source;
        return $"{head}: {said}{(run.Notes.Length == 0 ? "" : said.EndsWith('.') ? $" {run.Notes}" : $". {run.Notes}")} ({Cost(run)})";
    }

    /// <summary>What a rehearsal would change, item by item; all that is listed of it is in the JSON.</summary>
    public static void WriteWould(TextWriter writer, ChangedItems would)
    {
        foreach (var item in would.First.Take(MostLines)) writer.WriteLine($"  {ChangedItems.Words(item.Change)}: {item.Title} ({item.ExternalId})");
        if (would.Count > MostLines) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {would.Count - MostLines} more; --json lists the first {ChangedItems.Most}"));
    }

    public static void Write(System.Text.Json.Utf8JsonWriter writer, SyncResult result)
    {
        var run = result.Run;
        writer.WriteStartObject();
        writer.WriteString("source", run.Source);
        writer.WriteString("outcome", run.Outcome.ToString().ToLowerInvariant());
        writer.WriteString("message", run.Message);
        writer.WriteString("fault", run.Fault);
        writer.WriteString("notes", run.Notes);
        writer.WriteString("commit_before", run.CommitBefore);
        writer.WriteString("commit", run.Commit);
        writer.WriteNumber("requests", run.Requests);
        writer.WriteNumber("quota_used", run.QuotaUsed);
        if (run.QuotaLeft is { } left) writer.WriteNumber("quota_left", left);
        writer.WriteNumber("bytes", run.Bytes);
        writer.WriteNumber("added", run.Added);
        writer.WriteNumber("changed", run.Changed);
        writer.WriteNumber("removed", run.Removed);
        writer.WriteNumber("moved", run.Moved);
        if (run.Outcome == SyncOutcome.Rehearsed) WriteWould(writer, result);
        writer.WriteEndObject();
    }

    private static void WriteWould(System.Text.Json.Utf8JsonWriter writer, SyncResult result)
    {
        writer.WriteBoolean("would_be_held", result.WouldBeHeld);
        writer.WriteNumber("would_count", result.Would.Count);
        writer.WriteStartArray("would");
        foreach (var item in result.Would.First)
        {
            writer.WriteStartObject();
            writer.WriteString("change", ChangedItems.Words(item.Change));
            writer.WriteString("kind", item.Kind.Word());
            writer.WriteString("id", item.ExternalId);
            writer.WriteString("title", item.Title);
            writer.WriteString("path", item.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
