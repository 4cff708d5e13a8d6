using System.Globalization;
using Coverage.Catalog;
using Coverage.Views.History;

namespace Coverage.Exchange;

/// <summary>Steps of the posture's history as CSV and JSON; the columns are a contract.</summary>
public static class HistoryFile
{
    /// <summary>The columns, in order. What holds several values has a blank between them, in JSON as well.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["id", "at", "who", "title", "reason", "entries", "environments", "undoes", "undone_by"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<HistoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        CsvFile.Write(writer, Columns, steps.Select(Cells));
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, IEnumerable<HistoryStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var step in steps)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in Columns.Zip(Cells(step))) writer.WriteString(name, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string[] Cells(HistoryStep step) =>
    [
        Number(step.Id), step.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), step.Who, step.Title, step.Reason, Number(step.Entries), string.Join(' ', step.Environments), Number(step.Undoes), Number(step.UndoneBy),
    ];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
