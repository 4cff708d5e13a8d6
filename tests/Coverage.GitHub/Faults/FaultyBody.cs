using Coverage.GitHub.Http;

namespace Coverage.GitHub.Faults;

/// <summary>Lets so many bytes of a body out, and then something else happens.</summary>
internal sealed class FaultyBody(Stream inner, long after, Func<Task> then) : BodyStream(inner)
{
    private long _left = after;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var passed = (int)Math.Min(_left, buffer.Length);
        await Inner.WriteAsync(buffer[..passed], cancellationToken);
        _left -= passed;
        if (passed < buffer.Length)
        {
            await Inner.FlushAsync(cancellationToken);
            await then();
        }
    }
}
