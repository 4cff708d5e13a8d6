namespace Coverage.Data;

/// <summary>Files and folders of the data folder, which nobody but their owner can read.</summary>
internal static class OwnerFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder that only its owner can enter; one that exists keeps its mode.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file; a new one can be read by its owner only.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <summary>A lock between processes, held until it is disposed of; waits for it up to half a minute. The file stays: to delete it would let two in.</summary>
    public static FileStream WaitForLock(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Open(path, FileShare.None);
            }
            catch (IOException) when (attempt < 300 && File.Exists(path))
            {
                Thread.Sleep(100);
            }
        }
    }
}
