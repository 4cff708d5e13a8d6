using System.Collections.Concurrent;

namespace Coverage.GitHub.Histories;

/// <summary>Trees with the sizes of their blobs, kept once listed: a tree never changes.</summary>
internal sealed class TreeListings(Git git)
{
    private readonly ConcurrentDictionary<(string Sha, bool Recursive), IReadOnlyList<TreeEntry>> _listings = [];

    public IReadOnlyList<TreeEntry> List(string sha, bool recursive) =>
        _listings.GetOrAdd((sha, recursive), key => TreeEntry.Parse(
            key.Recursive ? git.Output(null, "ls-tree", "-l", "-z", "-r", "-t", key.Sha) : git.Output(null, "ls-tree", "-l", "-z", key.Sha)));

    public void Clear() => _listings.Clear();
}
