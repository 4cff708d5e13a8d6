using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;

namespace Coverage.Exchange;

/// <summary>A list of cells as JSON: an object a row, numbers as numbers, null where there is none.</summary>
public static class CellFile
{
    /// <summary>Writes it.</summary>
    public static void WriteJson(Stream stream, IReadOnlyList<string> columns, IEnumerable<string[]> rows, params IReadOnlyCollection<string> numbers) => JsonText.Write(stream, writer => WriteJson(writer, columns, rows, numbers));

    /// <summary>Writes it into something larger.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<string> columns, IEnumerable<string[]> rows, IReadOnlyCollection<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(numbers);
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in columns.Zip(row))
            {
                if (!numbers.Contains(name)) writer.WriteString(name, value);
                else if (value.Length == 0) writer.WriteNull(name);
                else writer.WriteNumber(name, double.Parse(value, CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>A number as a cell.</summary>
    public static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
