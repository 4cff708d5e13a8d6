namespace Coverage.Sources.GitHub;

/// <summary>A repository as people write it, and as it is asked for.</summary>
/// <param name="Api">The address of its API.</param>
/// <param name="Owner">The owner.</param>
/// <param name="Name">The repository's name.</param>
/// <param name="Branch">The branch, if the address names one; else empty.</param>
public sealed record GitHubAddress(Uri Api, string Owner, string Name, string Branch)
{
    private const string Forms = "Write OWNER/NAME, https://github.com/OWNER/NAME, or the address of the repository's page on your own server.";

    /// <summary>
    /// Reads <c>OWNER/NAME</c>, <c>https://HOST/OWNER/NAME</c>, either with <c>/tree/BRANCH</c>; the host decides where the
    /// API is: GitHub's own, <c>api.NAME.ghe.com</c>, or <c>/api/v3/</c> of a GitHub Enterprise Server.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The repository.</param>
    /// <param name="problem">What is wrong, in a sentence.</param>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GitHubAddress? address, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        (address, problem) = (null, Forms);
        text = text.Trim();
        if (Split(text) is not var (api, parts) || parts.Length < 2)
        {
            return false;
        }

        if (parts.Length > 2 && parts[0].Contains('.', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal))
        {
            // No owner's name has a dot.
            problem = $"'{PlainText.Line(parts[0], 100)}' is a server, and what is missing is https:// before it. {Forms}";
            return false;
        }

        var name = parts[1].EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? parts[1][..^4] : parts[1];
        if (parts.Length > 2 && (parts.Length < 4 || parts[2] != "tree"))
        {
            problem = $"It leads into the repository. {Forms}";
            return false;
        }

        var branch = string.Join('/', parts.Skip(3));
        var place = new GitHubPlace { Api = api, Owner = parts[0], Name = name, Kind = default, RefKind = branch.Length > 0 ? GitHubRefKind.Branch : default, Ref = branch };
        problem = PlaceChecks.Problem(place) ?? "";
        address = problem.Length == 0 ? new GitHubAddress(api, parts[0], name, branch) : null;
        return address is not null;
    }

    /// <summary>The host that people know a repository's place by: <c>github.com</c> for <c>api.github.com</c>.</summary>
    internal static string HostOf(Uri api) =>
        api.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase) && (api == GitHubPlace.PublicApi || IsGheCom(api.Host)) ? api.Host[4..] : api.Authority;

    private static (Uri Api, string[] Parts)? Split(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return (GitHubPlace.PublicApi, Parts(text));
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? (ApiOf(uri), [.. Parts(uri.AbsolutePath).Select(Uri.UnescapeDataString)])
            : null;
    }

    private static string[] Parts(string path) => path.TrimEnd('/').TrimStart('/').Split('/');

    private static Uri ApiOf(Uri page) =>
        page.Host is "github.com" or "www.github.com" && page.Scheme == "https" ? GitHubPlace.PublicApi
        : IsGheCom(page.Host) ? new Uri($"{page.Scheme}://api.{page.Authority}/")
        : new Uri($"{page.Scheme}://{page.Authority}/api/v3/");

    private static bool IsGheCom(string host) => host.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase);
}
