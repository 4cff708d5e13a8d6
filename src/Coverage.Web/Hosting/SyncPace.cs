namespace Coverage.Web.Hosting;

/// <summary>How fast the bytes of a sync come in, over the last seconds.</summary>
internal sealed class SyncPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(400);

    private readonly Lock gate = new();
    private readonly Queue<(long At, long Bytes)> seen = new();

    /// <summary>Bytes a second; null as long as that cannot be told.</summary>
    public double? Rate
    {
        get
        {
            lock (gate)
            {
                if (seen.Count < 2) return null;
                var ((from, before), (_, bytes)) = (seen.Peek(), seen.Last());
                var elapsed = time.GetElapsedTime(from);
                return elapsed < Least ? null : (bytes - before) / elapsed.TotalSeconds;
            }
        }
    }

    /// <summary>Notes how many have come.</summary>
    public void Note(long bytes)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (seen.Count > 0 && (seen.Last().Bytes == bytes || time.GetElapsedTime(seen.Last().At, now) < Least / 4)) return;
            seen.Enqueue((now, bytes));
            while (seen.Count > 2 && time.GetElapsedTime(seen.Peek().At, now) > Window) seen.Dequeue();
        }
    }
}
