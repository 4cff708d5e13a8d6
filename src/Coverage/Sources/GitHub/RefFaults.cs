namespace Coverage.Sources.GitHub;

/// <summary>Finds out what a "not found" is about, as GitHub says the same of a missing repository, a private one and a missing branch.</summary>
internal static class RefFaults
{
    /// <summary>Asks; if that fails as not found, asks for the repository itself, and says what is missing.</summary>
    public static async Task<T> ExplainAsync<T>(RepositoryCalls calls, GitHubPlace place, Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (FeedException problem) when (problem.Fault is FeedFault.NotFound or FeedFault.NoSuchRef)
        {
            throw await SayAsync(calls, place).ConfigureAwait(false);
        }
    }

    private static async Task<FeedException> SayAsync(RepositoryCalls calls, GitHubPlace place)
    {
        var name = $"{place.Owner}/{place.Name}";
        try
        {
            var repository = await calls.RepositoryAsync().ConfigureAwait(false);
            var what = place.RefKind switch
            {
                GitHubRefKind.LatestRelease => "no release that is neither a draft nor a pre-release",
                GitHubRefKind.DefaultBranch => "no commits on its default branch",
                GitHubRefKind.Tag => $"no tag '{Origins.EntryPath.Printable(place.Ref)}'",
                GitHubRefKind.Commit => $"no commit {place.Ref}",
                _ => $"no branch '{Origins.EntryPath.Printable(place.Ref)}'",
            };
            return new FeedException(FeedFault.NoSuchRef, $"{name} has {what}. Its default branch is '{PlainText.Line(repository.DefaultBranch ?? "", 100)}'.");
        }
        catch (FeedException problem) when (problem.Fault == FeedFault.NotFound)
        {
            return new FeedException(
                FeedFault.NotFound,
                $"There is no repository {name} at {GitHubAddress.HostOf(place.Api)}, or it is private and the credential does not reach it. Check the name, and what the credential may read.");
        }
    }
}
