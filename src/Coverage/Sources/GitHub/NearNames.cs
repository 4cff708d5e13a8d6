namespace Coverage.Sources.GitHub;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearNames
{
    /// <summary>The names that are most like one, the likest first.</summary>
    public static IReadOnlyList<string> Of(string meant, IEnumerable<string> names, int count) =>
        [.. names.Where(name => name.Length > 0).OrderBy(name => Distance(name, meant)).ThenBy(name => name, StringComparer.Ordinal).Take(count)];

    /// <summary>How many characters to change to make one of the other, case aside (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = corner + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
