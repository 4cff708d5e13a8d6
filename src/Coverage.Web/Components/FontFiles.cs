namespace Coverage.Web.Components;

/// <summary>
/// The two font files. Their names hold the beginning of their SHA-256, because a style sheet's <c>url()</c> is not
/// rewritten to a fingerprinted one; so they may be cached for ever. A test compares name, content and style sheet.
/// </summary>
internal static class FontFiles
{
    /// <summary>IBM Plex Sans, variable in weight and width, Latin.</summary>
    public const string Sans = "fonts/plex-sans.1e875856600a.woff2";

    /// <summary>IBM Plex Mono, Latin.</summary>
    public const string Mono = "fonts/plex-mono.08949f728dc5.woff2";
}
