namespace Coverage.Web.Hosting;

/// <summary>How the app is to be served.</summary>
public sealed record ServeOptions
{
    /// <summary>The folder of the database and the keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// The addresses to listen on, separated by semicolons; null for what COVERAGE_URL or ASPNETCORE_URLS say, else
    /// http://127.0.0.1:5080 or the next free port after it.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>A new database stays empty.</summary>
    public bool NoSeed { get; init; }

    /// <summary>
    /// Says that the port is published on the loopback of a host only, as a container's is: the app may then listen on
    /// any address, and reading needs to be signed in, too. Null for what COVERAGE_PUBLISHED_ON_LOOPBACK says.
    /// </summary>
    public bool? PublishedOnLoopback { get; init; }
}
