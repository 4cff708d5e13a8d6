namespace Coverage.Sources.Origins;

/// <summary>A folder, read without following links out of it.</summary>
internal sealed class FolderTree : OriginTree
{
    private readonly string root;
    private readonly string prefix;

    public FolderTree(string path, SourceLimits limits)
        : base(EntryPath.Printable(path), limits)
    {
        root = path;
        // Sigma's folders may be given one by one: their own name keeps them apart and tells the rules' section.
        var name = Path.GetFileName(path);
        prefix = TopFolder.IsOfSigma(name) ? name + "/" : "";
    }

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        var intake = new Intake(this, endings, cancellationToken);
        var wanted = new List<(string Path, FileInfo File)>();
        Collect(new DirectoryInfo(root), intake, wanted);
        wanted.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        foreach (var (path, file) in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Take(path, file, intake, cancellationToken) is { } taken)
            {
                yield return taken;
            }
        }
    }

    private void Collect(DirectoryInfo folder, Intake intake, List<(string Path, FileInfo File)> wanted)
    {
        var pending = new Stack<DirectoryInfo>([folder]);
        while (pending.TryPop(out var current))
        {
            foreach (var item in List(current))
            {
                var name = Path.GetRelativePath(root, item.FullName);
                if (intake.Enter(prefix + Slashed(name)) is not { } path)
                {
                    continue;
                }

                if (item.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    intake.Skip(path, "It is no plain file but a link, which is not followed.", "Copy the file or folder itself.");
                }
                else if (item is DirectoryInfo inner)
                {
                    if (inner.Name != ".git")
                    {
                        pending.Push(inner);
                    }
                }
                else if (intake.Wants(path))
                {
                    wanted.Add((path, (FileInfo)item));
                }
            }
        }
    }

    private static string Slashed(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace('\\', '/');

    private FileSystemInfo[] List(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (folder.FullName == root)
            {
                throw new SourceRefusedException($"{Origin} cannot be read: {e.Message} Give this account the right to read it.", e);
            }

            Unreadable(prefix + Slashed(Path.GetRelativePath(root, folder.FullName)), e);
            return [];
        }
    }

    private SourceFile? Take(string path, FileInfo file, Intake intake, CancellationToken cancellationToken)
    {
        try
        {
            // What has no length is not opened: it may be a pipe, and to open one would wait for ever.
            var length = file.Length;
            using var content = new PackedStream(length == 0 ? Stream.Null : Open(file), cancellationToken);
            var taken = intake.Take(path, content, length);
            intake.Budget.Add(content.Count);
            return taken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unreadable(path, e);
            return null;
        }
    }

    private static FileStream Open(FileInfo file) =>
        new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>What it held stays as it is, unless it was taken away while the folder was read.</summary>
    private void Unreadable(string path, Exception e)
    {
        if (e is not (FileNotFoundException or DirectoryNotFoundException)) Unread.Add(path);
        Report(path, $"It cannot be read: {e.Message}", "Give this account the right to read it; what it held before is kept until then.");
    }
}
