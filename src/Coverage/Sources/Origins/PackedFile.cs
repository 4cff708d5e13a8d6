using System.Security.Cryptography;
using System.Text;

namespace Coverage.Sources.Origins;

/// <summary>One file, local or uploaded, that can be opened again and again; a failure to open it is a refusal.</summary>
/// <param name="open">Opens its content from the start.</param>
/// <param name="name">Its own name, without a folder.</param>
/// <param name="origin">What a person would call it.</param>
internal sealed class PackedFile(Func<Stream> open, string name, string origin)
{
    private const int BufferBytes = 1 << 16;

    public string Name => name;

    public string Origin => origin;

    /// <summary>A file on disk. Its length is asked before it is opened: to open a pipe would wait for a writer for ever.</summary>
    public static PackedFile At(string path)
    {
        var file = new PackedFile(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.SequentialScan),
            Path.GetFileName(path),
            EntryPath.Printable(path));
        return new FileInfo(path).Length > 0 ? file : throw file.Empty();
    }

    public Stream Open() => Refusal.Guard(origin, open);

    /// <summary>Refuses a file that is empty or does not start as its name says.</summary>
    public void MustStartWith(ReadOnlySpan<byte> magic, string kind)
    {
        if (!Start(magic.Length).AsSpan().StartsWith(magic))
        {
            throw new SourceRefusedException($"{origin} is not {kind}, though its name says so. Download it again, or give it the right ending.");
        }
    }

    /// <summary>Refuses a file that is empty, or is compressed though its name says that it is text.</summary>
    public void MustBeText()
    {
        var start = Start(4);
        if (start.AsSpan().StartsWith(GzipReader.Magic) || start.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            throw new SourceRefusedException($"{origin} is compressed, though its name says that it is text. Give it the right ending (.gz or .zip).");
        }
    }

    /// <summary>SHA-256 of the raw bytes, and of the name where the name can state a version.</summary>
    public string Fingerprint(bool withName, CancellationToken cancellationToken)
    {
        using var stream = new PackedStream(Open(), cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (int count; (count = Refusal.Guard(origin, () => stream.Read(buffer, 0, buffer.Length))) > 0;)
        {
            hash.AppendData(buffer, 0, count);
        }

        if (withName)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private byte[] Start(int length)
    {
        using var stream = Open();
        var start = new byte[length];
        var count = Refusal.Guard(origin, () => stream.ReadAtLeast(start, length, throwOnEndOfStream: false));
        return count > 0 ? start[..count] : throw Empty();
    }

    private SourceRefusedException Empty() => new($"{origin} is empty. Download it again, or give another file.");
}
