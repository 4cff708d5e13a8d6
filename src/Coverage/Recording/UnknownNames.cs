namespace Coverage.Recording;

/// <summary>Names that nobody knows, refused in one sentence.</summary>
public static class UnknownNames
{
    private const int MostNamed = 5;

    private const int Longest = 80;

    /// <summary>That none of them is known: <c>No technique T9998, T9999 is known.</c> Of more than five the rest is counted.</summary>
    /// <param name="what">What they would be: <c>technique</c>.</param>
    /// <param name="names">The names, as somebody wrote them.</param>
    public static string Said(string what, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var more = names.Count > MostNamed ? $", and {names.Count - MostNamed:N0} more are not" : "";
        return $"No {what} {string.Join(", ", names.Take(MostNamed).Select(name => name[..Math.Min(name.Length, Longest)]))} is known{more}.";
    }
}
