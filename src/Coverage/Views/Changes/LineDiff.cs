namespace Coverage.Views.Changes;

/// <summary>A line of a comparison.</summary>
/// <param name="Sign"><c>+</c>, <c>-</c> or a blank.</param>
/// <param name="Text">The line, cut at <see cref="LineDiff.LongestLine"/> characters.</param>
/// <param name="From">Where the part begins by which it differs from its counterpart.</param>
/// <param name="Length">How long that part is; 0 when all of the line differs, or nothing.</param>
public sealed record DiffLine(char Sign, string Text, int From = 0, int Length = 0);

/// <summary>Lines that differ, with those around them.</summary>
/// <param name="Before">The number of the first line before, from 1.</param>
/// <param name="Now">The number of the first line now, from 1.</param>
/// <param name="Lines">The lines.</param>
public sealed record DiffHunk(int Before, int Now, IReadOnlyList<DiffLine> Lines);

/// <summary>A comparison of two texts.</summary>
/// <param name="Hunks">Where they differ; none if they are equal.</param>
/// <param name="Added">Lines that came.</param>
/// <param name="Removed">Lines that went.</param>
/// <param name="Left">Lines that differ and are not listed, for there are too many.</param>
public sealed record TextDiff(IReadOnlyList<DiffHunk> Hunks, int Added, int Removed, int Left)
{
    /// <summary>As <c>diff -u</c> would print it, without its head.</summary>
    public IEnumerable<string> Unified()
    {
        foreach (var hunk in Hunks)
        {
            yield return $"@@ -{hunk.Before},{hunk.Lines.Count(line => line.Sign != '+')} +{hunk.Now},{hunk.Lines.Count(line => line.Sign != '-')} @@";
            foreach (var line in hunk.Lines) yield return line.Sign + line.Text;
        }
    }
}

/// <summary>
/// Compares two texts by line. The steps are bounded: where two texts have so little in common that the shortest edit
/// would take long to find, the differing middle counts as replaced whole.
/// </summary>
public static class LineDiff
{
    /// <summary>Lines around a difference.</summary>
    public const int Context = 3;

    /// <summary>Lines that are listed at most.</summary>
    public const int MostLines = 2_000;

    /// <summary>Characters of a line that are shown.</summary>
    public const int LongestLine = 1_000;

    /// <summary>Compares; a text that is not there has no lines.</summary>
    public static TextDiff Of(string? before, string? now)
    {
        var (old, fresh) = (Lines(before), Lines(now));
        var edits = ShortestEdit.Between(old, fresh);
        return new DiffHunks(old, fresh, edits).Make();
    }

    private static string[] Lines(string? text) => text is null || text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
