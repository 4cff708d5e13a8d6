using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Coverage.Sources.Origins;

/// <summary>
/// Unpacks gzip and knows whether it was whole. <see cref="GZipStream"/> takes a file that is cut anywhere, and bytes
/// after its end, without a word; so the trailer (CRC-32 and length, RFC 1952) is checked here against what came out.
/// </summary>
internal sealed class GzipReader : IDisposable
{
    private readonly Func<Stream> open;
    private readonly CancellationToken cancellationToken;
    private readonly PackedStream packed;

    public GzipReader(Func<Stream> open, Budget budget, CancellationToken cancellationToken)
    {
        (this.open, this.cancellationToken) = (open, cancellationToken);
        packed = new PackedStream(open(), cancellationToken);
        Content = new UnpackedStream(new GZipStream(packed, CompressionMode.Decompress), packed, budget);
    }

    /// <summary>What every gzip file of our kinds starts with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    public UnpackedStream Content { get; }

    /// <summary>Unpacks one file in memory, within the limit of its name; refuses it if it is not whole.</summary>
    public static byte[] Unpack(Func<Stream> open, string path, string origin, SourceLimits limits, CancellationToken cancellationToken)
    {
        var budget = new Budget(limits with { ArchiveBytes = limits.BytesFor(path) }, origin);
        return Refusal.Guard(origin, () =>
        {
            using var gzip = new GzipReader(open, budget, cancellationToken);
            var bytes = Bytes.Read(gzip.Content, limits.BytesFor(path), -1)!;
            gzip.Finish();
            return bytes;
        });
    }

    /// <summary>Reads to the end of everything, and refuses what is not whole.</summary>
    public void Finish()
    {
        Content.Drain();
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(packed.Tail);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(packed.Tail[4..]);
        if ((crc, length) != (Content.Crc, (uint)Content.Count) && !EndsWithMember(crc, length))
        {
            throw new InvalidDataException("It is cut, or something follows its end.");
        }
    }

    public void Dispose() => Content.Dispose();

    // Several members one after another are one gzip file, and the last trailer tells of the last member only. That
    // is rare enough to unpack a second time.
    private bool EndsWithMember(uint crc, uint length)
    {
        if (length == 0 || length >= Content.Count)
        {
            return false;
        }

        using var again = new GZipStream(new PackedStream(open(), cancellationToken), CompressionMode.Decompress);
        var last = new Crc32();
        var buffer = new byte[1 << 16];
        var skip = Content.Count - length;
        for (int count; (count = again.Read(buffer)) > 0; skip -= Math.Min(skip, count))
        {
            last.Append(buffer.AsSpan((int)Math.Min(skip, count)..count));
        }

        return last.GetCurrentHashAsUInt32() == crc;
    }
}
