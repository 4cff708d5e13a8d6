using System.Text;
using Coverage.Sources;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>One record of a table.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Cells">Its cells, trimmed.</param>
/// <param name="Problem">What is wrong with it; null if nothing.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells, string? Problem)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";

    public bool IsEmpty => Cells.All(cell => cell.Length == 0);
}

/// <summary>
/// Reads CSV (RFC 4180) with commas, semicolons or tabs, whichever the first line has most, within limits that are held
/// while it reads. A cell that begins with = + - or @ is data. The quote that exports put before such a cell goes again.
/// </summary>
internal sealed class CsvTable
{
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly ImportText file;
    private readonly ImportLimits limits;
    private readonly char separator;
    private readonly StringBuilder cell = new();
    private List<string> cells = [];
    private string? problem;
    private int at;
    private int line = 1;

    private CsvTable(ImportText file, ImportLimits limits)
    {
        (this.file, this.limits) = (file, limits);
        var first = file.FirstLine;
        separator = Separators.MaxBy(one => first.AsSpan(0, Math.Min(first.Length, 4096)).Count(one));
    }

    /// <summary>The records of a file, empty ones left out.</summary>
    /// <exception cref="SourceRefusedException">A quote is never closed: the file is cut, or is no CSV.</exception>
    public static IEnumerable<CsvRecord> Read(ImportText file, ImportLimits limits) => new CsvTable(file, limits).Records();

    /// <summary>The records of a table whose first one is its header.</summary>
    /// <exception cref="SourceRefusedException">It is cut: its last record has no end and fewer cells than the header, or a quote is never closed.</exception>
    public static IEnumerable<CsvRecord> ReadWhole(ImportText file, ImportLimits limits)
    {
        var columns = 0;
        CsvRecord? last = null;
        foreach (var record in Read(file, limits))
        {
            if (last is null) columns = record.Cells.Count;
            yield return last = record;
        }

        if (last is not null && last.Cells.Count < columns && file.Text[^1] is not ('\n' or '\r'))
        {
            throw new SourceRefusedException($"{file.Name} is cut: its last line, {last.Line:N0}, has {last.Cells.Count:N0} of {columns:N0} columns and no end. Nothing of it is taken. Export it again; if it is whole, end it with a line break.");
        }
    }

    private IEnumerable<CsvRecord> Records()
    {
        while (at < file.Text.Length)
        {
            var start = line;
            (cells, problem) = ([], null);
            while (Cell(start))
            {
            }

            var record = new CsvRecord(start, cells, problem);
            if (problem is not null || !record.IsEmpty) yield return record;
        }
    }

    /// <summary>Reads a cell.</summary>
    /// <returns>Whether another one follows in the record.</returns>
    private bool Cell(int start)
    {
        cell.Clear();
        if (at < file.Text.Length && file.Text[at] == '"') Quoted(start);
        while (at < file.Text.Length && file.Text[at] != separator && file.Text[at] is not ('\n' or '\r')) Append(file.Text[at++]);
        Add(cell.ToString().Trim());
        if (at >= file.Text.Length) return false;
        var end = file.Text[at++];
        if (end == separator) return true;
        if (end == '\r' && at < file.Text.Length && file.Text[at] == '\n') at++;
        line++;
        return false;
    }

    private void Quoted(int start)
    {
        for (at++; at < file.Text.Length; at++)
        {
            var c = file.Text[at];
            if (c == '"' && (at + 1 >= file.Text.Length || file.Text[at + 1] != '"'))
            {
                at++;
                return;
            }

            if (c == '"') at++;
            if (c == '\n') line++;
            Append(c);
        }

        throw new SourceRefusedException($"{file.Name}: a quote that opens on line {start} is never closed. The file is cut, or is no CSV.");
    }

    private void Append(char c)
    {
        if (cell.Length < limits.CellCharacters) cell.Append(c);
        else problem ??= $"A cell has more than {limits.CellCharacters:N0} characters.";
    }

    private void Add(string text)
    {
        if (cells.Count < limits.Columns) cells.Add(text.Length > 1 && text[0] == '\'' && (text[1] is '=' or '+' or '-' or '@') ? text[1..] : text);
        else problem ??= $"The record has more than {limits.Columns:N0} columns.";
    }
}
