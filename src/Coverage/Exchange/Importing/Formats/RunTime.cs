using System.Globalization;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>What logs of runs have in common.</summary>
internal static class RunTime
{
    /// <summary>A time, UTC where it does not say otherwise; null for none.</summary>
    public static DateTime? Parse(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year is > 1990 and < 9999 ? time : null;

    /// <summary>Who ran it, and how it ended.</summary>
    public static string Note(string user, string exit) =>
        string.Join(", ", new[] { user.Length > 0 ? $"run as {PlainText.Line(user, 100)}" : "", exit.Length > 0 ? $"exit code {PlainText.Line(exit, 20)}" : "" }.Where(part => part.Length > 0));
}
