namespace Coverage.Web.Tests.Support;

/// <summary>A clock that a test moves on; timers run in real time.</summary>
internal sealed class Clock : TimeProvider
{
    private long ahead;

    public void Advance(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));
}
