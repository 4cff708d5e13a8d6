namespace Coverage.Web.Hosting;

/// <summary>How fast the bytes of a sync's present phase come in, over the last seconds.</summary>
internal sealed class SyncPace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<(long At, long Bytes)> seen = [];
    private string phase = "";

    /// <summary>Bytes a second; null as long as that cannot be told. What comes no more is not told to be as fast as it was.</summary>
    public double? Rate
    {
        get
        {
            lock (gate)
            {
                if (seen.Count < 2) return null;
                var ((from, before), (to, bytes)) = (seen[0], seen[^1]);
                var (span, since) = (time.GetElapsedTime(from, to), time.GetElapsedTime(to));
                if (since > Stalled) span += since;
                return span < Least ? null : (bytes - before) / span.TotalSeconds;
            }
        }
    }

    /// <summary>Notes how many have come in a phase.</summary>
    public void Note(string phase, long bytes)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (phase != this.phase) seen.Clear();
            this.phase = phase;
            if (seen.Count > 1 && time.GetElapsedTime(seen[^2].At, now) < Step) seen[^1] = (now, bytes);
            else seen.Add((now, bytes));
            while (seen.Count > 2 && time.GetElapsedTime(seen[1].At, now) > Window) seen.RemoveAt(0);
        }
    }
}
