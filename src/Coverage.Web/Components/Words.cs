using System.Globalization;
using Coverage.Catalog;

namespace Coverage.Web.Components;

/// <summary>Numbers with their unit, and other small wordings.</summary>
internal static class Words
{
    /// <summary><c>1 rule</c>, <c>1,819 tests</c>.</summary>
    public static string Count(int number, string one, string? many = null) => $"{Number(number)} {Noun(number, one, many)}";

    /// <summary><c>1 rule</c>, <c>1819 tests</c>: the number as the command line prints it.</summary>
    public static string Plain(int number, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{number} {Noun(number, one, many)}");

    /// <summary>The noun that goes with a number; by default the plural has an s.</summary>
    public static string Noun(int number, string one, string? many = null) => number == 1 ? one : many ?? one + "s";

    /// <summary><c>1,819</c>.</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>812 KB</c>, <c>3.4 MB</c>: of a thousand each.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000} KB"),
        < 1_000_000_000 => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        _ => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " GB",
    };

    /// <summary>A share in whole percent; only all of it is 100 and only none of it is 0.</summary>
    public static string Percent(int part, int whole)
    {
        if (whole == 0) return "0 %";
        var rounded = (int)Math.Round(100.0 * part / whole, MidpointRounding.AwayFromZero);
        if (rounded == 100 && part < whole) return "> 99 %";
        return rounded == 0 && part > 0 ? "< 1 %" : $"{rounded} %";
    }

    /// <summary>A share for a style: <c>43.5%</c>.</summary>
    public static string Width(int part, int whole) => whole == 0 ? "0%" : (100.0 * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>What a kind of item is called.</summary>
    public static string Plural(this ItemKind kind) => kind switch
    {
        ItemKind.Technique => "Techniques",
        ItemKind.Rule => "Rules",
        ItemKind.Test => "Tests",
        ItemKind.DefensiveTechnique => "Controls",
        ItemKind.Group => "Groups",
        ItemKind.Software => "Software",
        ItemKind.Campaign => "Campaigns",
        _ => kind.ToString(),
    };

    /// <summary>What one of what can be linked is called, here and in URLs: rule, test, control.</summary>
    public static string Noun(this ItemKind kind) => kind switch
    {
        ItemKind.Test => "test",
        ItemKind.DefensiveTechnique => "control",
        _ => "rule",
    };

    /// <summary>The kind of such a word; a rule for any other.</summary>
    public static ItemKind Linkable(string? noun) => noun switch
    {
        "test" => ItemKind.Test,
        "control" => ItemKind.DefensiveTechnique,
        _ => ItemKind.Rule,
    };

    /// <summary>Whether a rule is for hunting rather than for alerting: low, informational, or kept among those for hunting.</summary>
    public static bool IsHunt(this DetectionRule rule)
    {
        return rule.Level is "low" or "informational" || rule.Path.StartsWith("rules-threat-hunting/", StringComparison.Ordinal) || rule.Tags.Contains("detection.threat-hunting");
    }
}
