using Coverage.Catalog;

namespace Coverage.Sources.GitHub;

/// <summary>What of a repository is followed. Stored by name.</summary>
public enum GitHubRefKind
{
    /// <summary>The default branch, whatever it is called.</summary>
    DefaultBranch,

    /// <summary>A branch by name.</summary>
    Branch,

    /// <summary>A tag by name.</summary>
    Tag,

    /// <summary>The newest release that is neither a draft nor a pre-release.</summary>
    LatestRelease,

    /// <summary>One commit, 40 hex digits, for good.</summary>
    Commit,
}

/// <summary>A repository on GitHub, on a GitHub Enterprise Server or on <c>*.ghe.com</c>, and what of it is wanted.</summary>
public sealed record GitHubPlace
{
    /// <summary>GitHub's own address of its API.</summary>
    public static Uri PublicApi { get; } = new("https://api.github.com/");

    /// <summary>The address of the API: <see cref="PublicApi"/>, <c>https://HOST/api/v3/</c>, or <c>https://api.NAME.ghe.com/</c>.</summary>
    public Uri Api { get; init; } = PublicApi;

    /// <summary>The owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The repository's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is followed.</summary>
    public GitHubRefKind RefKind { get; init; }

    /// <summary>The branch, tag or commit; empty for the other kinds.</summary>
    public string Ref { get; init; } = "";

    /// <summary>What it publishes.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>For ATT&amp;CK: which domain's release file is wanted.</summary>
    public AttackDomain? Domain { get; init; }

    /// <summary>For ATT&amp;CK: one release, such as 18.1; empty for the newest by the repository's index.</summary>
    public string Release { get; init; } = "";

    /// <summary>Patterns of the files that are wanted (<c>rules*/**/*.yml</c>); none: all that the kind wants.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of files that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

/// <summary>How a source proves who it is. Never printed: <see cref="object.ToString"/> says its kind only.</summary>
public abstract record GitHubCredential
{
    /// <summary>No credential.</summary>
    public static GitHubCredential None { get; } = new NoCredential();

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Public reading.</summary>
    public sealed record NoCredential : GitHubCredential;

    /// <summary>A fine-grained (or classic) token.</summary>
    public sealed record Token(string Value) : GitHubCredential;

    /// <summary>A GitHub App's installation.</summary>
    /// <param name="AppId">The App's number or client id.</param>
    /// <param name="PrivateKey">Its private key, PEM.</param>
    /// <param name="Installation">The installation's number.</param>
    public sealed record App(string AppId, string PrivateKey, long Installation) : GitHubCredential;
}
