using System.Globalization;
using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>A commit object, parsed.</summary>
internal sealed record Commit(string Sha, string Tree, IReadOnlyList<string> Parents, string Name, string Email, DateTimeOffset Date, string Message)
{
    public static Commit Parse(GitObject item)
    {
        var text = Encoding.UTF8.GetString(item.Bytes);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = text[..end].Split('\n');
        var committer = lines.First(line => line.StartsWith("committer ", StringComparison.Ordinal))["committer ".Length..];
        var open = committer.IndexOf('<', StringComparison.Ordinal);
        var close = committer.LastIndexOf('>');
        var seconds = committer[(close + 2)..].Split(' ')[0];
        return new(
            item.Sha,
            lines[0]["tree ".Length..],
            [.. lines.Where(line => line.StartsWith("parent ", StringComparison.Ordinal)).Select(line => line["parent ".Length..])],
            committer[..(open - 1)],
            committer[(open + 1)..close],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)),
            text[(end + 2)..].TrimEnd('\n'));
    }
}
