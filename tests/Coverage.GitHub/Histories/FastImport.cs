using System.Globalization;
using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>Writes one commit through <c>git fast-import</c>: one process, however many files.</summary>
internal static class FastImport
{
    private const string Who = "Fixture <fixture@example.org>";

    /// <returns>The new commit's hash; the branch points to it.</returns>
    public static string Commit(Git git, string branch, string message, DateTimeOffset date, string? parent, Files files)
    {
        var output = git.Output(
            stream => Write(stream, branch, message, date, parent, files),
            "-c", "core.ignoreCase=false", "fast-import", "--quiet", "--force", "--done");
        return Encoding.ASCII.GetString(output).Trim();
    }

    private static void Write(Stream stream, string branch, string message, DateTimeOffset date, string? parent, Files files)
    {
        using var buffered = new BufferedStream(stream, 1 << 16);
        var when = string.Create(CultureInfo.InvariantCulture, $"{date.ToUnixTimeSeconds()} +0000");
        Line(buffered, $"reset refs/heads/{branch}");
        Line(buffered, $"commit refs/heads/{branch}");
        Line(buffered, "mark :1");
        Line(buffered, $"author {Who} {when}");
        Line(buffered, $"committer {Who} {when}");
        Data(buffered, Encoding.UTF8.GetBytes(message));
        if (parent is not null)
        {
            Line(buffered, $"from {parent}");
        }

        if (files.Whole)
        {
            Line(buffered, "deleteall");
        }

        foreach (var (path, content) in files)
        {
            Write(buffered, path, content);
        }

        Line(buffered, "");
        Line(buffered, "get-mark :1");
        Line(buffered, "done");
    }

    private static void Write(Stream stream, string path, FileContent? content)
    {
        if (content is null)
        {
            Line(stream, $"D {Quoted(path)}");
        }
        else if (content.Mode == "160000")
        {
            Line(stream, $"M 160000 {Encoding.ASCII.GetString(content.Bytes)} {Quoted(path)}");
        }
        else
        {
            Line(stream, $"M {content.Mode} inline {Quoted(path)}");
            Data(stream, content.Bytes);
        }
    }

    private static void Data(Stream stream, byte[] bytes)
    {
        Line(stream, $"data {bytes.Length.ToString(CultureInfo.InvariantCulture)}");
        stream.Write(bytes);
        Line(stream, "");
    }

    private static void Line(Stream stream, string line) => stream.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private static string Quoted(string path) =>
        "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
