using System.Security.Cryptography;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>The next so many bytes of a stream, summed as they are read.</summary>
internal sealed class SummedStream(Stream inner, long length) : ReadOnlyStream
{
    private readonly SliceStream slice = new(inner, length);
    private readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? final;

    /// <summary>SHA-256 (lower-case hex) of what was read.</summary>
    public string Sum() => final ??= Convert.ToHexStringLower(sum.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        var count = slice.Read(buffer);
        sum.AppendData(buffer[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Sum();
            sum.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
