namespace Coverage.Sources.Sigma;

/// <summary>SigmaHQ's folders: <c>rules*</c> hold what counts, <c>deprecated</c> and <c>unsupported</c> what is only listed.</summary>
internal static class SigmaFolder
{
    /// <summary>Whether a path lies in a folder <c>rules*</c>.</summary>
    public static bool IsRules(string path) => Folders(path).Any(folder => folder.StartsWith("rules", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a path lies in one of Sigma's folders.</summary>
    public static bool IsSigma(string path) => IsRules(path) || Retired(path) is not null;

    /// <summary><c>deprecated</c> or <c>unsupported</c> if a path lies in a folder of that name, else null.</summary>
    public static string? Retired(string path)
    {
        foreach (var folder in Folders(path))
        {
            if (folder.EndsWith("deprecated", StringComparison.OrdinalIgnoreCase)) return "deprecated";
            if (folder.EndsWith("unsupported", StringComparison.OrdinalIgnoreCase)) return "unsupported";
        }

        return null;
    }

    private static IEnumerable<string> Folders(string path) => path.Split('/').SkipLast(1);
}
