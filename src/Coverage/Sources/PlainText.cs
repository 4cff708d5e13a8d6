using System.Globalization;

namespace Coverage.Sources;

/// <summary>Names from upstream, made fit to be shown on one line.</summary>
internal static class PlainText
{
    /// <summary>The text on one line, without control and direction-changing characters, at most <paramref name="length"/> characters.</summary>
    public static string Line(string text, int length = 500)
    {
        text = text.Trim();
        if (text.Any(IsUnfit))
        {
            text = string.Concat(text.Select(c => char.IsWhiteSpace(c) ? ' ' : IsUnfit(c) ? '\uFFFD' : c));
        }

        return text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>A date as <c>yyyy-MM-dd</c>, from that, from <c>yyyy/MM/dd</c> or from a longer ISO time; empty if it is none.</summary>
    public static string Date(string text)
    {
        return text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10).ToString().Replace('/', '-'), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
    }

    private static bool IsUnfit(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
