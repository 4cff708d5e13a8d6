namespace Coverage.Sources.Origins;

/// <summary>What one reading of an input has used of its limits. What goes past them is refused at once.</summary>
internal sealed class Budget(SourceLimits limits, string origin)
{
    private const long RatioCountsFrom = 1 << 20;
    private long bytes;
    private int entries;

    public void AddEntry()
    {
        if (++entries > limits.Entries)
        {
            throw TooManyEntries();
        }
    }

    public SourceRefusedException TooManyEntries() =>
        new($"{origin} holds more than {limits.Entries:N0} entries. Give only the source's own files, or raise the limit.");

    public void Add(long count)
    {
        bytes += count;
        if (bytes > limits.ArchiveBytes)
        {
            throw new SourceRefusedException($"{origin} holds more than {Size(limits.ArchiveBytes)} unpacked. Give only the source's own files, or raise the limit.");
        }
    }

    /// <summary>Refuses what is larger packed than it may be unpacked.</summary>
    public void CheckPacked(long packed)
    {
        if (packed > limits.ArchiveBytes)
        {
            throw new SourceRefusedException($"{origin} is larger than {Size(limits.ArchiveBytes)}. Give only the source's own files, or raise the limit.");
        }
    }

    /// <summary>Refuses what unpacks to far more than text does.</summary>
    public void CheckRatio(long unpacked, long packed)
    {
        if (unpacked > RatioCountsFrom && unpacked / Math.Max(packed, 1) > limits.Ratio)
        {
            throw new SourceRefusedException($"{origin} unpacks to more than {limits.Ratio} times its size, as no source's files do. Check where it comes from.");
        }
    }

    /// <summary>A number of bytes as a person reads it.</summary>
    public static string Size(long bytes) =>
        bytes >= 1 << 20 ? FormattableString.Invariant($"{bytes / 1048576.0:0.#} MiB") : FormattableString.Invariant($"{bytes:N0} bytes");
}
