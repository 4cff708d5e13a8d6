using System.Formats.Tar;

namespace Coverage.Sources.Origins;

/// <summary>One pass over a <c>.tar.gz</c>, entry by entry, to the very end of the file.</summary>
internal sealed class TarGzReading : IDisposable
{
    private const int BlockBytes = 512;
    private readonly Intake intake;
    private readonly GzipReader gzip;
    private readonly TarReader tar;
    private readonly CommonTime time = new();
    private bool topIsKnown;

    public TarGzReading(PackedFile file, Intake intake, CancellationToken cancellationToken)
    {
        this.intake = intake;
        gzip = new GzipReader(file.Open, intake.Budget, cancellationToken);
        tar = new TarReader(gzip.Content, leaveOpen: true);
    }

    /// <summary>The commit that the archive states, as GitHub's and <c>git archive</c>'s do.</summary>
    public string? Commit { get; private set; }

    /// <summary>The folder around everything, if there is one.</summary>
    public string? Top { get; private set; }

    public DateTime? Date => time.Value;

    /// <summary>The next file that is wanted, or null once all was read and found whole.</summary>
    public SourceFile? Next()
    {
        while (true)
        {
            var end = gzip.Content.Count;
            if (tar.GetNextEntry() is not { } entry)
            {
                MustEnd((end + BlockBytes - 1) / BlockBytes * BlockBytes);
                return null;
            }

            var file = Read(entry);
            Drain(entry);
            if (file is not null)
            {
                return file;
            }
        }
    }

    public void Dispose()
    {
        tar.Dispose();
        gzip.Dispose();
    }

    private SourceFile? Read(TarEntry entry)
    {
        if (entry is PaxGlobalExtendedAttributesTarEntry global)
        {
            Commit ??= global.GlobalExtendedAttributes.TryGetValue("comment", out var comment) && TopFolder.IsCommit(comment) ? comment : null;
            return null;
        }

        time.Add(entry.ModificationTime.UtcDateTime);
        if (intake.Enter(entry.Name) is not { Length: > 0 } path)
        {
            return null;
        }

        var isFolder = entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList;
        if (!topIsKnown)
        {
            Top = TopFolder.Of(path, isFolder, Commit);
            topIsKnown = true;
        }

        path = TopFolder.Strip(path, Top);
        return isFolder ? null
            : entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                ? intake.Skip(path, $"It is no plain file but a {Words(entry.EntryType)}.", "Pack the file itself.")
            : intake.Wants(path) ? intake.Take(path, entry.DataStream ?? Stream.Null, entry.Length)
            : null;
    }

    private static void Drain(TarEntry entry)
    {
        Span<byte> rest = stackalloc byte[8192];
        while (entry.DataStream?.Read(rest) > 0)
        {
        }
    }

    // An archive ends with two blocks of zeros. Without them it was cut between two entries, which the reader of tar
    // takes for its end; and what comes after them, or behind a header that was blotted out, would be lost.
    private void MustEnd(long end)
    {
        gzip.Finish();
        if (gzip.Content.Count < end + (2 * BlockBytes))
        {
            throw new InvalidDataException("It is cut: the blocks that end an archive are missing.");
        }

        if (gzip.Content.ContentEnd > end)
        {
            throw new InvalidDataException("Something follows the archive's end.");
        }
    }

    private static string Words(TarEntryType type) => type switch
    {
        TarEntryType.SymbolicLink => "symbolic link",
        TarEntryType.HardLink => "hard link",
        TarEntryType.BlockDevice or TarEntryType.CharacterDevice => "device",
        TarEntryType.Fifo => "pipe",
        _ => "special entry",
    };
}
