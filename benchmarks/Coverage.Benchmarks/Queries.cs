namespace Coverage.Benchmarks;

/// <summary>Fifty searches as people type them: names, identifiers, beginnings and middles of words, several words, and what nothing is called.</summary>
internal static class Queries
{
    public static readonly string[] Fifty = Read();

    private static string[] Read()
    {
        using var lines = new StreamReader(typeof(Queries).Assembly.GetManifestResourceStream("queries.txt")!);
        return lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
