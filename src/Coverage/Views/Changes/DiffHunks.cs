namespace Coverage.Views.Changes;

/// <summary>Makes hunks of edits: lines around them, and in a line the part by which it differs.</summary>
internal sealed class DiffHunks(string[] old, string[] fresh, IReadOnlyList<LineEdit> edits)
{
    private readonly List<DiffHunk> hunks = [];
    private List<DiffLine> lines = [];
    private int listed;

    public TextDiff Make()
    {
        var (oldAt, left) = (0, 0);
        for (var i = 0; i < edits.Count; i++)
        {
            var edit = edits[i];
            if (listed >= LineDiff.MostLines)
            {
                left += edit.Removed + edit.Added;
                continue;
            }

            var lead = Math.Min(LineDiff.Context, edit.Before - (i == 0 ? 0 : edits[i - 1].Before + edits[i - 1].Removed));
            if (i == 0 || edit.Before - oldAt > LineDiff.Context)
            {
                Begin(edit.Before - lead, edit.Now - lead);
                Same(edit.Before - lead, edit.Before);
            }
            else
            {
                Same(oldAt, edit.Before);
            }

            left += Replace(edit);
            oldAt = edit.Before + edit.Removed;
            var end = Math.Min(oldAt + LineDiff.Context, i + 1 < edits.Count ? edits[i + 1].Before : old.Length);
            Same(oldAt, end);
            oldAt = end;
        }

        return new TextDiff(hunks, edits.Sum(edit => edit.Added), edits.Sum(edit => edit.Removed), left);
    }

    private void Begin(int before, int now) => hunks.Add(new DiffHunk(before + 1, now + 1, lines = []));

    private void Same(int from, int to)
    {
        for (var i = from; i < to; i++) lines.Add(new DiffLine(' ', Cut(old[i])));
    }

    /// <summary>Lists the lines of an edit; how many it had to leave out.</summary>
    private int Replace(LineEdit edit)
    {
        var room = LineDiff.MostLines - listed;
        var removed = Math.Min(edit.Removed, Math.Max(room / 2, room - edit.Added));
        var added = Math.Min(edit.Added, room - removed);
        listed += removed + added;

        // Lines that have a counterpart are compared with it; in blocks of unequal length with the one at the same place.
        var pairs = Math.Min(edit.Removed, edit.Added);
        for (var i = 0; i < removed; i++) lines.Add(i < pairs ? Marked('-', old[edit.Before + i], fresh[edit.Now + i]) : new DiffLine('-', Cut(old[edit.Before + i])));
        for (var i = 0; i < added; i++) lines.Add(i < pairs ? Marked('+', fresh[edit.Now + i], old[edit.Before + i]) : new DiffLine('+', Cut(fresh[edit.Now + i])));
        return edit.Removed - removed + edit.Added - added;
    }

    /// <summary>Marks what a line does not share with its counterpart at its beginning and end, if that is a good part of it; whole words.</summary>
    private static DiffLine Marked(char sign, string line, string other)
    {
        var text = Cut(line);
        var most = Math.Min(text.Length, Math.Min(other.Length, LineDiff.LongestLine));
        var head = 0;
        while (head < most && text[head] == other[head]) head++;
        if (line.Length > LineDiff.LongestLine || other.Length > LineDiff.LongestLine) return new DiffLine(sign, text);
        var tail = 0;
        while (tail < most - head && text[^(tail + 1)] == other[^(tail + 1)]) tail++;
        while (head > 0 && IsInside(text, head)) head--;
        while (tail > 0 && IsInside(text, text.Length - tail)) tail--;
        var blank = text.TakeWhile(char.IsWhiteSpace).Count();
        return (Math.Max(0, head - blank) + tail) * 3 >= text.Length - blank ? new DiffLine(sign, text, head, text.Length - head - tail) : new DiffLine(sign, text);
    }

    private static bool IsInside(string text, int place) => place > 0 && place < text.Length && char.IsLetterOrDigit(text[place - 1]) && char.IsLetterOrDigit(text[place]);

    private static string Cut(string line) => line.Length <= LineDiff.LongestLine ? line : $"{line[..(LineDiff.LongestLine - (char.IsHighSurrogate(line[LineDiff.LongestLine - 1]) ? 1 : 0))]} … {line.Length} characters in all";
}
