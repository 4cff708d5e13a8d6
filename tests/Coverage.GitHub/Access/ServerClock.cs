namespace Coverage.GitHub.Access;

/// <summary>The server's own clock: everything with a time goes by it, the <c>Date</c> header too.</summary>
public sealed class ServerClock(TimeProvider inner) : TimeProvider
{
    /// <summary>How far it is ahead (or, negative, behind).</summary>
    public TimeSpan Offset { get; set; }

    public void Advance(TimeSpan time) => Offset += time;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;
}
