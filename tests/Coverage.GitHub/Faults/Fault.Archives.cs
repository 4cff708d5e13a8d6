using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Coverage.GitHub.Faults;

/// <summary>What goes wrong with archives: bombs, and entries that are not what the commit holds.</summary>
public sealed partial class Fault
{
    /// <summary>A <c>.tar.gz</c> of some kilobytes for each megabyte that it unpacks to, in one file.</summary>
    public static Fault TarBomb(long unpacked, string name = "acme-rules-0000000/rules/bomb.yml") => Tar(async writer =>
        await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new RepeatedByte(unpacked, (byte)'a') }));

    /// <summary>A <c>.tar.gz</c> of so many empty files.</summary>
    public static Fault TarOfEntries(int entries) => Tar(async writer =>
    {
        for (var at = 0; at < entries; at++)
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"acme-rules-0000000/rules/{at}.yml"));
        }
    });

    /// <summary>A <c>.zip</c> with one file that unpacks to so many bytes.</summary>
    public static Fault ZipBomb(long unpacked, string name = "acme-rules-0000000/rules/bomb.yml")
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            new RepeatedByte(unpacked, (byte)'a').CopyTo(entry);
        }

        return Answer(200, packed.ToArray(), "application/zip");
    }

    /// <summary>JSON that goes out compressed (<c>Content-Encoding: gzip</c>) and comes to so many blanks.</summary>
    public static Fault GzipBomb(long unpacked) => new(async (http, _) =>
    {
        http.Response.ContentType = Http.Reply.JsonType;
        http.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await new RepeatedByte(unpacked, (byte)' ').CopyToAsync(gzip, http.RequestAborted);
    });

    /// <summary>The right <c>.tar.gz</c>, but with other content for the file at a path of the repository.</summary>
    public static Fault ReplacedInArchive(string path, string content) => Repacked((name, entry) =>
        name == path ? new PaxTarEntry(TarEntryType.RegularFile, entry.Name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) } : entry);

    /// <summary>The right <c>.tar.gz</c>, but without the file at a path of the repository.</summary>
    public static Fault MissingInArchive(string path) => Repacked((name, entry) => name == path ? null : entry);

    /// <summary>The right <c>.tar.gz</c> with one entry more; its name is taken as it is, such as <c>../../etc/cron.d/x</c>.</summary>
    public static Fault ExtraInArchive(string name, string content) => Repacked(
        (_, entry) => entry,
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });

    private static Fault Tar(Func<TarWriter, Task> write) => new(async (http, _) =>
    {
        http.Response.ContentType = "application/x-gzip";
        await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using var writer = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true);
        await write(writer);
    });

    private static Fault Repacked(Func<string, TarEntry, TarEntry?> change, TarEntry? extra = null) => Rewrite(body =>
    {
        var packed = new MemoryStream();
        using (var reader = new TarReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress)))
        using (var writer = new TarWriter(new GZipStream(packed, CompressionLevel.Fastest), TarEntryFormat.Pax))
        {
            while (reader.GetNextEntry(copyData: true) is { } entry)
            {
                if (change(entry.Name[(entry.Name.IndexOf('/') + 1)..], entry) is { } kept)
                {
                    writer.WriteEntry(kept);
                }
            }

            if (extra is not null)
            {
                writer.WriteEntry(extra);
            }
        }

        return packed.ToArray();
    });
}
