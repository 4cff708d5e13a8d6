using System.IO.Compression;

namespace Coverage.Sources.Origins;

/// <summary>One pass over a <c>.zip</c>, in the order of its directory.</summary>
internal sealed class ZipReading : IDisposable
{
    private const int DirectoryBytes = 1 << 20;
    private const int DirectoryEntryBytes = 160;
    private const int UnixKind = 0xF000;
    private const int UnixLink = 0xA000;
    private readonly Intake intake;
    private readonly PackedStream packed;
    private readonly ZipArchive zip;
    private readonly CommonTime time = new();
    private int next;

    public ZipReading(PackedFile file, Intake intake, SourceLimits limits, CancellationToken cancellationToken)
    {
        this.intake = intake;
        packed = new PackedStream(file.Open(), cancellationToken);
        try
        {
            zip = Open(limits);
            Commit = TopFolder.IsCommit(zip.Comment) ? zip.Comment : null;
            Top = CommonTop();
        }
        catch
        {
            packed.Dispose();
            throw;
        }
    }

    /// <summary>The commit that the archive's comment states, as GitHub's does.</summary>
    public string? Commit { get; }

    /// <summary>The folder around everything, if there is one.</summary>
    public string? Top { get; }

    public DateTime? Date => time.Value;

    /// <summary>The next file that is wanted, or null once all was read.</summary>
    public SourceFile? Next()
    {
        while (next < zip.Entries.Count)
        {
            if (Read(zip.Entries[next++]) is { } file)
            {
                return file;
            }
        }

        return null;
    }

    public void Dispose()
    {
        zip.Dispose();
        packed.Dispose();
    }

    private ZipArchive Open(SourceLimits limits)
    {
        if (!packed.CanSeek)
        {
            throw new NotSupportedException("A zip archive needs a stream that can seek.");
        }

        intake.Budget.CheckPacked(packed.Length);
        // The directory is read into memory as long as it goes on, whatever number of entries it states.
        packed.Most = DirectoryBytes + ((long)limits.Entries * DirectoryEntryBytes);
        var archive = new ZipArchive(packed, ZipArchiveMode.Read, leaveOpen: true);
        _ = archive.Entries;
        packed.Most = long.MaxValue;
        return archive.Entries.Count <= limits.Entries ? archive : throw intake.Budget.TooManyEntries();
    }

    private SourceFile? Read(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            throw new InvalidDataException("It is encrypted.");
        }

        time.Add(DateTime.SpecifyKind(entry.LastWriteTime.DateTime, DateTimeKind.Utc));
        var path = intake.Enter(entry.FullName);
        using var content = new UnpackedStream(entry.Open(), packed, intake.Budget);
        var file = path is null ? null : Read(entry, TopFolder.Strip(path, Top), content);
        content.Drain();
        return content.Count == entry.Length && content.Crc == entry.Crc32
            ? file
            : throw new InvalidDataException($"{EntryPath.Printable(entry.FullName)} is not as long as it says, or is damaged.");
    }

    private SourceFile? Read(ZipArchiveEntry entry, string path, UnpackedStream content)
    {
        if (((entry.ExternalAttributes >> 16) & UnixKind) == UnixLink)
        {
            return intake.Skip(path, "It is no plain file but a symbolic link.", "Pack the file itself.");
        }

        return !IsFolder(entry) && intake.Wants(path) ? intake.Take(path, content, entry.Length) : null;
    }

    private string? CommonTop()
    {
        string? common = null;
        foreach (var entry in zip.Entries)
        {
            if (!EntryPath.TryNormalise(entry.FullName, out var path) || path.Length == 0)
            {
                continue;
            }

            var top = TopFolder.Of(path, IsFolder(entry), Commit);
            if (top is null || (common ??= top) != top)
            {
                return null;
            }
        }

        return common;
    }

    private static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');
}
