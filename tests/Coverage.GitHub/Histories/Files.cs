using System.Collections;
using System.Formats.Tar;
using System.IO.Compression;

namespace Coverage.GitHub.Histories;

/// <summary>What a commit does to a repository: path to content, null to delete. With <see cref="Whole"/> all other files go.</summary>
public sealed class Files : IEnumerable<KeyValuePair<string, FileContent?>>
{
    private readonly SortedDictionary<string, FileContent?> _files = new(StringComparer.Ordinal);

    /// <summary>Whether the commit holds these files and no others, as a snapshot does.</summary>
    public bool Whole { get; init; }

    public int Count => _files.Count;

    public FileContent? this[string path]
    {
        get => _files.GetValueOrDefault(path);
        set => _files[path] = value;
    }

    /// <summary>The files below a folder, as the whole of a commit.</summary>
    public static Files FromFolder(string folder)
    {
        var files = new Files { Whole = true };
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files[Path.GetRelativePath(folder, path).Replace('\\', '/')] = File.ReadAllBytes(path);
        }

        return files;
    }

    /// <summary>The files of a <c>.tar.gz</c> or <c>.zip</c> as GitHub makes them, without the top folder, as the whole of a commit.</summary>
    public static Files FromArchive(string path)
    {
        var files = new Files { Whole = true };
        using var stream = File.OpenRead(path);
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            files.Unzip(stream);
        }
        else
        {
            files.Untar(stream);
        }

        return files;
    }

    public IEnumerator<KeyValuePair<string, FileContent?>> GetEnumerator() => _files.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Untar(Stream stream)
    {
        using var reader = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                Take(entry.Name, entry.DataStream ?? Stream.Null);
            }
        }
    }

    private void Unzip(Stream stream)
    {
        using var zip = new ZipArchive(stream);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            using var content = entry.Open();
            Take(entry.FullName, content);
        }
    }

    private void Take(string name, Stream content)
    {
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        this[name[(name.IndexOf('/') + 1)..]] = bytes.ToArray();
    }
}
