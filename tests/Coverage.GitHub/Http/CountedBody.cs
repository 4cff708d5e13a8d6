namespace Coverage.GitHub.Http;

/// <summary>A response body that counts what goes through it.</summary>
internal sealed class CountedBody(Stream inner, Action<int> sent) : BodyStream(inner)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        sent(buffer.Length);
        await Inner.WriteAsync(buffer, cancellationToken);
    }
}
