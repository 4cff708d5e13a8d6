using System.Security.Cryptography;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>Goes through a pack's entries, and takes only the very bytes that <see cref="PackFormat"/> would have written around them.</summary>
internal sealed class PackFraming(Stream stream, string origin)
{
    private readonly byte[] block = new byte[PackFormat.Block];

    /// <summary>How many bytes were read.</summary>
    public long Place { get; private set; }

    /// <summary>The next entry, in memory; it must be of that name and not large.</summary>
    public byte[] Head(string name)
    {
        Read(block);
        if (PackFormat.LengthOf(block) is not { } length || PackFormat.NameOf(block) != name) throw NoPack(name);
        if (length > PackFormat.MostHeadBytes) throw new SourceRefusedException($"{origin}: its {name} is larger than {Budget.Size(PackFormat.MostHeadBytes)}, as no pack's is.");
        MustBe(name, length);
        var content = new byte[length];
        Read(content);
        MustBeFilled(name, length);
        return content;
    }

    /// <summary>SHA-256 of the next entry, which must be of that name and length.</summary>
    public string Sum(string name, long length)
    {
        Read(block);
        MustBe(name, length);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            Read(piece);
            sum.AppendData(piece);
            left -= piece.Length;
        }

        MustBeFilled(name, length);
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>Refuses what is not at its end.</summary>
    public void MustEnd()
    {
        Read(block);
        if (block.AsSpan().ContainsAnyExcept((byte)0)) throw new SourceRefusedException($"{origin}: there is '{Shown()}' in it, of which its manifest says nothing. The pack was changed; have it sent again.");
        Read(block);
        if (block.AsSpan().ContainsAnyExcept((byte)0) || stream.Read(block) > 0) throw new SourceRefusedException($"{origin}: something follows the pack's end. The pack was changed; have it sent again.");
    }

    public SourceRefusedException Changed(string name) => new($"{origin}: {name} is not as it was when the pack was signed. The pack was changed or is damaged; have it sent again.");

    private void MustBe(string name, long length)
    {
        if (block.AsSpan().SequenceEqual(PackFormat.Header(name, length))) return;
        if (PackFormat.NameOf(block) == name) throw PackFormat.LengthOf(block) == length ? Changed("the head of " + name) : new SourceRefusedException($"{origin}: {name} is not as long as the manifest says. The pack was changed or is damaged; have it sent again.");
        throw new SourceRefusedException($"{origin}: there is {(Shown() is { Length: > 0 } found ? $"'{found}'" : "nothing")} where {name} belongs. The pack was changed or is damaged; have it sent again.");
    }

    private void MustBeFilled(string name, long length)
    {
        var padding = block.AsSpan(0, PackFormat.Padding(length).Length);
        Read(padding);
        if (padding.ContainsAnyExcept((byte)0)) throw Changed("what follows " + name);
    }

    private SourceRefusedException NoPack(string name) => name == PackFormat.Manifest
        ? new($"{origin} is no pack of Coverage. A pack is made by 'coverage pack'; archives and folders of rules, tests and bundles are imported without the word 'pack'.")
        : new($"{origin}: there is {(Shown() is { Length: > 0 } found ? $"'{found}'" : "nothing")} where {name} belongs. The pack was changed or is damaged; have it sent again.");

    private string Shown() => EntryPath.Printable(PackFormat.NameOf(block));

    private void Read(Span<byte> into)
    {
        stream.ReadExactly(into);
        Place += into.Length;
    }
}
