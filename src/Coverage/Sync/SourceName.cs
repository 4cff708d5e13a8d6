using System.Text.RegularExpressions;

namespace Coverage.Sync;

/// <summary>How a source may be named.</summary>
public static partial class SourceName
{
    /// <summary>Whether the text can name a source: 1 to 60 letters, digits, dots, dashes and underscores, a letter or digit first.</summary>
    public static bool IsValid(string name) => Form().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
