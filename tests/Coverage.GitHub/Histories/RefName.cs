using System.Buffers;

namespace Coverage.GitHub.Histories;

/// <summary>What git takes as the name of a branch or tag: <see href="https://git-scm.com/docs/git-check-ref-format"/>.</summary>
internal static class RefName
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ~^:?*[\\\x7f");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static bool IsValid(string name) =>
        name.Length > 0 && !name.StartsWith('/') && !name.EndsWith('/') && !name.EndsWith('.') && name != "@"
        && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal)
        && !name.AsSpan().ContainsAny(Forbidden) && name.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0
        && name.Split('/').All(part => !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));

    public static bool IsSha(string name) => name.Length == 40 && IsHex(name);

    /// <summary>A hash, whole or its first seven digits or more.</summary>
    public static bool IsHash(string name) => name.Length is >= 7 and <= 40 && IsHex(name);

    private static bool IsHex(string name) => !name.AsSpan().ContainsAnyExcept(Hex);
}
