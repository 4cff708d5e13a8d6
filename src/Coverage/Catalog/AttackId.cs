using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Coverage.Catalog;

/// <summary>
/// Technique identifiers as the sources write them: <c>T</c>, four digits, and for a sub-technique a dot and three more.
/// </summary>
public static partial class AttackId
{
    [GeneratedRegex(@"^T[0-9]{4}(\.[0-9]{3})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    /// <summary>Whether the text is a technique identifier, in any case.</summary>
    public static bool IsTechnique([NotNullWhen(true)] string? text)
    {
        return text is { Length: 5 or 9 } && Form().IsMatch(text);
    }

    /// <summary>The identifier in upper case, or null if the text is none.</summary>
    public static string? Parse(string? text)
    {
        var trimmed = text?.Trim();
        return IsTechnique(trimmed) ? trimmed.ToUpperInvariant() : null;
    }

    /// <summary>The parent's identifier of a sub-technique's, else null.</summary>
    public static string? ParentOf(string id) => id.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? id[..dot] : null;
}
