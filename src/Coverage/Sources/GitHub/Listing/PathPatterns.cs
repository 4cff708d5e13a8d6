using Microsoft.Extensions.FileSystemGlobbing;

namespace Coverage.Sources.GitHub.Listing;

/// <summary>Patterns of files that are wanted and of files that are not, by <see cref="Matcher"/>'s rules, in any case.</summary>
internal sealed class PathPatterns
{
    private readonly Matcher matcher = new(StringComparison.OrdinalIgnoreCase);
    private readonly List<string> starts;

    public PathPatterns(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        matcher.AddIncludePatterns(include.Count > 0 ? include : ["**/*"]);
        matcher.AddExcludePatterns(exclude);
        starts = include.Count > 0 ? [.. include.Select(LiteralStart)] : [""];
    }

    public bool Matches(string path) => matcher.Match(path).HasMatches;

    /// <summary>Whether a wanted file can lie in a folder, as far as the patterns' starts tell.</summary>
    public bool MayHold(string folder) =>
        starts.Any(start => start.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase) || (folder + "/").StartsWith(start, StringComparison.OrdinalIgnoreCase));

    // "rules*/**/*.yml" can be anywhere that starts with "rules".
    private static string LiteralStart(string pattern)
    {
        pattern = pattern.TrimStart('/');
        var wild = pattern.IndexOf('*', StringComparison.Ordinal);
        return wild < 0 ? pattern : pattern[..wild];
    }
}
