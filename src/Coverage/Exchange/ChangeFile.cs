using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views.Changes;

namespace Coverage.Exchange;

/// <summary>Changes as CSV and JSON; the columns are a contract.</summary>
public static class ChangeFile
{
    /// <summary>The columns, in order. What holds several values has a blank between them, in JSON as well; there what counts is a number, or null where nothing is counted.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "change_set", "at", "source", "what", "kind", "external_id", "title", "title_before", "techniques", "written_now", "written_before", "level", "status", "platforms",
        "difference", "replaced_by", "rules", "tests", "controls", "resolution", "path", "path_before", "release", "commit", "by", "original", "compare",
    ];

    private static readonly string[] Numbers = ["id", "change_set", "rules", "tests", "controls"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        CsvFile.Write(writer, Columns, entries.Select(Cells));
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, IEnumerable<ChangeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in Columns.Zip(Cells(entry))) Write(writer, name, value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, string value)
    {
        if (!Numbers.Contains(name)) writer.WriteString(name, value);
        else if (value.Length == 0) writer.WriteNull(name);
        else writer.WriteNumber(name, long.Parse(value, CultureInfo.InvariantCulture));
    }

    private static string[] Cells(ChangeEntry entry) =>
    [
        Number(entry.Id), Number(entry.Set.Id), entry.Set.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), entry.Set.Source, entry.What.Words(), entry.Kind.Word(),
        entry.ExternalId, entry.Title, entry.TitleBefore, string.Join(' ', entry.Techniques), string.Join(' ', entry.Now), string.Join(' ', entry.Before), entry.Level, entry.Status, string.Join(", ", entry.Platforms),
        ChangeWords.Difference(entry), string.Join(' ', entry.Replacements.Select(next => next.ExternalId)),
        Number(entry.Effect?.Rules), Number(entry.Effect?.Tests), Number(entry.Effect?.Controls), entry.Effect is { } effect ? ChangeWords.Outcome(effect.Reference) : "",
        entry.Path, entry.PathBefore, entry.Set.Version, entry.Set.Commit, entry.Set.Who, entry.Original ?? "", entry.Set.Compare ?? "",
    ];

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
