using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Reading;

/// <summary>
/// A commit's wanted files: those that changed with their bytes, checked against their hashes and lying on disk; the
/// others with their hashes alone.
/// </summary>
internal sealed class GitHubTree : OriginTree
{
    private readonly SortedDictionary<string, Content> files = new(StringComparer.Ordinal);
    /// <summary>A tree without files yet; it takes over the spool.</summary>
    public GitHubTree(string origin, SourceLimits limits, string repository, string commit, DateTime? date, Spool spool)
        : base(origin, limits)
    {
        (Repository, Commit, Date, Spool) = (repository, commit, date, spool);
    }

    /// <summary>Where the bytes lie.</summary>
    public Spool Spool { get; }

    /// <summary>Adds a file that is as it was.</summary>
    public void Keep(ListedFile file) => files.Add(file.Path, new Content(file.Hash, -1, 0));

    /// <summary>Adds a file whose bytes lie in the spool.</summary>
    public void Add(ListedFile file, long start) => files.Add(file.Path, new Content(file.Hash, start, (int)file.Size));

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        foreach (var (path, content) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (endings.Any(ending => FileKinds.Ends(path, ending)))
            {
                yield return new SourceFile(path, Bytes(content), content.Hash);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Spool.Dispose();
        base.Dispose(disposing);
    }

    private byte[] Bytes(Content content)
    {
        if (content.Start < 0) return [];
        var bytes = GC.AllocateUninitializedArray<byte>(content.Length);
        Spool.Read(bytes, content.Start);
        return bytes;
    }

    private readonly record struct Content(string Hash, long Start, int Length);
}
