namespace Coverage.Sources.Origins;

/// <summary>What a file's name says that it is.</summary>
internal enum FileKind
{
    None,
    Zip,
    TarGz,
    Single,
    SingleGz,
}

/// <summary>Reads a file's kind from its name, in any case.</summary>
internal static class FileKinds
{
    private static readonly string[] Singles = [".json", ".ttl", ".yml", ".yaml"];

    public static FileKind Of(string name) =>
        Ends(name, ".zip") ? FileKind.Zip
        : Ends(name, ".tar.gz") || Ends(name, ".tgz") ? FileKind.TarGz
        : Array.Exists(Singles, ending => Ends(name, ending)) ? FileKind.Single
        : Array.Exists(Singles, ending => Ends(name, ending + ".gz")) ? FileKind.SingleGz
        : FileKind.None;

    public static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name without <c>.gz</c>.</summary>
    public static string WithoutGz(string name) => Ends(name, ".gz") ? name[..^3] : name;
}
