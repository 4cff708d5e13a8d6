namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// A body on its way in: counted, at most so large, and given up when nothing comes for a while. A client's own timeout
/// ends with the headers, so that a body which stalls would hang for ever.
/// </summary>
internal sealed class BodyStream(Stream inner, string host, long most, TimeSpan idle, FeedMeter meter) : Stream
{
    private long received;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => received;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(idle);
        try
        {
            return Count(await inner.ReadAsync(buffer, patience.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException(FeedFault.TimedOut, $"{host} stopped sending for {idle.TotalSeconds:0.#} seconds.", e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new FeedException(FeedFault.Unreachable, $"The connection to {host} broke in the middle of an answer.", e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously, or could not be given up.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int count)
    {
        received += count;
        meter.AddBytes(count);
        return received <= most ? count
            : throw new FeedException(FeedFault.TooLarge, $"{host} sends more than {Origins.Budget.Size(most)}, which is more than this can be.");
    }
}
