using System.Globalization;
using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>One row of a tree; <paramref name="Size"/> is null for what is no blob.</summary>
internal sealed record TreeEntry(string Mode, string Type, string Sha, long? Size, string Path)
{
    /// <summary>Parses <c>git ls-tree -l -z</c>.</summary>
    public static IReadOnlyList<TreeEntry> Parse(byte[] output)
    {
        var entries = new List<TreeEntry>();
        foreach (var row in Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = row.IndexOf('\t', StringComparison.Ordinal);
            var facts = row[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            long? size = long.TryParse(facts[3], CultureInfo.InvariantCulture, out var known) ? known : null;
            entries.Add(new(facts[0], facts[1], facts[2], size, row[(tab + 1)..]));
        }

        return entries;
    }
}
