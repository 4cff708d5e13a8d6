namespace Coverage.Tests.Support;

/// <summary>A clock on which every wait is over at once, and has moved it on; the waits are kept.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> waits = [];
    private DateTimeOffset now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>How long was waited, each time.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (gate) return [.. waits];
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (gate) now += time;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            waits.Add(dueTime);
            now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Spent();
    }

    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
