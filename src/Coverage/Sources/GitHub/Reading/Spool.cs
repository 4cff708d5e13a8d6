using Coverage.Sources.Origins;
using Microsoft.Win32.SafeHandles;

namespace Coverage.Sources.GitHub.Reading;

/// <summary>
/// A file without a name, for what is too much for memory: on Unix its name is taken away as soon as it is open, on
/// Windows it goes when it is closed, so that nothing stays behind however the process ends.
/// </summary>
internal sealed class Spool : IDisposable
{
    private readonly SafeFileHandle file;

    private Spool(SafeFileHandle file) => this.file = file;

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>Opens one in a folder.</summary>
    /// <exception cref="FeedException">The folder cannot be written to.</exception>
    public static Spool Create(string folder)
    {
        var path = Path.Combine(folder.Length > 0 ? folder : Path.GetTempPath(), $"coverage-{Guid.NewGuid():N}.spool");
        try
        {
            if (folder.Length > 0) Directory.CreateDirectory(folder);
            var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            if (!OperatingSystem.IsWindows()) TakeNamesAway(path, folder);
            return new Spool(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(e);
        }
    }

    /// <summary>
    /// That of this one, and of any that a process left which was killed just before it came to this. Should one be about to
    /// do it itself, that is the same.
    /// </summary>
    private static void TakeNamesAway(string path, string folder)
    {
        File.Delete(path);
        if (folder.Length == 0) return;
        foreach (var left in Directory.GetFiles(folder, "coverage-*.spool")) File.Delete(left);
    }

    /// <summary>Writes at the end.</summary>
    /// <exception cref="FeedException">The disk is full or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            // Past the size that a process's files may have, the runtime says that the argument is out of range.
            RandomAccess.Write(file, bytes, Length);
            Length += bytes.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw NoRoom(e);
        }
    }

    /// <summary>Goes back to a place, to write on from there.</summary>
    public void CutBack(long length) => Length = length;

    /// <summary>Reads from a place on.</summary>
    public void Read(Span<byte> bytes, long start)
    {
        for (int count; bytes.Length > 0; bytes = bytes[count..], start += count)
        {
            count = RandomAccess.Read(file, bytes, start);
            if (count == 0) throw new SourceRefusedException("What was fetched is not whole on disk any more. Start the sync again.");
        }
    }

    public void Dispose() => file.Dispose();

    private static FeedException NoRoom(Exception e) =>
        new(FeedFault.TooLarge, $"A download cannot be stored ({e.GetType().Name}): the folder for temporary files is full or may not be written to.", e);
}
