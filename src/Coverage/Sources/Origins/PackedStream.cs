namespace Coverage.Sources.Origins;

/// <summary>The packed bytes on their way to an unpacker: counts them, keeps the last eight, and stops when cancelled.</summary>
internal sealed class PackedStream(Stream inner, CancellationToken cancellationToken) : ReadOnlyStream
{
    private readonly byte[] tail = new byte[8];

    /// <summary>How many bytes were read.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes may be read before something is wrong.</summary>
    public long Most { get; set; } = long.MaxValue;

    /// <summary>The last eight bytes that were read: at the end of a gzip file, its CRC-32 and its length.</summary>
    public ReadOnlySpan<byte> Tail => tail;

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Count > Most)
        {
            throw new InvalidDataException("Its directory is larger than its entries can need.");
        }

        var count = inner.Read(buffer);
        Count += count;
        if (count >= tail.Length)
        {
            buffer[(count - tail.Length)..count].CopyTo(tail);
        }
        else if (count > 0)
        {
            tail.AsSpan(count).CopyTo(tail);
            buffer[..count].CopyTo(tail.AsSpan(tail.Length - count));
        }

        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
