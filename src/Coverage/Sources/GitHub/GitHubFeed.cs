using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub;

/// <summary>A repository as a feed. The README says what it asks in which case.</summary>
public sealed class GitHubFeed(GitHubPlace place, GitHubCredential credential, GitHubNetwork network) : ISourceFeed
{
    /// <inheritdoc/>
    public Task<FeedLook> LookAsync(FeedMemory before, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(meter);
        meter.Start("asking");
        return InSessionAsync(before, meter, calls => new GitHubLook(calls, place, before).RunAsync(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SourceTree> FetchAsync(FeedLook look, Task<IReadOnlyDictionary<string, string>> known, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(meter);
        if (!TopFolder.IsCommit(look.Memory.Commit)) throw new ArgumentException("It found no commit.", nameof(look));
        return InSessionAsync(look.Memory, meter, calls => new GitHubFetch(calls, place, look.Memory, look.Scratch as Pinned).RunAsync(known), cancellationToken);
    }

    private async Task<T> InSessionAsync<T>(FeedMemory memory, FeedMeter meter, Func<RepositoryCalls, Task<T>> work, CancellationToken cancellationToken)
    {
        PlaceChecks.Check(place);
        using var session = new GitHubSession(network, place.Api, credential, meter, cancellationToken);
        return await session.RunAsync(() => work(new RepositoryCalls(session, place, memory.RepositoryId))).ConfigureAwait(false);
    }
}
