using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Coverage.Sync.Packs;

namespace Coverage.Tests.Support;

/// <summary>A pack taken apart, to be put together again with something wrong in it, and signed properly.</summary>
internal sealed class PackForge(TestDb db)
{
    /// <summary>The entries of sources, in their order.</summary>
    public List<(string Name, byte[] Content)> Files { get; } = [.. Entries(SmallCatalogue.Pack(db)).Skip(2)];

    public PackManifest Manifest { get; set; } = SmallCatalogue.Open(SmallCatalogue.Pack(db)).Manifest;

    public static IEnumerable<(string Name, byte[] Content)> Entries(byte[] pack)
    {
        using var reader = new TarReader(new MemoryStream(pack));
        while (reader.GetNextEntry() is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            yield return (entry.Name, content.ToArray());
        }
    }

    /// <summary>Changes what the manifest says of a source.</summary>
    public PackForge Source(string name, Func<PackedSource, PackedSource> change)
    {
        Manifest = Manifest with { Sources = [.. Manifest.Sources.Select(source => source.Name == name ? change(source) : source)] };
        return this;
    }

    /// <summary>Gives a source other bytes, and the manifest their sum.</summary>
    public PackForge Content(string name, byte[] content)
    {
        var file = PackFormat.FileOf(name);
        var at = Files.FindIndex(entry => entry.Name == file);
        Files[at] = (file, content);
        return Source(name, source => source with { Length = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) });
    }

    /// <summary>Changes the lines of a source.</summary>
    public PackForge Lines(string name, Func<string[], IEnumerable<string>> change)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(Files.Single(entry => entry.Name == PackFormat.FileOf(name)).Content), CompressionMode.Decompress));
        var lines = change(text.ReadToEnd().TrimEnd('\n').Split('\n'));
        return Content(name, Pack.Gz(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
    }

    /// <summary>Puts a text in the place of another in a source's first line.</summary>
    public PackForge First(string name, string old, string now) => Lines(name, lines =>
    {
        Assert.Contains(old, lines[0], StringComparison.Ordinal);
        return [lines[0].Replace(old, now, StringComparison.Ordinal), .. lines[1..]];
    });

    /// <summary>The pack, signed by the installation that it is forged on.</summary>
    public byte[] Bytes() => Bytes(Manifest.Bytes());

    public byte[] Bytes(byte[] manifest)
    {
        using var key = PackKey.FindOrMake(db.Database.Folder);
        var pack = new MemoryStream();
        foreach (var (name, content) in Files.Prepend((PackFormat.Signature, PackSignature.Of(manifest, key).Bytes())).Prepend((PackFormat.Manifest, manifest)))
        {
            pack.Write(PackFormat.Header(name, content.Length));
            pack.Write(content);
            pack.Write(PackFormat.Padding(content.Length));
        }

        pack.Write(PackFormat.End);
        return pack.ToArray();
    }
}
