using System.Globalization;
using Coverage.Catalog;

namespace Coverage.Exchange;

/// <summary>A list of cells as JSON: an object a row, numbers as numbers.</summary>
public static class CellFile
{
    /// <summary>Writes it.</summary>
    public static void WriteJson(Stream stream, IReadOnlyList<string> columns, IEnumerable<string[]> rows, params IReadOnlyCollection<string> numbers) => JsonText.Write(stream, writer =>
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in columns.Zip(row))
            {
                if (numbers.Contains(name)) writer.WriteNumber(name, double.Parse(value, CultureInfo.InvariantCulture));
                else writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>A number as a cell.</summary>
    public static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
