using System.Globalization;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Recording;

/// <summary>What a form sends as text, read; what cannot be read is refused in words.</summary>
internal static class Typed
{
    /// <summary>A state by its name; null for none.</summary>
    public static T? State<T>(string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        return Enum.TryParse<T>(text, ignoreCase: false, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(text[0]) ? state : throw Refused($"There is no state '{Short(text)}'.");
    }

    /// <summary>Collected or not; null for not recorded.</summary>
    public static bool? Collected(string? text) => text switch { null or "" => null, "yes" => true, "no" => false, _ => throw Refused("A log source is collected, not collected, or not recorded.") };

    /// <summary>An item's key, <c>sigma:1f2e...</c>.</summary>
    public static ItemKey Item(string? text) => ItemKey.Parse(text) ?? throw Refused("What it is about is missing.");

    /// <summary>A day; null for none.</summary>
    public static DateOnly? Day(string? text) => FormDates.Day(text);

    /// <summary>A number; what stands for it where nothing is typed.</summary>
    public static double Number(string what, string? text, double otherwise)
    {
        if (string.IsNullOrWhiteSpace(text)) return otherwise;
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Refused($"{what}: '{Short(text)}' is no number. Write it as 1.5.");
    }

    /// <summary>A text without blanks around it; empty for none.</summary>
    public static string Text(string? text) => text?.Trim() ?? "";

    /// <summary>Refuses in words.</summary>
    public static PostureRefusedException Refused(string problem) => PostureForm.Refused(problem);

    private static string Short(string text) => text[..Math.Min(text.Length, 40)];
}
