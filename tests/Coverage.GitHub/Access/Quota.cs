namespace Coverage.GitHub.Access;

/// <summary>What of a window is used; <paramref name="Reset"/> in seconds since 1970.</summary>
internal sealed record Quota(int Limit, int Used, long Reset)
{
    public int Remaining => Math.Max(0, Limit - Used);
}
