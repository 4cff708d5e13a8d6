using System.IO.Enumeration;

namespace Coverage.Sources.Origins;

/// <summary>
/// A pattern of the plain kind, cut into segments once: names in which <c>*</c> stands for any letters, and <c>**</c> for
/// any number of folders.
/// </summary>
internal sealed class PathPattern
{
    private const string Folders = "**";
    private static readonly System.Buffers.SearchValues<char> NotPlain = System.Buffers.SearchValues.Create("\\?<>\"");
    private readonly string[] segments;

    private PathPattern(string[] segments) => this.segments = segments;

    /// <summary>A pattern, or null if it is not plain: what <c>Matcher</c> reads in a way of its own.</summary>
    public static PathPattern? OfPlain(string pattern)
    {
        var segments = pattern.Split('/');
        return pattern.AsSpan().ContainsAny(NotPlain) || segments[^1] == Folders || Array.Exists(segments, IsSpecial) ? null : new PathPattern(segments);
    }

    /// <summary>Whether a path of names and single slashes matches.</summary>
    public bool Matches(string path) => Matches(path, 0);

    /// <summary>Whether a path or a folder that it lies in matches: what is not wanted is so with all that is in it.</summary>
    public bool MatchesItOrAFolder(string path)
    {
        for (var end = path.IndexOf('/'); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (Matches(path.AsSpan(0, end), 0)) return true;
        }

        return Matches(path);
    }

    private static bool IsSpecial(string segment) =>
        segment is "" or "." or ".." or "*.*" || (segment != Folders && segment.Contains(Folders, StringComparison.Ordinal));

    private bool Matches(ReadOnlySpan<char> path, int at)
    {
        for (; at < segments.Length && segments[at] != Folders; at++)
        {
            var slash = path.IndexOf('/');
            if (slash < 0 != (at == segments.Length - 1)) return false;
            if (!FileSystemName.MatchesSimpleExpression(segments[at], slash < 0 ? path : path[..slash])) return false;
            if (slash < 0) return true;
            path = path[(slash + 1)..];
        }

        return MatchesBelow(path, at + 1);
    }

    private bool MatchesBelow(ReadOnlySpan<char> path, int at)
    {
        while (true)
        {
            if (Matches(path, at)) return true;
            var slash = path.IndexOf('/');
            if (slash < 0) return false;
            path = path[(slash + 1)..];
        }
    }
}
