using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Sync;

/// <summary>Fetches what a source's place holds now, to be looked at only: it is not kept, and the source stays as it is.</summary>
public sealed class NewestContent(SqliteDatabase database, Ledger ledger, SourceSettings sources, Func<SourceSettingsRow, ISourceFeed> feeds, TimeProvider time)
{
    private static readonly Task<IReadOnlyDictionary<string, string>> NothingKnown = Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>The sources of a kind that come from somewhere by themselves.</summary>
    public IReadOnlyList<SourceSettingsRow> Of(SourceKind kind) => [.. sources.All().Where(source => source.Kind == kind && source.Place != SourcePlace.Upload)];

    /// <summary>One of them, to be asked for the newest that it could hold: of ATT&amp;CK the newest release, also where it stays with an older one, a tag or a commit.</summary>
    /// <exception cref="ImportUsageException">There is none of that name; the message lists those that there are.</exception>
    public SourceSettingsRow Find(string name, SourceKind kind)
    {
        var known = Of(kind);
        var source = known.FirstOrDefault(row => row.Name == name) ?? throw new ImportUsageException($"'{PlainText.Line(name, 60)}' is no source of {kind} that is fetched from anywhere. {(known.Count == 0 ? "There is none." : $"These are: {string.Join(", ", known.Select(row => row.Name))}.")}");
        source.Release = "";
        if (source.RefKind is nameof(GitHubRefKind.Tag) or nameof(GitHubRefKind.Commit)) (source.RefKind, source.Ref) = (nameof(GitHubRefKind.DefaultBranch), "");
        return source;
    }

    /// <summary>Fetches what a source's place holds. Blocks its thread.</summary>
    /// <param name="source">The source, as <see cref="Find"/> gives it.</param>
    /// <param name="who">Who wants to look.</param>
    /// <param name="meter">Counts what it costs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The tree, whole. Dispose of it.</returns>
    /// <exception cref="SourceRefusedException">Its place cannot be asked.</exception>
    /// <exception cref="NotAllowedException">The person may not sync.</exception>
    public SourceTree Fetch(SourceSettingsRow source, Person who, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Sync.Needs) throw new NotAllowedException(who, Mutations.Sync);
        try
        {
            using (var connection = database.Open()) Schedule.MayAsk(StoredSyncs.State(connection, source.Name), time.GetUtcNow().UtcDateTime);
            var feed = feeds(source);
            var look = feed.LookAsync(FeedMemory.None, meter, cancellationToken).GetAwaiter().GetResult();
            return feed.FetchAsync(look, NothingKnown, meter, cancellationToken).GetAwaiter().GetResult();
        }
        catch (FeedException problem)
        {
            if (problem.NotBefore is { } notBefore) new SyncRecord(ledger).AskedToWait(source.Name, who, notBefore);
            throw new SourceRefusedException(problem.Message, problem);
        }
    }
}
