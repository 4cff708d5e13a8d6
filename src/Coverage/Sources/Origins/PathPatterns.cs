using Microsoft.Extensions.FileSystemGlobbing;

namespace Coverage.Sources.Origins;

/// <summary>Patterns of files that are wanted and of files that are not, by <see cref="Matcher"/>'s rules, in any case.</summary>
internal sealed class PathPatterns
{
    private readonly Matcher matcher = new(StringComparison.OrdinalIgnoreCase);
    private readonly List<string> starts;
    private readonly PathPattern[]? include;
    private readonly PathPattern[]? exclude;

    public PathPatterns(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        if (include.Count == 0) include = ["**/*"];
        matcher.AddIncludePatterns(include);
        matcher.AddExcludePatterns(exclude);
        starts = [.. include.Select(LiteralStart)];
        (this.include, this.exclude) = (Plain(include), Plain(exclude));
    }

    /// <summary>Whether a file is wanted. <see cref="Matcher"/> lays out folders for each path: it is asked only about patterns that are not plain.</summary>
    public bool Matches(string path) =>
        include is null || exclude is null ? ByMatcher(path)
        : Array.Exists(include, pattern => pattern.Matches(path)) && !Array.Exists(exclude, pattern => pattern.MatchesItOrAFolder(path));

    /// <summary>The same, always by <see cref="Matcher"/>.</summary>
    internal bool ByMatcher(string path) => matcher.Match(path).HasMatches;

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

    private static PathPattern[]? Plain(IEnumerable<string> patterns)
    {
        var plain = patterns.Select(PathPattern.OfPlain).ToList();
        return plain.Contains(null) ? null : [.. plain.OfType<PathPattern>()];
    }
}
