using System.Buffers;

namespace Coverage.Sources.D3fend;

/// <summary>
/// Resolves relative IRIs (https://www.rfc-editor.org/rfc/rfc3986#section-5.2). <see cref="Uri"/> would do, but escapes
/// and lower-cases on the way, and a name must come out as it is written.
/// </summary>
internal static class IriReference
{
    private static readonly SearchValues<byte> SchemeBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."u8);

    /// <summary>Whether it starts with a scheme.</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> iri)
    {
        var end = iri.IndexOfAnyExcept(SchemeBytes);
        return end > 0 && iri[end] == ':' && char.IsAsciiLetter((char)iri[0]);
    }

    /// <summary>The absolute form of a relative reference.</summary>
    public static string Resolve(string root, string reference)
    {
        var scheme = root.IndexOf(':', StringComparison.Ordinal) + 1;
        var path = scheme;
        if (root.AsSpan(scheme).StartsWith("//"))
        {
            path = root.IndexOfAny(['/', '?', '#'], scheme + 2) is var slash and >= 0 ? slash : root.Length;
        }

        return reference switch
        {
            "" => Before(root, path, '#'),
            ['/', '/', ..] => root[..scheme] + reference,
            ['#', ..] => Before(root, path, '#') + reference,
            ['?', ..] => Before(root, path, '?', '#') + reference,
            ['/', ..] => root[..path] + WithoutDots(reference),
            _ => root[..path] + WithoutDots(Folder(Before(root, path, '?', '#')[path..], path > scheme) + reference),
        };
    }

    private static string Before(string root, int from, params ReadOnlySpan<char> ends)
    {
        return root.AsSpan(from).IndexOfAny(ends) is var end and >= 0 ? root[..(from + end)] : root;
    }

    private static string Folder(string path, bool hasAuthority)
    {
        return path.Length == 0 && hasAuthority ? "/" : path[..(path.LastIndexOf('/') + 1)];
    }

    private static string WithoutDots(string reference)
    {
        var path = Before(reference, 0, '?', '#');
        List<string> kept = [];
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isDots = segments[i] is "." or "..";
            if (segments[i] == ".." && kept.Count > 1)
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (!isDots || i == segments.Length - 1)
            {
                kept.Add(isDots ? "" : segments[i]);
            }
        }

        return string.Join('/', kept) + reference[path.Length..];
    }
}
