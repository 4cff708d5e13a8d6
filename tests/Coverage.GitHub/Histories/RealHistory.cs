namespace Coverage.GitHub.Histories;

/// <summary>A repository whose commits come one by one, from snapshots of the real one, when a test asks for the next.</summary>
public sealed class RealHistory
{
    private readonly Queue<Snapshot> _coming;
    private readonly List<string> _commits = [];

    internal RealHistory(HostedRepository repository, IEnumerable<Snapshot> snapshots) => (Repository, _coming) = (repository, new(snapshots));

    public HostedRepository Repository { get; }

    /// <summary>The hashes of what is published so far.</summary>
    public IReadOnlyList<string> Commits => _commits;

    public bool HasNext => _coming.Count > 0;

    /// <summary>Commits the next snapshot to the default branch, and tags it where the real one has a tag.</summary>
    public string Next()
    {
        var snapshot = _coming.Dequeue();
        var sha = Repository.Commit(snapshot.Message, snapshot.Date, snapshot.Files());
        if (snapshot.Tag is { } tag)
        {
            Repository.Tag(tag, sha);
            Repository.Release(tag, snapshot.Date);
        }

        _commits.Add(sha);
        return sha;
    }

    /// <summary>Commits all that is left.</summary>
    public string Last()
    {
        while (_coming.Count > 1)
        {
            Next();
        }

        return _coming.Count == 1 ? Next() : _commits[^1];
    }
}

/// <summary>One of the commits to come; its files are read only then.</summary>
internal sealed record Snapshot(string Message, DateTimeOffset Date, Func<Files> Files, string? Tag = null);
