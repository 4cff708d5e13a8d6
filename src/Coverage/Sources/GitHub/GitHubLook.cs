using System.Globalization;
using System.Text.RegularExpressions;
using Octokit;

namespace Coverage.Sources.GitHub;

/// <summary>Asks a repository whether it has something new: one conditional request, and for a new release one more.</summary>
internal sealed partial class GitHubLook(RepositoryCalls calls, GitHubPlace place, FeedMemory before)
{
    private readonly List<string> notes = [];

    private GitHubSession Session => calls.Session;

    /// <summary>What makes the request conditional; without a commit that was read there is nothing to be unchanged.</summary>
    private string ETag => before.Commit.Length > 0 ? before.ETag : "";

    public async Task<FeedLook> RunAsync() => place.RefKind switch
    {
        GitHubRefKind.Commit when before.Commit == place.Ref => new FeedLook { Unchanged = true, Memory = before },
        GitHubRefKind.Commit => Found(await CommitsAsync(place.Ref, "").ConfigureAwait(false), etag: "", release: ""),
        GitHubRefKind.LatestRelease => await ReleaseAsync().ConfigureAwait(false),
        GitHubRefKind.DefaultBranch => Found(await CommitsAsync("", ETag).ConfigureAwait(false), Session.Last.ETag, release: ""),
        _ => Found(await CommitsAsync(place.Ref, ETag).ConfigureAwait(false), Session.Last.ETag, release: ""),
    };

    private async Task<FeedLook> ReleaseAsync()
    {
        var release = await RefFaults.ExplainAsync(calls, place, () => calls.LatestReleaseAsync(ETag)).ConfigureAwait(false);
        var (etag, id) = (Session.Last.ETag, RepositoryId());
        if (release is null) return Unchanged();
        if (!PlaceChecks.IsRef(release.TagName ?? "")) throw new FeedException(FeedFault.WrongContent, "The latest release names no tag that can be one.");
        if (release.TagName == before.Release && before.Commit.Length > 0)
        {
            return new FeedLook { Unchanged = true, Memory = before with { ETag = etag, RepositoryId = id } };
        }

        return Found(await CommitsAsync(release.TagName!, "").ConfigureAwait(false), etag, release.TagName!);
    }

    private Task<IReadOnlyList<GitHubCommit>?> CommitsAsync(string reference, string etag) =>
        RefFaults.ExplainAsync(calls, place, () => calls.CommitsAsync(reference, etag: etag));

    private FeedLook Unchanged() => new() { Unchanged = true, Memory = before with { RepositoryId = RepositoryId() } };

    private FeedLook Found(IReadOnlyList<GitHubCommit>? commits, string etag, string release)
    {
        if (commits is null) return Unchanged();
        if (commits.Count == 0) throw new FeedException(FeedFault.Empty, $"{place.Owner}/{place.Name} has no commits there. There is nothing to read until something is committed.");
        var newest = Pinned.Of(commits[0]) ?? throw Session.WrongContent();
        if (place.RefKind == GitHubRefKind.Commit && newest.Commit != place.Ref) throw Session.WrongContent();
        NoteRewrite(commits);
        NoteRename(newest);
        return new FeedLook
        {
            Unchanged = newest.Commit == before.Commit,
            Memory = new FeedMemory
            {
                ETag = etag,
                Commit = newest.Commit,
                Date = newest.Date,
                Name = newest.Repository.Length > 0 ? newest.Repository : before.Name,
                RepositoryId = RepositoryId(),
                Release = release,
            },
            Notes = notes,
            Scratch = newest,
        };
    }

    /// <summary>The remembered commit is missing from the list though the list goes back to its time, or to the first commit: it was taken out.</summary>
    private void NoteRewrite(IReadOnlyList<GitHubCommit> commits)
    {
        if (before.Commit.Length == 0 || place.RefKind is GitHubRefKind.Commit or GitHubRefKind.LatestRelease || commits.Any(commit => commit.Sha == before.Commit)) return;
        var oldest = commits.Min(commit => commit.Commit?.Committer?.Date.UtcDateTime ?? DateTime.MaxValue);
        if (commits.Count < RepositoryCalls.PageCommits || before.Date >= oldest)
        {
            notes.Add($"The history was rewritten: commit {before.Commit[..7]}, which was read last, is no longer in it.");
        }
    }

    private void NoteRename(Pinned newest)
    {
        var known = before.Name.Contains('/', StringComparison.Ordinal) ? before.Name : $"{place.Owner}/{place.Name}";
        if (newest.Repository.Length == 0 || newest.Repository.Equals(known, StringComparison.OrdinalIgnoreCase)) return;
        var sameOwner = newest.Repository.Split('/')[0].Equals(known.Split('/')[0], StringComparison.OrdinalIgnoreCase);
        notes.Add(sameOwner
            ? $"The repository was renamed: {known} is now {newest.Repository}."
            : $"The repository moved to another owner: {known} is now {newest.Repository}. Check that this owner is to be trusted.");
    }

    /// <summary>The number that a renamed repository was answered with, remembered from then on.</summary>
    private long? RepositoryId() =>
        before.RepositoryId ?? (NumberInPath().Match(Session.Last.Address.AbsolutePath) is { Success: true } match
            && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null);

    [GeneratedRegex(@"/repositories/(\d{1,18})(?:/|\z)")]
    private static partial Regex NumberInPath();
}
