using System.Text.RegularExpressions;

namespace Coverage.Sync;

/// <summary>How a source may be named.</summary>
public static partial class SourceName
{
    /// <summary>The source that rules of the organisation's own have in what it records: no source can have its name.</summary>
    public const string OwnRules = "own";

    /// <summary>What is wrong with a name; null if a source can have it.</summary>
    public static string? Problem(string name) =>
        name == OwnRules ? $"'{name}' stands for rules that the organisation records as its own. Choose another name."
        : IsValid(name) ? null
        : $"'{name}' cannot name a source. Use 1 to 60 letters, digits, dots, dashes and underscores.";

    /// <summary>Whether the text can name a source: 1 to 60 letters, digits, dots, dashes and underscores, a letter or digit first.</summary>
    public static bool IsValid(string name) => Form().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
