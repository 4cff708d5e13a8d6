using System.Text.Json;

namespace Coverage.Exchange;

/// <summary>A column of a <see cref="RowFile{T}"/>.</summary>
/// <param name="Name">Its name, a contract: scripts read it.</param>
/// <param name="Cell">What a row has in it; several values with a semicolon between them (<see cref="RowFile.Several"/>).</param>
/// <param name="IsNumber">Whether JSON has it as a number, or null where the cell is empty.</param>
public sealed record Column<T>(string Name, Func<T, string> Cell, bool IsNumber = false);

/// <summary>A list as CSV and JSON: a row an item, columns by name. The names and their order are a contract; new ones come last.</summary>
/// <param name="columns">The columns.</param>
public sealed class RowFile<T>(params IReadOnlyList<Column<T>> columns)
{
    private readonly string[] numbers = [.. columns.Where(column => column.IsNumber).Select(column => column.Name)];

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. columns.Select(column => column.Name)];

    /// <summary>Writes CSV.</summary>
    public void WriteCsv(TextWriter writer, IEnumerable<T> rows) => CsvFile.Write(writer, Columns, rows.Select(Cells));

    /// <summary>Writes a JSON list of objects.</summary>
    public void WriteJson(Stream stream, IEnumerable<T> rows) => CellFile.WriteJson(stream, Columns, rows.Select(Cells), numbers);

    /// <summary>The same into something larger.</summary>
    public void WriteJson(Utf8JsonWriter writer, IEnumerable<T> rows) => CellFile.WriteJson(writer, Columns, rows.Select(Cells), numbers);

    private string[] Cells(T row) => [.. columns.Select(column => column.Cell(row))];
}

/// <summary>How cells are written.</summary>
public static class RowFile
{
    /// <summary>Several values in a cell.</summary>
    public static string Several(IEnumerable<string> values) => string.Join("; ", values);

    /// <summary>A number that there may be.</summary>
    public static string Number(double? value) => value is { } known && double.IsFinite(known) ? CellFile.Number(known) : "";

    /// <summary>Whether something is so.</summary>
    public static string YesNo(bool value) => value ? "yes" : "no";
}
