namespace Coverage.Sources.Origins;

/// <summary>Reads a stream into memory of its own size, within a limit.</summary>
internal static class Bytes
{
    /// <summary>
    /// All bytes of a stream, or null as soon as there are more than the limit. The declared length only saves growing:
    /// no more than a piece is allocated on the strength of it.
    /// </summary>
    /// <param name="stream">What to read.</param>
    /// <param name="limit">The most to take.</param>
    /// <param name="declared">The length that the stream is said to have; negative when unknown.</param>
    public static byte[]? Read(Stream stream, long limit, long declared)
    {
        if (declared > limit)
        {
            return null;
        }

        var bytes = new byte[declared is >= 0 and <= UnpackedStream.PieceBytes ? declared : Math.Min(limit, 1 << 16)];
        var length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                var next = stream.ReadByte();
                if (next < 0)
                {
                    return bytes;
                }

                if (length >= limit)
                {
                    return null;
                }

                Array.Resize(ref bytes, (int)Math.Min(Math.Min(limit, Array.MaxLength), Math.Max(1 << 16, 2L * length)));
                bytes[length++] = (byte)next;
                continue;
            }

            var count = stream.Read(bytes.AsSpan(length, Math.Min(bytes.Length - length, UnpackedStream.PieceBytes)));
            if (count == 0)
            {
                Array.Resize(ref bytes, length);
                return bytes;
            }

            length += count;
        }
    }
}
