using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Exchange.Importing;

/// <summary>Where files to import come from: a path or an upload; a file, a folder or an archive.</summary>
public static class ImportInputs
{
    private static readonly string[] Endings = [".yml", ".yaml", ".json", ".ndjson", ".csv", ".conf"];
    private static readonly string[] Archives = [".zip", ".tar.gz", ".tgz", ".json.gz"];

    /// <summary>The files at some paths.</summary>
    /// <exception cref="SourceRefusedException">Nothing is there, or it is too large or damaged.</exception>
    public static IEnumerable<ImportFile> At(IEnumerable<string> paths, ImportLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return paths.SelectMany(path => At(path, limits, cancellationToken));
    }

    /// <summary>The files in an upload.</summary>
    /// <inheritdoc cref="At(IEnumerable{string}, ImportLimits, CancellationToken)"/>
    public static IEnumerable<ImportFile> Uploaded(string name, byte[] content, ImportLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(limits);
        var own = EntryPath.Printable(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        return IsArchive(own) ? Within(SourceTrees.Open(() => new MemoryStream(content), own, limits.Tree), cancellationToken)
            : content.LongLength > limits.FileBytes ? throw TooLarge(own, limits)
            : [new ImportFile(own, content)];
    }

    private static IEnumerable<ImportFile> At(string path, ImportLimits limits, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path) || IsArchive(path)) return Within(SourceTrees.Open(path, limits.Tree), cancellationToken);
        return File.Exists(path) ? [Plain(path, limits)] : throw new SourceRefusedException($"There is nothing to read at {EntryPath.Printable(path)}. Check the path, and that this account may read it.");
    }

    private static ImportFile Plain(string path, ImportLimits limits)
    {
        var name = EntryPath.Printable(Path.GetFileName(path));
        try
        {
            // What has no length may be a pipe, and to open one would wait for ever.
            var length = new FileInfo(path).Length;
            using var stream = length == 0 ? Stream.Null : File.OpenRead(path);
            return new ImportFile(name, Bytes.Read(stream, limits.FileBytes, length) ?? throw TooLarge(name, limits));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceRefusedException($"{name} cannot be read: {e.Message} Give this account the right to read it.", e);
        }
    }

    private static IEnumerable<ImportFile> Within(SourceTree tree, CancellationToken cancellationToken)
    {
        using (tree)
        {
            foreach (var file in tree.Files(Endings, cancellationToken)) yield return new ImportFile(EntryPath.Printable(file.Path), file.Bytes);
            foreach (var skipped in tree.Diagnostics) yield return new ImportFile(skipped.Path, default) { Problem = $"{skipped.Message} {skipped.Advice}" };
        }
    }

    private static bool IsArchive(string name) => Array.Exists(Archives, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static SourceRefusedException TooLarge(string name, ImportLimits limits) => new($"{name} is larger than {Budget.Size(limits.FileBytes)}. Divide it, or export fewer fields.");
}
