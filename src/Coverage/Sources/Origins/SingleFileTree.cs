namespace Coverage.Sources.Origins;

/// <summary>One file, plain or gzip-compressed. It is unpacked once and kept, as its readers ask more than once.</summary>
internal sealed class SingleFileTree : OriginTree
{
    private readonly PackedFile file;
    private readonly string path;
    private SourceFile? content;

    public SingleFileTree(PackedFile file, SourceLimits limits)
        : base(file.Origin, limits)
    {
        this.file = file;
        if (!EntryPath.TryNormalise(FileKinds.WithoutGz(file.Name), out path))
        {
            throw new SourceRefusedException($"{file.Origin} has a name that hides what it is. Rename it.");
        }
    }

    public override bool IsSingleFile => true;

    public override string Fingerprint(CancellationToken cancellationToken) => file.Fingerprint(withName: true, cancellationToken);

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        if (endings.Any(ending => FileKinds.Ends(path, ending)))
        {
            yield return content ??= Read(cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        content = null;
        base.Dispose(disposing);
    }

    private SourceFile Read(CancellationToken cancellationToken)
    {
        var bytes = FileKinds.Of(file.Name) == FileKind.SingleGz
            ? GzipReader.Unpack(file.Open, path, Origin, Limits, cancellationToken)
            : Refusal.Guard(Origin, () => ReadPlain(cancellationToken));
        return bytes.AsSpan().StartsWith("version https://git-lfs"u8)
            ? throw new SourceRefusedException($"{Origin} is a Git LFS pointer: it has no content of its own. Run git lfs pull, or download the file itself.")
            : new SourceFile(path, bytes, ContentHash.GitBlob(bytes));
    }

    private byte[] ReadPlain(CancellationToken cancellationToken)
    {
        using var stream = new PackedStream(file.Open(), cancellationToken);
        var limit = Limits.BytesFor(path);
        return Bytes.Read(stream, limit, declared: -1)
            ?? throw new SourceRefusedException($"{Origin} is larger than {Budget.Size(limit)}. Split it, or raise the limit.");
    }
}
