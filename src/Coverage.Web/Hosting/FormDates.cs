using System.Globalization;

namespace Coverage.Web.Hosting;

/// <summary>Days as forms send them.</summary>
internal static class FormDates
{
    /// <summary>The day; null where none is stated.</summary>
    /// <exception cref="Recording.PostureRefusedException">It is no day.</exception>
    public static DateOnly? Day(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw PostureForm.Refused($"'{text.Trim()[..Math.Min(text.Trim().Length, 40)]}' is no day. Write it as 2026-08-05.");
    }
}
