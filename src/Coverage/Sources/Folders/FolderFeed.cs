using Coverage.Sources.Origins;

namespace Coverage.Sources.Folders;

/// <summary>
/// A folder, git clone or archive file on this server that is watched: what a network without internet has in place of
/// GitHub. A clone is asked for its commit, anything else for its names, sizes and times; nothing of it is read for that.
/// </summary>
public sealed class FolderFeed(string path, SourceLimits? limits = null) : ISourceFeed
{
    /// <summary>The only files that are wanted, by patterns of their paths; empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Files that are not wanted.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    private readonly SourceLimits limits = limits ?? SourceLimits.Default;

    /// <inheritdoc/>
    public Task<FeedLook> LookAsync(FeedMemory before, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(meter);
        meter.Start("asking");
        return Task.Run(() => Guard(() => Look(before, cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SourceTree> FetchAsync(FeedLook look, Task<IReadOnlyDictionary<string, string>> known, FeedMeter meter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(meter);
        meter.Start("fetching");
        return Task.Run(() => Guard(() => Wanted(Open(look.Memory.Commit))), cancellationToken);
    }

    private FeedLook Look(FeedMemory before, CancellationToken cancellationToken)
    {
        var (commit, date) = Present(cancellationToken);
        var unchanged = commit == before.Commit;
        return new FeedLook
        {
            Unchanged = unchanged,
            Memory = before with { Commit = commit, Date = date, Name = path },
            Notes = unchanged || !WasRewritten(before.Commit, commit) ? [] : [$"The history was rewritten: commit {before.Commit[..7]}, which was read last, is no longer in it."],
        };
    }

    private (string Commit, DateTime? Date) Present(CancellationToken cancellationToken)
    {
        if (GitFolder is null) return (FolderListing.Fingerprint(path, limits, cancellationToken), null);
        using var tree = Open("");
        return (tree.Commit ?? tree.Fingerprint(cancellationToken) ?? "", tree.Date);
    }

    /// <summary>A clone is read at the commit that the look found, though it may have moved on since.</summary>
    private SourceTree Open(string commit) =>
        GitFolder is { } git && TopFolder.IsCommit(commit) ? new GitTree(path, git, limits, revision: commit) : SourceTrees.Open(path, limits);

    private SourceTree Wanted(SourceTree tree) => Include.Count + Exclude.Count == 0 ? tree : new PatternTree(tree, Include, Exclude);

    private string? GitFolder => Directory.Exists(path) ? GitTree.GitFolder(path) : null;

    private bool WasRewritten(string before, string now) =>
        GitFolder is { } git && TopFolder.IsCommit(before) && TopFolder.IsCommit(now)
        && new GitCommands(git, EntryPath.Printable(path), "git").Text("merge-base", "--is-ancestor", before, now) is null;

    private T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is SourceRefusedException or IOException or UnauthorizedAccessException)
        {
            var fault = e is UnauthorizedAccessException || e.InnerException is UnauthorizedAccessException ? FeedFault.NoAccess
                : Path.Exists(path) ? FeedFault.WrongContent
                : FeedFault.NotFound;
            throw new FeedException(fault, e is SourceRefusedException ? e.Message : $"{EntryPath.Printable(path)} cannot be read: {e.Message}", e);
        }
    }
}
