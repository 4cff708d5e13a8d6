using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Tests.Support;

/// <summary>Packs archives in memory, and reads them as a source.</summary>
internal static class Pack
{
    public static readonly DateTimeOffset Time = new(2026, 8, 5, 8, 52, 16, TimeSpan.Zero);

    public static byte[] Gz(ReadOnlySpan<byte> content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Tar(params ReadOnlySpan<(string Name, string Content)> files) => Tar(null, files);

    public static byte[] Tar(string? comment, params ReadOnlySpan<(string Name, string Content)> files)
    {
        var entries = new List<TarEntry>();
        if (comment is not null)
        {
            entries.Add(new PaxGlobalExtendedAttributesTarEntry([new("comment", comment)]));
        }

        foreach (var (name, content) in files)
        {
            entries.Add(File(name, content));
        }

        return TarOf([.. entries]);
    }

    public static byte[] TarOf(params ReadOnlySpan<TarEntry> entries)
    {
        var packed = new MemoryStream();
        using (var writer = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }

    public static PaxTarEntry File(string name, string content) => new(TarEntryType.RegularFile, name)
    {
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        ModificationTime = Time,
    };

    public static byte[] Zip(params ReadOnlySpan<(string Name, string Content)> files) => Zip("", files);

    public static byte[] Zip(string comment, params ReadOnlySpan<(string Name, string Content)> files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = comment;
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = Time;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return packed.ToArray();
    }

    public static SourceTree Open(string name, byte[] bytes, SourceLimits? limits = null) =>
        SourceTrees.Open(() => new MemoryStream(bytes), name, limits);

    /// <summary>All files that sources ask for.</summary>
    public static List<SourceFile> Read(SourceTree tree) =>
        [.. tree.Files([".yml", ".yaml", ".json", ".ttl"], TestContext.Current.CancellationToken)];

    public static List<SourceFile> Read(string name, byte[] bytes)
    {
        using var tree = Open(name, bytes);
        return Read(tree);
    }

    public static string[] Paths(SourceTree tree) => [.. Read(tree).Select(file => file.Path)];

    /// <summary>That an input is refused, and with which words.</summary>
    public static string Refused(string name, byte[] bytes, SourceLimits? limits = null) =>
        Assert.Throws<SourceRefusedException>(() =>
        {
            using var tree = Open(name, bytes, limits);
            Read(tree);
        }).Message;

    public static string Text(SourceFile file) => Encoding.UTF8.GetString(file.Bytes.Span);
}
