namespace Coverage.Tests.Support;

/// <summary>How long tests wait. No test measures speed by the clock: the machine may be busy with other things.</summary>
internal static class Patience
{
    /// <summary>What takes longer hangs, or grows faster than its input: the parsers need milliseconds for what is bounded by it.</summary>
    public static TimeSpan NoHang { get; } = TimeSpan.FromSeconds(30);
}
