using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Exchange;

/// <summary>Links as CSV and JSON; the columns are a contract.</summary>
public static class LinkFile
{
    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["technique", "written", "resolution", "kind", "source", "external_id", "title", "path", "origin", "derivation", "via"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<LinkRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CsvFile.Write(writer, Columns, rows.Select(Cells));
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, IEnumerable<LinkRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in Columns.Zip(Cells(row))) writer.WriteString(name, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static string[] Cells(LinkRow row) =>
    [
        row.Technique, row.Written, row.Resolution, row.Kind, row.Source, row.ExternalId, row.Title, row.Path, row.Origin, row.Derivation, row.Via,
    ];
}
