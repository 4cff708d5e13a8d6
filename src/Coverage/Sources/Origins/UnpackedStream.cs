using System.IO.Hashing;

namespace Coverage.Sources.Origins;

/// <summary>
/// The bytes that come out of an unpacker: counted, summed, and held to the limits as they come, whatever the input
/// declares about itself.
/// </summary>
internal sealed class UnpackedStream(Stream inner, PackedStream packed, Budget budget) : ReadOnlyStream
{
    /// <summary>The most that is read in one piece. We never ask for more; a reader of tar does, for a header of that size.</summary>
    public const int PieceBytes = 1 << 20;

    private readonly Crc32 crc = new();
    private readonly long start = packed.Count;

    /// <summary>How many bytes came out.</summary>
    public long Count { get; private set; }

    /// <summary>The place after the last byte that is not zero.</summary>
    public long ContentEnd { get; private set; }

    /// <summary>CRC-32 of what came out.</summary>
    public uint Crc => crc.GetCurrentHashAsUInt32();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > PieceBytes)
        {
            throw new InvalidDataException("It holds a header of more than 1 MiB.");
        }

        var count = inner.Read(buffer);
        var read = buffer[..count];
        crc.Append(read);
        if (read.LastIndexOfAnyExcept((byte)0) is >= 0 and var last)
        {
            ContentEnd = Count + last + 1;
        }

        Count += count;
        budget.Add(count);
        budget.CheckRatio(Count, packed.Count - start);
        return count;
    }

    /// <summary>Reads to the end, so that all of it is counted and summed.</summary>
    public void Drain()
    {
        Span<byte> rest = stackalloc byte[8192];
        while (Read(rest) > 0)
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
