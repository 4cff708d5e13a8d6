using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Coverage.Sources;

/// <summary>The hashes that the catalogue knows content by.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 (lower-case hex) of an item's own part of a file: CRLF and CR count as LF, blank space at the end does not count.</summary>
    public static string Of(ReadOnlySpan<byte> part)
    {
        part = part.TrimEnd(" \t\r\n"u8);
        if (!part.Contains((byte)'\r'))
        {
            return Convert.ToHexStringLower(SHA256.HashData(part));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(part.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < part.Length; i++)
            {
                if (part[i] != '\r')
                {
                    buffer[length++] = part[i];
                }
                else if (i + 1 >= part.Length || part[i + 1] != '\n')
                {
                    buffer[length++] = (byte)'\n';
                }
            }

            return Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same of a text, as UTF-8.</summary>
    public static string Of(ReadOnlySpan<char> part)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(part.Length));
        try
        {
            return Of(buffer.AsSpan(0, Encoding.UTF8.GetBytes(part, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Git's blob hash: SHA-1 of <c>blob LENGTH\0</c> and the content. Git's choice of hash, not a security boundary.</summary>
    public static string GitBlob(ReadOnlySpan<byte> content)
    {
        using var hash = StartGitBlob(content.Length);
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same of content that comes in pieces: the hash, started for content of a length.</summary>
    public static IncrementalHash StartGitBlob(long length)
    {
#pragma warning disable CA5350 // Git names blobs by SHA-1.
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        Span<byte> header = stackalloc byte[32];
        "blob "u8.CopyTo(header);
        length.TryFormat(header[5..], out var digits, default, System.Globalization.CultureInfo.InvariantCulture);
        header[5 + digits] = 0;
        hash.AppendData(header[..(6 + digits)]);
        return hash;
    }
}
