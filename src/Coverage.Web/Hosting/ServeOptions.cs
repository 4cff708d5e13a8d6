namespace Coverage.Web.Hosting;

/// <summary>How the app is to be served.</summary>
public sealed record ServeOptions
{
    /// <summary>The folder of the database and the keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The address to listen on; null for http://127.0.0.1:5080 or the next free port after it.</summary>
    public string? Url { get; init; }

    /// <summary>A new database stays empty.</summary>
    public bool NoSeed { get; init; }
}
