using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>Fetches what a source's place holds now, to be looked at only: nothing of it is remembered, and the source stays as it is.</summary>
public sealed class NewestContent(SqliteDatabase database, SourceSettings sources, Func<SourceSettingsRow, ISourceFeed> feeds, TimeProvider time)
{
    private static readonly Dictionary<string, string> NothingKnown = [];

    /// <summary>Fetches it: of ATT&amp;CK the newest release, also where a source stays with an older one. Blocks its thread.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="who">Who wants to look.</param>
    /// <param name="meter">Counts what it costs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The tree, whole. Dispose of it.</returns>
    /// <exception cref="SourceRefusedException">There is no such source, or its place cannot be asked.</exception>
    /// <exception cref="NotAllowedException">The person may not sync.</exception>
    public SourceTree Fetch(string source, Person who, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (who.Role < Mutations.Sync.Needs) throw new NotAllowedException(who, Mutations.Sync);
        var settings = sources.Find(source);
        if (settings is null or { Place: SourcePlace.Upload }) throw new SourceRefusedException($"There is no source '{PlainText.Line(source, 60)}' that is fetched from anywhere. 'coverage sources list' names them.");
        settings.Release = "";
        try
        {
            using (var connection = database.Open()) Schedule.MayAsk(StoredSyncs.State(connection, source), time.GetUtcNow().UtcDateTime);
            var feed = feeds(settings);
            var look = feed.LookAsync(FeedMemory.None, meter, cancellationToken).GetAwaiter().GetResult();
            return feed.FetchAsync(look, NothingKnown, meter, cancellationToken).GetAwaiter().GetResult();
        }
        catch (FeedException problem)
        {
            throw new SourceRefusedException(problem.Message, problem);
        }
    }
}
