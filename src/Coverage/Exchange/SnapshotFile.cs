using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views.Scores;

namespace Coverage.Exchange;

/// <summary>Snapshots as a text and as JSON: headline, Overall and the versions that gave them.</summary>
public static class SnapshotFile
{
    /// <summary>Writes a line a snapshot.</summary>
    public static void Write(TextWriter writer, IEnumerable<Snapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(snapshots);
        foreach (var snapshot in snapshots)
        {
            var totals = snapshot.Facts.Totals;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{snapshot.Id,5}  {snapshot.Day:yyyy-MM-dd}  overall {totals.Overall:0.0}  available {totals.Available:0.0} %  deployed {totals.Deployed:0.0} %  validated {totals.Validated:0.0} %  {snapshot.Title} ({snapshot.Who})"));
        }
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void Write(Stream stream, IEnumerable<Snapshot> snapshots) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var snapshot in snapshots) Write(writer, snapshot);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, Snapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", snapshot.Id);
        writer.WriteString("day", snapshot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("at", snapshot.At);
        writer.WriteString("who", snapshot.Who);
        writer.WriteString("title", snapshot.Title);
        writer.WriteNumber("model", snapshot.Facts.ModelVersion);
        writer.WriteString("profile", snapshot.Facts.Profile);
        Write(writer, "overall", snapshot.Facts.Totals.Overall);
        Write(writer, "available", snapshot.Facts.Totals.Available);
        Write(writer, "deployed", snapshot.Facts.Totals.Deployed);
        Write(writer, "validated", snapshot.Facts.Totals.Validated);
        writer.WriteStartObject("sources");
        foreach (var source in snapshot.Facts.Sources) writer.WriteString(source.Name, source.Version.Length > 0 ? source.Version : source.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? source.Commit);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } known) writer.WriteNumber(name, known);
        else writer.WriteNull(name);
    }
}
