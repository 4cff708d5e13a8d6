using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Web.Components;

/// <summary>
/// Uploaded files while they are read: in the data folder under names of our own, gone afterwards. What a crash left is
/// cleared at the next start.
/// </summary>
internal sealed class Uploads
{
    /// <summary>The largest upload: that of an archive, unpacked.</summary>
    public static readonly long Largest = SourceLimits.Default.ArchiveBytes;

    private readonly string folder;

    public Uploads(SqliteDatabase database)
    {
        folder = Path.Combine(database.Folder, "uploads");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Keeps a file's bytes.</summary>
    public async Task<Upload> KeepAsync(Stream content, string name, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await content.CopyToAsync(file, cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return new Upload(name, () => File.OpenRead(path), () => File.Delete(path));
    }
}

/// <summary>An uploaded file while it is kept.</summary>
/// <param name="Name">What the person calls it.</param>
/// <param name="Open">Reads its bytes from the start.</param>
/// <param name="Delete">Gets rid of it.</param>
internal sealed record Upload(string Name, Func<Stream> Open, Action Delete)
{
    /// <summary>Reads it as a source's tree.</summary>
    public SourceTree Tree() => SourceTrees.Open(Open, Name);
}
