namespace Coverage.GitHub;

/// <summary>How the server behaves from its start to its end.</summary>
public sealed record GitHubServerOptions
{
    /// <summary>0 takes any free one.</summary>
    public int ApiPort { get; init; }

    public int CodeloadPort { get; init; }

    /// <summary>A path before everything, such as <c>/github</c>, as an Enterprise Server behind a proxy has; empty for none.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Whether both ports speak TLS, with a certificate that a test has to trust: <see cref="GitHubServer.Certificate"/>.</summary>
    public bool Tls { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Entries after which a tree is truncated: 100,000 on GitHub.</summary>
    public int TreeEntries { get; init; } = 100_000;

    /// <summary>Bytes of JSON after which a tree is truncated: 7 MB on GitHub.</summary>
    public int TreeBytes { get; init; } = 7_000_000;

    /// <summary>Bytes after which contents answers without the content: 1 MB on GitHub.</summary>
    public int ContentBytes { get; init; } = 1 << 20;

    /// <summary>Entries of a folder that contents answers: 1,000 on GitHub.</summary>
    public int ContentEntries { get; init; } = 1000;

    /// <summary>Files that compare answers, with no word about the rest: 300 on GitHub.</summary>
    public int CompareFiles { get; init; } = 300;

    /// <summary>Whether the Location of a renamed repository has no host.</summary>
    public bool RelativeRedirects { get; init; }

    /// <summary>Whether a new token makes every entity tag new, as on GitHub.</summary>
    public bool TagsDependOnToken { get; init; } = true;

    /// <summary>How long the link to a private archive lives: 5 minutes on GitHub.</summary>
    public TimeSpan ArchiveLinkLife { get; init; } = TimeSpan.FromMinutes(5);
}
