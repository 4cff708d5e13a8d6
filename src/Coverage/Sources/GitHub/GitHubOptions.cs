namespace Coverage.Sources.GitHub;

/// <summary>How GitHub is asked: where, how patiently, and how much may come of it.</summary>
public sealed record GitHubOptions
{
    /// <summary>The hosts that may be asked.</summary>
    public AllowedHosts Hosts { get; init; } = AllowedHosts.Default;

    /// <summary>Where the archives of an API's public repositories lie, by the API's address: there one can be had without being sent.</summary>
    internal IReadOnlyDictionary<Uri, Uri> Archives { get; init; } = new Dictionary<Uri, Uri> { [GitHubPlace.PublicApi] = new("https://codeload.github.com/") };

    /// <summary>Where downloads lie while they are read; empty for the system's folder of temporary files. What lies there has no name and goes with the process.</summary>
    public string SpoolFolder { get; init; } = "";

    /// <summary>How long to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait for an answer to begin, and then for each next piece of it.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a look, a fetch or a test may take in all.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Repetitions of one request, where a repetition can help.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The wait before the first repetition; each next one is twice as long, all with jitter, up to <see cref="LongestRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two repetitions.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that the server may ask for and that is waited out; a longer one ends the sync, with the time to come again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of one JSON answer, unpacked. GitHub cuts the listing of a tree at 7 MB.</summary>
    public long JsonBytes { get; init; } = 32L << 20;

    /// <summary>Listings that a tree too large for one may be read by.</summary>
    public int TreeRequests { get; init; } = 300;

    /// <summary>Files that are fetched one by one; more of them come by the archive, and so do as many if that needs no redirect.</summary>
    public int BlobsRatherThanArchive { get; init; } = 2;

    /// <summary>Files that an archive may lack, or have otherwise than the tree, and that are then fetched one by one.</summary>
    public int BlobsBesidesArchive { get; init; } = 20;

    /// <summary>What the files may be at most.</summary>
    public SourceLimits Limits { get; init; } = SourceLimits.Default;

    /// <summary>The same for somebody who looks on: one repetition, waits of seconds, a minute in all.</summary>
    internal GitHubOptions WhileSomebodyWaits() => this with
    {
        Retries = Math.Min(Retries, 1),
        IdleTimeout = Shorter(IdleTimeout, TimeSpan.FromSeconds(15)),
        LongestWait = Shorter(LongestWait, TimeSpan.FromSeconds(5)),
        Deadline = Shorter(Deadline, TimeSpan.FromMinutes(1)),
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
