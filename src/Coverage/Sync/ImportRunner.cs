using System.Security.Cryptography;
using System.Text;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>
/// Brings sources up to date from inputs: reads them all, checks them, and applies them in one transaction; if one is
/// refused, none of them has changed anything.
/// </summary>
public sealed class ImportRunner(SqliteDatabase database, Ledger ledger)
{
    /// <summary>Part of every fingerprint: raise it when a reader reads more than before, so that equal inputs are read again.</summary>
    private const string ReaderVersion = "1";

    private static readonly Dictionary<string, string> NothingKnown = [];

    /// <summary>Imports.</summary>
    /// <returns>What it did, one entry for each source.</returns>
    /// <exception cref="SourceRefusedException">An input cannot be taken; nothing has changed.</exception>
    /// <exception cref="ImportUsageException">The request does not say enough.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing has changed.</exception>
    public IReadOnlyList<ImportedSource> Run(ImportRequest request, Person who, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Run(request, new ImportStep(Mutations.Import, (_, _) => { }), who, progress, cancellationToken);

    /// <summary>Imports as a part of something larger.</summary>
    internal IReadOnlyList<ImportedSource> Run(ImportRequest request, ImportStep step, Person who, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < step.What.Needs) throw new NotAllowedException(who, step.What);
        var trees = new List<SourceTree>();
        try
        {
            foreach (var open in request.Inputs) trees.Add(open());
            var prepared = Prepare(trees, request, progress, cancellationToken);
            progress?.Report(new ImportProgress("writing", string.Join(", ", prepared.Select(input => input.Source)), 0, prepared.Sum(input => input.Reading?.Count ?? 0)));
            cancellationToken.ThrowIfCancellationRequested();
            return Apply(prepared, request.Force, step, who, cancellationToken);
        }
        finally
        {
            foreach (var tree in trees) tree.Dispose();
        }
    }

    private List<ImportedSource> Apply(List<PreparedInput> prepared, bool force, ImportStep step, Person who, CancellationToken cancellationToken)
    {
        Func<WriteScope, List<ImportedSource>> apply = scope => Apply(scope, prepared, force, step, cancellationToken);
        return step.Rehearse ? ledger.Rehearse(who, step.What, apply) : ledger.Write(who, step.What, apply);
    }

    private static List<ImportedSource> Apply(WriteScope scope, List<PreparedInput> prepared, bool force, ImportStep step, CancellationToken cancellationToken)
    {
        var now = StoredSources.Read(scope.Connection, scope.Transaction);
        foreach (var input in prepared)
        {
            if (now.FirstOrDefault(row => row.Name == input.Source)?.Revision != input.Before?.Revision)
            {
                throw new SourceRefusedException($"{input.Source}: another import changed it in the meantime. Start this one again.");
            }
        }

        var done = prepared.ConvertAll(input => Apply(scope, input, force));
        scope.ChangesViews = prepared.Any(input => input.Reading is not null);
        step.Alongside(scope, done);

        // The last moment at which nothing has changed; what is said of it has to be true.
        cancellationToken.ThrowIfCancellationRequested();
        return done;
    }

    private static ImportedSource Apply(WriteScope scope, PreparedInput input, bool force)
    {
        using var writer = new ChangeWriter(scope, input, force);
        return writer.Apply();
    }

    private List<PreparedInput> Prepare(List<SourceTree> trees, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        var stored = StoredSources.Read(connection);
        var groups = trees.GroupBy(tree => request.Kind ?? KindDetection.Of(tree, cancellationToken)).ToList();
        if (request.Source is not null && groups.Count > 1)
        {
            throw new ImportUsageException($"The inputs are of {groups.Count} kinds ({string.Join(", ", groups.Select(group => group.Key))}), so that one --source cannot hold them. Import them one after another.");
        }

        var tasks = groups.ConvertAll(group => OnOwnThread(() => group.Key == SourceKind.Attack
            ? PrepareAttack([.. group], request, stored, progress, cancellationToken)
            : [PrepareOne(group.Key, [.. group], request, stored, progress, cancellationToken)])).ToArray();
        try
        {
            Task.WaitAll(tasks, cancellationToken);
        }
        catch (AggregateException problem) when (problem.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problem.Flatten().InnerExceptions.FirstOrDefault(inner => inner is not OperationCanceledException) ?? problem.InnerExceptions[0]);
        }

        var prepared = tasks.SelectMany(task => task.Result).OrderBy(input => input.Kind).ThenBy(input => input.Reading?.Domain).ToList();
        if (prepared.GroupBy(input => input.Source).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ImportUsageException($"Several domains of ATT&CK cannot share the source '{twice.Key}'. Import them without --source, or one after another.");
        }

        return prepared;
    }

    /// <summary>Unpacking waits for the disk and for the parsers; on the pool's few threads it would keep those from running.</summary>
    private static Task<T> OnOwnThread<T>(Func<T> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private PreparedInput PrepareOne(SourceKind kind, List<SourceTree> trees, ImportRequest request, IReadOnlyList<SourceRow> stored, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var name = request.Source ?? DefaultSources.NameOf(kind, null);
        if (request.Source is null && kind is SourceKind.Sigma or SourceKind.Atomic && trees.All(tree => tree.IsSingleFile))
        {
            throw new ImportUsageException($"A single file needs --source NAME: as the default source '{name}' it would replace everything that '{name}' holds.");
        }

        var before = Before(name, kind, stored);
        var fingerprint = Fingerprint(trees, cancellationToken);
        if (before is not null && fingerprint.Length > 0 && before.Fingerprint == fingerprint) return Same(before, trees);
        if (request.Against is { } against && against.Revision != before?.Revision) throw new SourceRefusedException($"{name}: another import changed it in the meantime. Start this one again.");
        var known = request.Against?.Known ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Against is null && before is { Seeded: false } && KnownSources.Of(kind).FilesAreIndependent)
        {
            using var connection = database.Open();
            known = StoredSources.Files(connection, name);
        }

        var (reader, reading) = Read(kind, trees, known, name, request, progress, cancellationToken).Single();
        return Prepared(name, kind, before, trees, reader, reading, fingerprint) with { Known = known };
    }

    /// <summary>ATT&amp;CK: which source an input is for shows once it was read, and one input can be several domains'.</summary>
    private static List<PreparedInput> PrepareAttack(List<SourceTree> trees, ImportRequest request, IReadOnlyList<SourceRow> stored, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var prepared = new List<PreparedInput>();
        foreach (var tree in trees)
        {
            var fingerprint = Fingerprint([tree], cancellationToken);

            // An archive may hold several domains, of which others may have been replaced since: it is read again.
            var same = stored.FirstOrDefault(row => row.Kind == SourceKind.Attack && tree.IsSingleFile && fingerprint.Length > 0 && row.Fingerprint == fingerprint
                && row.Name == (request.Source ?? DefaultSources.NameOf(SourceKind.Attack, row.Domain)));
            if (same is not null)
            {
                prepared.Add(Same(same, [tree]));
                continue;
            }

            foreach (var (reader, reading) in Read(SourceKind.Attack, [tree], NothingKnown, tree.Origin, request, progress, cancellationToken))
            {
                prepared.Add(PreparedAttack(request, stored, [tree], reader, reading, fingerprint));
            }
        }

        if (prepared.DistinctBy(input => input.Source).Count() == prepared.Count || trees.Count == 1) return prepared;

        // Several inputs of one domain are one input: read together.
        return Read(SourceKind.Attack, trees, NothingKnown, "attack", request, progress, cancellationToken)
            .ConvertAll(read => PreparedAttack(request, stored, trees, read.Reader, read.Reading, ""));
    }

    private static PreparedInput PreparedAttack(ImportRequest request, IReadOnlyList<SourceRow> stored, List<SourceTree> trees, InputReader reader, Reading reading, string fingerprint)
    {
        var name = request.Source ?? DefaultSources.NameOf(SourceKind.Attack, reading.Domain);
        var before = Before(name, SourceKind.Attack, stored, reading.Domain);
        return Prepared(name, SourceKind.Attack, before, trees, reader, reading, fingerprint);
    }

    private static List<(InputReader Reader, Reading Reading)> Read(SourceKind kind, List<SourceTree> trees, IReadOnlyDictionary<string, string> known, string name, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var source = KnownSources.Of(kind);
        var reader = new InputReader(source, request.Limits, known);
        reader.Read(trees, (files, items) => progress?.Report(new ImportProgress("reading", name, files, items)), cancellationToken);
        var readings = source.Split(reader.Reading);
        foreach (var reading in readings)
        {
            reading.KeptPaths = reader.Files.Values.Where(file => file.Kept).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            reading.IsUnread = path => trees.Exists(tree => tree.IsUnread(path));
            source.Finish(reading);
        }

        return [.. readings.Select(reading => (reader, reading))];
    }

    private static PreparedInput Prepared(string name, SourceKind kind, SourceRow? before, List<SourceTree> trees, InputReader reader, Reading reading, string fingerprint) => new()
    {
        Source = name,
        Kind = kind,
        Before = before,
        Reading = reading,
        Files = reader.Files,
        Origin = string.Join(", ", trees.Select(tree => tree.Origin)),
        Repository = trees.Select(tree => tree.Repository).FirstOrDefault(repository => repository is not null) ?? "",
        Commit = trees.Count == 1 ? trees[0].Commit ?? "" : "",
        Date = trees.All(tree => tree.Date is not null) ? trees.Max(tree => tree.Date) : null,
        Fingerprint = fingerprint,
    };

    private static PreparedInput Same(SourceRow before, List<SourceTree> trees) => new()
    {
        Source = before.Name,
        Kind = before.Kind,
        Before = before,
        Reading = null,
        Origin = string.Join(", ", trees.Select(tree => tree.Origin)),
    };

    /// <summary>The source that an input goes into, or null if it is new.</summary>
    /// <exception cref="SourceRefusedException">It holds another kind or domain.</exception>
    internal static SourceRow? Before(string name, SourceKind kind, IReadOnlyList<SourceRow> stored, AttackDomain? domain = null)
    {
        if (SourceName.Problem(name) is { } problem) throw new ImportUsageException(problem);
        var before = stored.FirstOrDefault(row => row.Name == name);
        var holds = before?.Kind ?? DefaultSources.KindOf(name);
        if (holds is not null && holds != kind) throw new SourceRefusedException($"The source '{name}' holds {holds}, the input is {kind}. Choose another --source.");
        if (domain is not null && (before?.Domain ?? DefaultSources.DomainOf(name)) is { } its && its != domain)
        {
            throw new SourceRefusedException($"{name} holds the {its} domain of ATT&CK, the input is {domain}. Choose another --source.");
        }

        return before;
    }

    private static string Fingerprint(List<SourceTree> trees, CancellationToken cancellationToken)
    {
        var all = trees.ConvertAll(tree => tree.Fingerprint(cancellationToken));
        return all.Contains(null) ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ReaderVersion + string.Join('\n', all))));
    }
}

/// <summary>What an import is a part of.</summary>
/// <param name="What">The kind of change that it is recorded as.</param>
/// <param name="Alongside">What else is written in the same transaction, once the sources are.</param>
internal sealed record ImportStep(Mutation What, Action<WriteScope, IReadOnlyList<ImportedSource>> Alongside)
{
    /// <summary>Takes everything back again: only what would change is told.</summary>
    public bool Rehearse { get; init; }
}
