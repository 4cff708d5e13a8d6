using Coverage.GitHub.Http;

namespace Coverage.GitHub.Faults;

/// <summary>A slow line: a piece every tenth of a second.</summary>
internal sealed class TrickledBody(Stream inner, int bytesPerSecond) : BodyStream(inner)
{
    private readonly int _piece = Math.Max(1, bytesPerSecond / 10);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var at = 0; at < buffer.Length; at += _piece)
        {
            await Inner.WriteAsync(buffer.Slice(at, Math.Min(_piece, buffer.Length - at)), cancellationToken);
            await Inner.FlushAsync(cancellationToken);
            await Task.Delay(100, cancellationToken);
        }
    }
}
