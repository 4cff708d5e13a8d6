using System.Collections.Concurrent;

namespace Coverage.GitHub.Histories;

/// <summary>How names lead to commits, as the endpoints ask for them.</summary>
public sealed partial class HostedRepository
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _ancestries = [];

    internal bool IsEmpty => Refs.Count == 0;

    /// <summary>What a full ref name points to, or null.</summary>
    internal string? Resolve(string fullName)
    {
        lock (_changing)
        {
            return _refs.GetValueOrDefault(fullName);
        }
    }

    /// <summary>The commit that a hash, a short hash of seven or more, a branch, a tag or <c>HEAD</c> means; null where it means none.</summary>
    internal Commit? FindCommit(string name)
    {
        var sha = name == "HEAD" ? Head
            : Resolve($"refs/heads/{name}") ?? Resolve($"refs/tags/{name}")
            ?? (name.StartsWith("refs/", StringComparison.Ordinal) ? Resolve(name) : null)
            ?? (name.StartsWith("heads/", StringComparison.Ordinal) || name.StartsWith("tags/", StringComparison.Ordinal) ? Resolve($"refs/{name}") : null)
            ?? (RefName.IsHash(name) ? name : null);
        return sha is not null && Objects.Find($"{sha}^{{commit}}") is { Type: "commit" } item ? GitHub.Histories.Commit.Parse(item) : null;
    }

    /// <summary>The commits that one leads to, newest first, as <c>git rev-list</c> narrows them; kept, for what a commit leads to never changes.</summary>
    internal IReadOnlyList<string> Ancestry(string sha, IReadOnlyList<string> narrowed) =>
        _ancestries.GetOrAdd(string.Join('\0', [sha, .. narrowed]), _ => Git.Run(["rev-list", sha, .. narrowed]).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>An object by its full hash and type, or null.</summary>
    internal GitObject? Find(string sha, string type) =>
        RefName.IsSha(sha) && Objects.Find(sha) is { } item && item.Type == type ? item : null;

    /// <summary>The full name of the ref that a short name means, or null for a hash.</summary>
    internal string? FullRef(string name) =>
        Resolve($"refs/heads/{name}") is not null ? $"refs/heads/{name}"
        : Resolve($"refs/tags/{name}") is not null ? $"refs/tags/{name}"
        : Resolve(name) is not null ? name
        : null;
}
