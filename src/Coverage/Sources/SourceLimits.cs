namespace Coverage.Sources;

/// <summary>
/// What an input may be at most, enforced on its bytes while they stream. The defaults leave headroom over everything
/// that upstream has published (largest rule file 295 KB, depth 9, 4,487 events, no aliases).
/// </summary>
public sealed record SourceLimits
{
    /// <summary>The defaults.</summary>
    public static SourceLimits Default { get; } = new();

    /// <summary>Bytes of one YAML file.</summary>
    public long FileBytes { get; init; } = 2L << 20;

    /// <summary>Bytes of one STIX bundle, unpacked.</summary>
    public long BundleBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of one Turtle file, unpacked.</summary>
    public long TurtleBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of a whole archive, unpacked.</summary>
    public long ArchiveBytes { get; init; } = 512L << 20;

    /// <summary>Entries of an archive, or files of a folder.</summary>
    public int Entries { get; init; } = 200_000;

    /// <summary>Unpacked bytes for each packed byte, once more than 1 MiB has been unpacked.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>Nesting of YAML and JSON.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Parser events of one YAML file.</summary>
    public int YamlEvents { get; init; } = 100_000;

    /// <summary>Aliases of one YAML file.</summary>
    public int YamlAliases { get; init; } = 64;

    /// <summary>The limit for a file by its name.</summary>
    public long BytesFor(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? BundleBytes
            : path.EndsWith(".ttl", StringComparison.OrdinalIgnoreCase) ? TurtleBytes
            : FileBytes;
    }
}
