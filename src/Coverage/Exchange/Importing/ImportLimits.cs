using Coverage.Sources;

namespace Coverage.Exchange.Importing;

/// <summary>What an import may be at most, enforced while it is read. The largest real export we know of (1,200 rules with their queries) is a tenth of each.</summary>
public sealed record ImportLimits
{
    /// <summary>The defaults.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes of one file, unpacked.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>Characters of one line or record; a longer one is rejected by itself.</summary>
    public int LineCharacters { get; init; } = 2 << 20;

    /// <summary>Characters of one cell of a table; a longer one has its record rejected.</summary>
    public int CellCharacters { get; init; } = 1 << 18;

    /// <summary>Columns of a table.</summary>
    public int Columns { get; init; } = 500;

    /// <summary>Rules, results and weights of one import.</summary>
    public int Entries { get; init; } = 50_000;

    /// <summary>Nesting of JSON.</summary>
    public int Depth { get; init; } = SourceLimits.Default.Depth;

    /// <summary>Rejected lines and remarks that are kept in words; the rest is counted.</summary>
    public int Remarks { get; init; } = 1000;

    /// <summary>What archives and folders may be: as for sources, only smaller.</summary>
    public SourceLimits Tree => SourceLimits.Default with { BundleBytes = FileBytes, FileBytes = FileBytes, ArchiveBytes = FileBytes * 2, Entries = Entries };
}
