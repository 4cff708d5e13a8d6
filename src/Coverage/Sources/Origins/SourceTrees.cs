namespace Coverage.Sources.Origins;

/// <summary>Opens whatever holds a source's files: a folder, a git clone, an archive, or one file.</summary>
public static class SourceTrees
{
    private const string Kinds = "a folder, a git clone, a .zip, .tar.gz or .tgz archive, or one .json, .ttl, .yml or .yaml file (each also with .gz)";

    /// <summary>Opens what lies at a path. What it is, its name and content decide.</summary>
    /// <exception cref="SourceRefusedException">Nothing is there, or it is nothing that can be read.</exception>
    public static SourceTree Open(string path, SourceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        limits ??= SourceLimits.Default;
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new SourceRefusedException($"The path is empty or is none. Give {Kinds}.");
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            return OpenFolder(full, limits);
        }

        return File.Exists(full)
            ? Open(PackedFile.At(full), limits)
            : throw new SourceRefusedException($"There is nothing to read at {EntryPath.Printable(path)}. Check the path, and that this account may read it.");
    }

    /// <summary>Opens an uploaded file: an archive or a single file, which its name decides.</summary>
    /// <param name="open">Opens the content from its start; called once for each reading. For a <c>.zip</c> the stream must be able to seek.</param>
    /// <param name="name">The file's name; folders in front of it are ignored.</param>
    /// <param name="limits">What the input may be at most.</param>
    /// <exception cref="SourceRefusedException">It is nothing that can be read.</exception>
    public static SourceTree Open(Func<Stream> open, string name, SourceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(name);
        var own = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return Open(new PackedFile(open, own, EntryPath.Printable(own)), limits ?? SourceLimits.Default);
    }

    private static SourceTree Open(PackedFile file, SourceLimits limits)
    {
        switch (FileKinds.Of(file.Name))
        {
            case FileKind.Zip:
                file.MustStartWith([0x50, 0x4B], "a zip archive");
                return new ZipTree(file, limits);
            case FileKind.TarGz:
                file.MustStartWith(GzipReader.Magic, "a gzip-compressed tar archive");
                return new TarGzTree(file, limits);
            case FileKind.SingleGz:
                file.MustStartWith(GzipReader.Magic, "a gzip-compressed file");
                return new SingleFileTree(file, limits);
            case FileKind.Single:
                file.MustBeText();
                return new SingleFileTree(file, limits);
            default:
                throw new SourceRefusedException($"{file.Origin} has no name that says what it is. Give {Kinds}.");
        }
    }

    private static SourceTree OpenFolder(string path, SourceLimits limits)
    {
        if (FileKinds.Of(path) != FileKind.None)
        {
            throw new SourceRefusedException($"{EntryPath.Printable(path)} is a folder, though its name ends like a file's. Give the file, or rename the folder.");
        }

        return GitTree.GitFolder(path) is { } git ? new GitTree(path, git, limits) : new FolderTree(path, limits);
    }
}
