namespace Coverage.Sources.Origins;

/// <summary>The next so many bytes of a stream that goes on.</summary>
internal sealed class SliceStream(Stream inner, long length) : ReadOnlyStream
{
    private long left = length;

    public override int Read(Span<byte> buffer)
    {
        if (left == 0 || buffer.Length == 0)
        {
            return 0;
        }

        var count = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= count;
        return count > 0 ? count : throw new EndOfStreamException("It ends before its length.");
    }

    /// <summary>Reads what is left of it.</summary>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[8192];
        while (Read(rest) > 0)
        {
        }
    }
}
