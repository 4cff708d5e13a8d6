using Coverage.Sources.Origins;
using Octokit;

namespace Coverage.Sources.GitHub;

/// <summary>The commit that a look found and that everything is then read at.</summary>
/// <param name="Commit">Its hash.</param>
/// <param name="Tree">Its tree's hash.</param>
/// <param name="Date">Its time (UTC).</param>
/// <param name="Repository">The repository's present <c>OWNER/NAME</c>, or empty.</param>
internal sealed record Pinned(string Commit, string Tree, DateTime Date, string Repository)
{
    /// <summary>A commit as Octokit gives it; null if it is none.</summary>
    public static Pinned? Of(GitHubCommit? commit) =>
        commit is { Sha: { } sha, Commit: { Tree.Sha: { } tree, Committer: { } committer } } && TopFolder.IsCommit(sha) && TopFolder.IsCommit(tree)
            ? new Pinned(sha, tree, committer.Date.UtcDateTime, RepositoryOf(commit.Url))
            : null;

    /// <summary>The <c>OWNER/NAME</c> in an address of the API, or empty.</summary>
    private static string RepositoryOf(string? url)
    {
        var parts = Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath.Split('/') : [];
        var at = Array.IndexOf(parts, "repos");
        return at >= 0 && at + 2 < parts.Length && PlaceChecks.IsOwner(parts[at + 1]) && PlaceChecks.IsName(parts[at + 2]) ? $"{parts[at + 1]}/{parts[at + 2]}" : "";
    }
}
