namespace Coverage.Posture;

/// <summary>What is wrong with something that a person or an import states, in words that say what to do. Shared by the records of this folder.</summary>
internal static class Statement
{
    /// <summary>The longest text of any field, in characters; a megabyte of comment is refused.</summary>
    public const int LongestText = 4000;

    /// <summary>The largest weight: beyond it sums lose what smaller weights say.</summary>
    public const double LargestWeight = 1_000_000;

    public static IEnumerable<string> Needed(string what, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return $"{what} is missing.";
        foreach (var problem in Short(what, text)) yield return problem;
    }

    public static IEnumerable<string> Short(string what, string? text)
    {
        if (text?.Length > LongestText) yield return $"{what} has {text.Length} characters; at most {LongestText} are kept.";
    }

    public static IEnumerable<string> Key(string what, ItemKey key)
    {
        return string.IsNullOrWhiteSpace(key.Source) || string.IsNullOrWhiteSpace(key.Id)
            ? [$"{what} has to be named by its source and identifier."]
            : Short(what, key.Id);
    }

    /// <summary>Five minutes are allowed for clocks that do not agree.</summary>
    public static IEnumerable<string> Past(string what, DateTime? time, DateTime now)
    {
        if (time is { Kind: not DateTimeKind.Utc }) yield return $"{what} has to be in UTC.";
        if (time > now.AddMinutes(5)) yield return $"{what}, {time:yyyy-MM-dd HH:mm} UTC, is in the future.";
    }

    public static IEnumerable<string> Share(string what, double share)
    {
        if (!(share > 0 && share <= 1)) yield return $"{what} has to be above 0 % and at most 100 %.";
    }

    public static IEnumerable<string> Weight(string what, double weight, bool zero)
    {
        if (!double.IsFinite(weight)) yield return $"{what} has to be a finite number.";
        else if (weight < 0 || (weight == 0 && !zero)) yield return $"{what} has to be {(zero ? "0 or more" : "above 0")}, not {weight}.";
        else if (weight > LargestWeight) yield return $"{what} has to be at most {LargestWeight:0}.";
    }
}
