using System.Buffers;

namespace Coverage.Sources.Origins;

/// <summary>Reads a stream into memory of its own size, within a limit.</summary>
internal static class Bytes
{
    /// <summary>
    /// All bytes of a stream, or null if there are more than the limit. The declared length only saves copying: no more
    /// than a piece is allocated on the strength of it.
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

        if (declared is < 0 or > UnpackedStream.PieceBytes)
        {
            return ReadPieces(stream, limit, []);
        }

        var bytes = new byte[declared];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length < bytes.Length ? bytes[..length]
            : stream.ReadByte() is >= 0 and var more ? ReadPieces(stream, limit, [.. bytes, (byte)more])
            : bytes;
    }

    private static byte[]? ReadPieces(Stream stream, long limit, byte[] start)
    {
        const int Size = UnpackedStream.PieceBytes;
        var pieces = new List<byte[]>();
        var most = Math.Min(limit, Array.MaxLength);
        try
        {
            for (long length = start.Length; length <= most;)
            {
                var piece = ArrayPool<byte>.Shared.Rent(Size);
                pieces.Add(piece);
                var count = stream.ReadAtLeast(piece.AsSpan(0, Size), Size, throwOnEndOfStream: false);
                length += count;
                if (count < Size)
                {
                    return length <= most ? Join(start, pieces, (int)length) : null;
                }
            }

            return null;
        }
        finally
        {
            pieces.ForEach(piece => ArrayPool<byte>.Shared.Return(piece));
        }
    }

    private static byte[] Join(byte[] start, List<byte[]> pieces, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        start.CopyTo(bytes, 0);
        var at = start.Length;
        foreach (var piece in pieces)
        {
            var count = Math.Min(UnpackedStream.PieceBytes, length - at);
            piece.AsSpan(0, count).CopyTo(bytes.AsSpan(at));
            at += count;
        }

        return bytes;
    }
}
