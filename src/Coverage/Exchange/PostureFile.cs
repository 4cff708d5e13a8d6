using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;

namespace Coverage.Exchange;

/// <summary>
/// Everything that an organisation recorded, one entry a row, in the order of kind, environment and key: kind, environment,
/// key, and the entry itself as JSON. Names of properties are those of <c>Coverage.Posture</c>; they stay. <c>Importing/Formats/PostureExportFormat</c> reads it again.
/// </summary>
public static class PostureFile
{
    /// <summary>The columns, in order; what more there will be comes after them.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["kind", "environment", "key", "value"];

    /// <summary>Writes CSV; what a spreadsheet would take for a formula gets a single quote before it.</summary>
    public static void WriteCsv(TextWriter writer, OrganisationPosture posture) =>
        CsvFile.Write(writer, Columns, Rows(posture).Select(row => (IEnumerable<string>)[row.Kind.ToString(), row.Environment, row.Key, row.Value]));

    /// <summary>Writes JSON, a list of entries whose <c>value</c> is an object.</summary>
    public static void WriteJson(Stream stream, OrganisationPosture posture) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var row in Rows(posture)) Write(writer, row);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, PostureRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", row.Kind.ToString());
        writer.WriteString("environment", row.Environment);
        writer.WriteString("key", row.Key);
        writer.WritePropertyName("value");
        using var value = JsonDocument.Parse(row.Value);
        value.RootElement.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static IEnumerable<PostureRow> Rows(OrganisationPosture posture) =>
        PostureEntries.Of(posture).OrderBy(row => row.Kind).ThenBy(row => row.Environment, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal);
}
