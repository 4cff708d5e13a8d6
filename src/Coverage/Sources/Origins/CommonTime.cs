namespace Coverage.Sources.Origins;

/// <summary>The time that all entries of an archive share, as those that are made of a commit do.</summary>
internal sealed class CommonTime
{
    private DateTime? first;
    private bool differs;

    /// <summary>The time (UTC), or null if there is none or more than one.</summary>
    public DateTime? Value => differs || IsNoTime(first) ? null : first;

    public void Add(DateTime time)
    {
        first ??= time;
        differs |= first != time;
    }

    // What tar and zip say when they were given no time: the start of their calendars.
    private static bool IsNoTime(DateTime? time) => time is null || time == DateTime.UnixEpoch || time.Value.Ticks == new DateTime(1980, 1, 1).Ticks;
}
