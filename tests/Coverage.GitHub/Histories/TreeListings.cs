using System.Collections.Concurrent;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Histories;

/// <summary>Trees with the sizes of their blobs, kept once listed: a tree never changes.</summary>
internal sealed class TreeListings(Git git)
{
    private readonly ConcurrentDictionary<(string Sha, bool Recursive), IReadOnlyList<TreeEntry>> _listings = [];
    private readonly ConcurrentDictionary<(string Url, IReadOnlyList<TreeEntry> Listing, int Shown), byte[]> _answers = [];

    public IReadOnlyList<TreeEntry> List(string sha, bool recursive) =>
        _listings.GetOrAdd((sha, recursive), key => TreeEntry.Parse(
            key.Recursive ? git.Output(null, "ls-tree", "-l", "-z", "-r", "-t", key.Sha) : git.Output(null, "ls-tree", "-l", "-z", key.Sha)));

    /// <summary>The JSON of a listing's first entries, made once: it takes longer to write than to send.</summary>
    public byte[] Answer(string url, IReadOnlyList<TreeEntry> listing, int shown, Func<object> shape) =>
        _answers.GetOrAdd((url, listing, shown), _ => Json.Bytes(shape()));

    public void Clear()
    {
        _listings.Clear();
        _answers.Clear();
    }
}
