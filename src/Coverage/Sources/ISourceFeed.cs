namespace Coverage.Sources;

/// <summary>
/// A place that a source's content comes from and that can be asked whether it has something new: a repository on GitHub,
/// or a folder, clone or archive on this server.
/// </summary>
public interface ISourceFeed
{
    /// <summary>Asks whether there is something new. As cheap as the place allows; reads no content.</summary>
    /// <param name="before">What was remembered of the last time.</param>
    /// <param name="meter">Counts what it costs.</param>
    /// <param name="cancellationToken">Stops it at once.</param>
    /// <exception cref="FeedException">The place cannot be asked, or what it says cannot be right.</exception>
    Task<FeedLook> LookAsync(FeedMemory before, FeedMeter meter, CancellationToken cancellationToken);

    /// <summary>Fetches what the look found, all of it at the commit that the look pinned.</summary>
    /// <param name="look">The look.</param>
    /// <param name="known">The files that the catalogue holds already, by path, with their git blob hashes, read while the place is asked: what is as it was need not be fetched, and is handed over without its bytes; but where the files of a kind make one whole, either all of them come with their bytes or none does.</param>
    /// <param name="meter">Counts what it costs.</param>
    /// <param name="cancellationToken">Stops it within a second.</param>
    /// <returns>The tree, whole: reading it touches no network. Dispose of it.</returns>
    /// <exception cref="FeedException">It cannot be fetched, or is not what the place said it is.</exception>
    Task<SourceTree> FetchAsync(FeedLook look, Task<IReadOnlyDictionary<string, string>> known, FeedMeter meter, CancellationToken cancellationToken);
}

/// <summary>What is remembered of a place between two looks.</summary>
public sealed record FeedMemory
{
    /// <summary>Nothing is remembered.</summary>
    public static FeedMemory None { get; } = new();

    /// <summary>What makes the next request conditional; empty when there is nothing.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The commit that was last read, 40 hex digits; of a folder, a fingerprint of its listing; empty when nothing was.</summary>
    public string Commit { get; init; } = "";

    /// <summary>The commit's time (UTC).</summary>
    public DateTime? Date { get; init; }

    /// <summary>The place's present name: <c>OWNER/NAME</c>, or a path.</summary>
    public string Name { get; init; } = "";

    /// <summary>The repository's number, once GitHub told it (by answering a renamed one with its number).</summary>
    public long? RepositoryId { get; init; }

    /// <summary>The tag of the latest release, where that is what is followed.</summary>
    public string Release { get; init; } = "";
}

/// <summary>What a look found.</summary>
public sealed record FeedLook
{
    /// <summary>Whether the place is as it was.</summary>
    public required bool Unchanged { get; init; }

    /// <summary>What to remember, once what was found is applied (or at once, if nothing changed).</summary>
    public required FeedMemory Memory { get; init; }

    /// <summary>What else happened to the place, in words: its history was rewritten, it was renamed, it moved to another owner.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the feed itself needs to fetch it.</summary>
    public object? Scratch { get; init; }
}
