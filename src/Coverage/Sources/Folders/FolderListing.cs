using System.Security.Cryptography;
using System.Text;
using Coverage.Sources.Origins;

namespace Coverage.Sources.Folders;

/// <summary>
/// A fingerprint of what lies at a path, by names, sizes, times and rights alone: a look costs no reading. Whoever
/// changes a file and sets its time back is not seen until the next one changes.
/// </summary>
internal static class FolderListing
{
    public static string Fingerprint(string path, SourceLimits limits, CancellationToken cancellationToken)
    {
        var lines = Directory.Exists(path) ? OfFolder(path, limits, cancellationToken) : [Line(Path.GetFileName(path), Existing(path))];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
    }

    private static FileInfo Existing(string path) =>
        new FileInfo(path) is { Exists: true } file ? file
            : throw new SourceRefusedException($"There is nothing to read at {EntryPath.Printable(path)}. Check the path, and that this account may read it.");

    private static List<string> OfFolder(string path, SourceLimits limits, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", walk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines.Add(Line(Path.GetRelativePath(path, file.FullName), file));
            if (lines.Count > limits.Entries) throw new SourceRefusedException($"{EntryPath.Printable(path)} holds more than {limits.Entries:N0} files. Give only the source's own files, or raise the limit.");
        }

        return lines;
    }

    private static string Line(string name, FileInfo file) => FormattableString.Invariant($"{name}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\0{(int)file.UnixFileMode}");
}
