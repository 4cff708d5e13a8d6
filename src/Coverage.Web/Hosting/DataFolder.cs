using System.Security.Cryptography;

namespace Coverage.Web.Hosting;

/// <summary>What the app keeps in the data folder beside the database; only its owner can read it.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;

    public DataFolder(string path)
    {
        Path = path;
        Keys = KeysIn(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Keys);
        }
        else
        {
            Directory.CreateDirectory(Keys, OwnersFolder);
            File.SetUnixFileMode(Keys, OwnersFolder);
        }

        Id = ReadOrMakeId(System.IO.Path.Combine(Keys, "id"));
    }

    /// <summary>The data folder.</summary>
    public string Path { get; }

    /// <summary>The folder of the keys that protect cookies and forms.</summary>
    public string Keys { get; }

    /// <summary>
    /// Tells this data folder's cookies from those of another app on the same host: browsers give cookies to every port,
    /// and the port that a container's is published on is not known here.
    /// </summary>
    public string Id { get; }

    public static string KeysIn(string folder) => System.IO.Path.Combine(folder, "keys");

    /// <summary>Writes a file whole, for its owner only.</summary>
    public static void Write(string path, string text, bool overwrite)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options)) writer.Write(text);
        File.Move(draft, path, overwrite);
    }

    private static string ReadOrMakeId(string path)
    {
        if (!File.Exists(path)) Write(path, RandomNumberGenerator.GetHexString(8, lowercase: true), overwrite: true);
        return File.ReadAllText(path).Trim();
    }
}
