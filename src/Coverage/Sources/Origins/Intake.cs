namespace Coverage.Sources.Origins;

/// <summary>
/// The one door that every file of every origin comes in by, for one reading: safe paths, wanted endings, each path
/// once, within its limit.
/// </summary>
internal sealed class Intake(OriginTree tree, IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
{
    private const int PointerBytes = 1024;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>What the reading has used of its limits.</summary>
    public Budget Budget { get; } = new(tree.Limits, tree.Origin);

    /// <summary>Counts an entry and gives its path, or null and a diagnostic for a name that is not safe.</summary>
    public string? Enter(string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Budget.AddEntry();
        if (EntryPath.TryNormalise(name, out var path))
        {
            return path;
        }

        Skip(name, "Its name leads out of the tree, or holds characters that hide what it is.", "Rename it, and pack the source again.");
        return null;
    }

    /// <summary>The only paths to take, where more is known of them than their endings.</summary>
    public Predicate<string>? Only { get; init; }

    /// <summary>Whether Git LFS pointers are taken like any file: by those who know what the file should be.</summary>
    public bool TakesPointers { get; init; }

    /// <summary>Whether a path's ending is asked for. Bundles and ontologies are large, so these may also be packed each.</summary>
    public bool Wants(string path)
    {
        if (Only is not null)
        {
            return Only(path);
        }

        foreach (var ending in endings)
        {
            if (FileKinds.Ends(path, ending) || (ending is ".json" or ".ttl" && FileKinds.Ends(path, ending + ".gz")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes a file in; null and a diagnostic if it is not one to have.</summary>
    /// <param name="path">Its path, as <see cref="Enter"/> gave it.</param>
    /// <param name="content">Its content.</param>
    /// <param name="declared">The length it is said to have; negative when unknown.</param>
    public SourceFile? Take(string path, Stream content, long declared)
    {
        var plain = IsPacked(path) ? FileKinds.WithoutGz(path) : path;
        var limit = tree.Limits.BytesFor(plain);
        if (!seen.Add(plain))
        {
            return Skip(path, "The same path came before; only the first is read.", "Keep one of the two.");
        }

        if (Bytes.Read(content, limit, declared) is not { } bytes)
        {
            return Skip(path, $"It is larger than {Budget.Size(limit)}.", "Split it, or raise the limit.");
        }

        if (IsPacked(path))
        {
            try
            {
                var packed = bytes;
                bytes = GzipReader.Unpack(() => new MemoryStream(packed), plain, EntryPath.Printable(path), tree.Limits, cancellationToken);
            }
            catch (SourceRefusedException e)
            {
                return Skip(path, e.Message, "Pack it again, or give it unpacked.");
            }

            Budget.Add(bytes.Length);
        }

        return !TakesPointers && IsPointer(bytes)
            ? Skip(path, "It is a Git LFS pointer: the content is not in the repository.", "Run git lfs pull, and give the folder.")
            : new SourceFile(plain, bytes, ContentHash.GitBlob(bytes));
    }

    /// <summary>Whether a file is a Git LFS pointer, which stands for content that lies elsewhere.</summary>
    public static bool IsPointer(ReadOnlySpan<byte> content) => content.Length < PointerBytes && content.StartsWith("version https://git-lfs"u8);

    /// <summary>Records why an entry is not read.</summary>
    public SourceFile? Skip(string path, string message, string advice)
    {
        tree.Report(path, message, advice);
        return null;
    }

    private static bool IsPacked(string path) => FileKinds.Of(path) == FileKind.SingleGz;
}
