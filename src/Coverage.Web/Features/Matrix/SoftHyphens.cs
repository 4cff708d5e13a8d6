namespace Coverage.Web.Features.Matrix;

/// <summary>
/// Puts soft hyphens into long words of names, before endings where English breaks. The browsers' own hyphenation needs
/// dictionaries that not all of them have.
/// </summary>
internal static class SoftHyphens
{
    private static readonly string[] Endings = ["tication", "ization", "isation", "mation", "lation", "cation", "tation", "ration", "ction", "tion", "sion", "ment", "structure", "ture", "ging", "ting", "ding", "ring", "king", "ing", "able", "ance", "tials", "ware"];

    /// <summary>The text with soft hyphens in words of eleven letters and more.</summary>
    public static string Put(string text)
    {
        return text.Length < 11 ? text : string.Join(' ', text.Split(' ').Select(Word));
    }

    private static string Word(string word)
    {
        if (word.Contains('/', StringComparison.Ordinal)) return string.Join("/\u200b", word.Split('/').Select(Word));
        if (word.Length < 11 || word.Contains('&', StringComparison.Ordinal) || word.Contains('-', StringComparison.Ordinal)) return word;
        var ending = Array.Find(Endings, ending => word.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? word : string.Concat(word.AsSpan(0, word.Length - ending.Length), "\u00ad", ending);
    }
}
