using System.Buffers;
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

    /// <summary>What is unpacked and summed at a time: a reader of tar asks for blocks of 512 bytes, each of which would be a call to the unpacker.</summary>
    private const int UnpackBytes = 1 << 16;

    private readonly Crc32 crc = new();
    private readonly long start = packed.Count;
    private byte[]? piece = ArrayPool<byte>.Shared.Rent(UnpackBytes);
    private int next;
    private int filled;
    private long unpacked;

    /// <summary>How many bytes were read here.</summary>
    public long Count { get; private set; }

    /// <summary>The place after the last byte that is not zero, of what came out of the unpacker: up to a piece further than what was read.</summary>
    public long ContentEnd { get; private set; }

    /// <summary>CRC-32 of the same.</summary>
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

        if (next == filled && buffer.Length > 0)
        {
            Unpack();
        }

        var count = Math.Min(buffer.Length, filled - next);
        piece.AsSpan(next, count).CopyTo(buffer);
        next += count;
        Count += count;
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

        if (piece is not null)
        {
            ArrayPool<byte>.Shared.Return(piece);
            (piece, next, filled) = (null, 0, 0);
        }

        base.Dispose(disposing);
    }

    private void Unpack()
    {
        ObjectDisposedException.ThrowIf(piece is null, this);
        (next, filled) = (0, 0);
        filled = inner.Read(piece.AsSpan(0, UnpackBytes));
        var came = piece.AsSpan(0, filled);
        crc.Append(came);
        if (came.LastIndexOfAnyExcept((byte)0) is >= 0 and var last)
        {
            ContentEnd = unpacked + last + 1;
        }

        unpacked += filled;
        budget.Add(filled);
        budget.CheckRatio(unpacked, packed.Count - start);
    }
}
