using Coverage.Sources.GitHub.Listing;
using Octokit;

namespace Coverage.Sources.GitHub;

/// <summary>What is asked of one repository: by its number, once that is known, as a number stays when names change.</summary>
internal sealed class RepositoryCalls(GitHubSession session, GitHubPlace place, long? id)
{
    /// <summary>Commits of one page. Always the same number: an ETag is of one address, and with another the next look could not be conditional.</summary>
    public const int PageCommits = 100;
    private const string RawBlob = "application/vnd.github.raw+json";
    private readonly string root = id is { } number
        ? FormattableString.Invariant($"repositories/{number}")
        : $"repos/{Uri.EscapeDataString(place.Owner)}/{Uri.EscapeDataString(place.Name)}";

    public GitHubSession Session => session;

    /// <summary>The newest commits of a ref, newest first; null if unchanged.</summary>
    /// <param name="reference">The branch, tag or commit; empty for the default branch.</param>
    /// <param name="count">How many.</param>
    /// <param name="etag">The tag of an earlier answer, or empty.</param>
    public async Task<IReadOnlyList<GitHubCommit>?> CommitsAsync(string reference, int count = PageCommits, string etag = "")
    {
        var of = reference.Length > 0 ? $"&sha={Uri.EscapeDataString(reference)}" : "";
        return await session.GetAsync<List<GitHubCommit>>(FormattableString.Invariant($"{root}/commits?per_page={count}{of}"), etag).ConfigureAwait(false);
    }

    /// <summary>The newest release that is neither a draft nor a pre-release; null if unchanged.</summary>
    public Task<Release?> LatestReleaseAsync(string etag) => session.GetAsync<Release>($"{root}/releases/latest", etag);

    /// <summary>The repository itself.</summary>
    public async Task<Repository> RepositoryAsync() => await session.GetAsync<Repository>(root).ConfigureAwait(false) ?? throw session.WrongContent();

    /// <summary>The first hundred branches.</summary>
    public async Task<IReadOnlyList<Branch>> BranchesAsync() => await session.GetAsync<List<Branch>>($"{root}/branches?per_page=100").ConfigureAwait(false) ?? [];

    /// <summary>A tree, by its own or its commit's hash.</summary>
    public async Task<TreeAnswer> TreeAsync(string sha, bool recursive)
    {
        var answer = await session.JsonAsync($"{root}/git/trees/{sha}{(recursive ? "?recursive=1" : "")}", TreeJson.Default.TreeAnswer).ConfigureAwait(false);
        return answer.Tree is null ? throw session.WrongContent() : answer;
    }

    /// <summary>A blob's content as it is, as a stream.</summary>
    public Task<HttpResponseMessage> BlobAsync(string sha, long most) => session.StreamAsync($"{root}/git/blobs/{sha}", RawBlob, mayBePacked: true, most);

    /// <summary>The archive of a commit, as a stream; a redirect on its way is followed.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="at">Where to ask for it: the API, or where it is known to lie if it is a public one.</param>
    public Task<HttpResponseMessage> ArchiveAsync(string commit, Uri? at = null) =>
        session.StreamAsync(at?.AbsoluteUri ?? $"{root}/tarball/{commit}", "*/*", mayBePacked: false, session.Options.Limits.ArchiveBytes);

    /// <summary>
    /// Where a commit's archive lies if it is a public one; null if that is not known. The redirect to it is saved only
    /// where a release had to be asked for besides, so that a change costs four requests there, too.
    /// </summary>
    public Uri? PublicArchive(string commit) =>
        place.RefKind == GitHubRefKind.LatestRelease && id is null && session.Options.Archives.TryGetValue(place.Api, out var archives)
            ? new Uri(archives, $"{Uri.EscapeDataString(place.Owner)}/{Uri.EscapeDataString(place.Name)}/legacy.tar.gz/{commit}")
            : null;
}
