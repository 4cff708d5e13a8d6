using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>Takes a stream apart into lines, each in memory for itself and within a limit.</summary>
internal sealed class PackLines(Stream stream)
{
    /// <summary>Bytes of one line: an item with the largest rule file that is read, every character of it escaped.</summary>
    public const int MostLineBytes = 16 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The next line without its end, good until the next call; false after the last one.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        for (var from = start; ;)
        {
            var at = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (at >= 0)
            {
                line = buffer.AsSpan(start, from + at - start);
                start = from + at + 1;
                return true;
            }

            var looked = end - start;
            if (!Fill())
            {
                line = default;
                return end == start ? false : throw new InvalidDataException("Its last line has no end.");
            }

            from = start + looked;
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            if (end >= MostLineBytes) throw new InvalidDataException($"It has a line of more than {Budget.Size(MostLineBytes)}.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        // The stream takes no more than a piece at a time.
        var count = stream.Read(buffer.AsSpan(end, Math.Min(buffer.Length - end, UnpackedStream.PieceBytes)));
        end += count;
        return count > 0;
    }
}
