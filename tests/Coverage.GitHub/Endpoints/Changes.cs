using System.Globalization;
using System.Text;
using Coverage.GitHub.Histories;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Endpoints;

/// <summary>A file that differs between two commits, in GitHub's words: added, removed, modified, renamed.</summary>
internal sealed record ChangedFile(string Path, string? Before, string Status, string Sha, int Additions, int Deletions)
{
    public object Shape(Exchange exchange, HostedRepository repository, string commit) => new
    {
        sha = Sha,
        filename = Path,
        previous_filename = Before,
        status = Status,
        additions = Additions,
        deletions = Deletions,
        changes = Additions + Deletions,
        raw_url = $"https://github.com/{repository.FullName}/raw/{commit}/{Path}",
        contents_url = $"{exchange.Url(repository)}/contents/{Path}?ref={commit}",
    };
}

/// <summary>What git says has changed between two commits, renames found as GitHub finds them.</summary>
internal static class Changes
{
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    public static IReadOnlyList<ChangedFile> Between(HostedRepository repository, string? from, string to)
    {
        var output = repository.Git.Output(null, "diff-tree", "-r", "-M", "-z", "--raw", "--numstat", "--no-abbrev", from ?? EmptyTree, to);
        var fields = new Queue<string>(Encoding.UTF8.GetString(output).Split('\0'));
        var raw = new List<(string Path, string? Before, char Status, string Sha)>();
        while (fields.TryPeek(out var field) && field.StartsWith(':'))
        {
            raw.Add(Raw(fields));
        }

        return [.. raw.Select(file => Counted(file, fields))];
    }

    private static (string Path, string? Before, char Status, string Sha) Raw(Queue<string> fields)
    {
        var facts = fields.Dequeue().Split(' ');
        var status = facts[4][0];
        var before = status is 'R' or 'C' ? fields.Dequeue() : null;
        return (fields.Dequeue(), before, status, status == 'D' ? facts[2] : facts[3]);
    }

    private static ChangedFile Counted((string Path, string? Before, char Status, string Sha) file, Queue<string> fields)
    {
        var counts = fields.Dequeue().Split('\t');
        if (counts[2].Length == 0)
        {
            fields.Dequeue();
            fields.Dequeue();
        }

        var status = file.Status switch { 'A' => "added", 'D' => "removed", 'R' => "renamed", 'T' => "changed", _ => "modified" };
        return new(file.Path, file.Before, status, file.Sha, Count(counts[0]), Count(counts[1]));
    }

    private static int Count(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
