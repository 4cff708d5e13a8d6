using System.Text;

namespace Coverage.Sync.Packs;

/// <summary>
/// How a pack is laid out: a plain tar of the manifest, its signature, and a gzip file of JSON Lines for each source, in
/// the manifest's order. There is one way only to write given entries, so that the reader knows every byte beforehand.
/// </summary>
internal static class PackFormat
{
    /// <summary>Raise it when an older program would misread or lose something of what is written.</summary>
    public const int Version = 1;

    public const string Manifest = "manifest.json";

    public const string Signature = "signature.json";

    /// <summary>Tar's unit: a header is one block, and content is filled up with zeros to whole ones.</summary>
    public const int Block = 512;

    /// <summary>Bytes of the manifest or of the signature.</summary>
    public const int MostHeadBytes = 1 << 20;

    private static readonly byte[] Zeros = new byte[2 * Block];

    /// <summary>What ends a pack.</summary>
    public static ReadOnlySpan<byte> End => Zeros;

    /// <summary>The entry of a source.</summary>
    public static string FileOf(string source) => $"sources/{source}.jsonl.gz";

    /// <summary>The zeros after an entry of a length.</summary>
    public static ReadOnlySpan<byte> Padding(long length) => Zeros.AsSpan(0, (int)((Block - (length % Block)) % Block));

    /// <summary>Bytes that an entry of a length takes.</summary>
    public static long Size(long length) => Block + length + Padding(length).Length;

    /// <summary>
    /// An entry's header (<see href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">ustar</see>): a plain
    /// file of nobody's, of the first second of 1970. Written here and not by the runtime's writer, whose choices may differ
    /// from one version to the next.
    /// </summary>
    public static byte[] Header(string name, long length)
    {
        var header = new byte[Block];
        Put(header, 0, name);
        Put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        Put(header, 124, Octal(length, 11) + "\0" + Octal(0, 11) + "\0");
        Put(header, 148, "        0");
        Put(header, 257, "ustar\0" + "00");
        var sum = 0;
        foreach (var one in header) sum += one;
        Put(header, 148, Octal(sum, 6) + "\0 ");
        return header;
    }

    /// <summary>The length that a header states, or null if none can be read; proves nothing of the rest.</summary>
    public static long? LengthOf(ReadOnlySpan<byte> header)
    {
        var length = 0L;
        foreach (var digit in header.Slice(124, 11))
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            length = (length * 8) + (digit - '0');
        }

        return length;
    }

    /// <summary>The name that a header states, for a message.</summary>
    public static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = header[..100];
        return Encoding.UTF8.GetString(name.IndexOf((byte)0) is >= 0 and var end ? name[..end] : name);
    }

    private static void Put(byte[] header, int at, string text) => Encoding.ASCII.GetBytes(text, header.AsSpan(at));

    private static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');
}
