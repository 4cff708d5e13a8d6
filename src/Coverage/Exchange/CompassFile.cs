using System.Globalization;
using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Exchange;

/// <summary>
/// The Control Validation Compass's table as CSV and JSON, one row a technique: its own columns for the sources that we
/// have, and beside each count that with sub-techniques.
/// </summary>
public static class CompassFile
{
    private static readonly (string Name, Func<CompassRow, object> Value)[] Columns =
    [
        ("techID", row => row.Technique.Id),
        ("techName", row => row.Technique.Technique.Title),
        ("technique", row => $"{row.Technique.Id}: {row.Technique.Technique.Title}"),
        ("tactics", row => string.Join(", ", row.Technique.Tactics.Select(tactic => tactic.Title))),
        ("url", row => row.Technique.Technique.Url),
        ("lowestLevel", row => row.LowestLevel ? "y" : "n"),
        ("mitigations", row => row.Mitigations),
        ("d3fend", row => row.Technique.ControlCount.Own),
        ("d3fend_with_subtechniques", row => row.Technique.ControlCount.WithSubtechniques),
        ("sigma", row => row.Technique.RuleCount.Own),
        ("sigma_with_subtechniques", row => row.Technique.RuleCount.WithSubtechniques),
        ("art", row => row.Technique.TestCount.Own),
        ("art_with_subtechniques", row => row.Technique.TestCount.WithSubtechniques),
        ("policy_process_volume", row => row.PolicyProcessVolume),
        ("detect_volume", row => row.DetectVolume),
        ("test_volume", row => row.TestVolume),
        ("validate_potential", row => row.ValidatePotential),
    ];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, CoverageView view)
    {
        CsvFile.Write(writer, Columns.Select(column => column.Name), CompassTable.Rows(view).Select(row => Columns.Select(column => Convert.ToString(column.Value(row), CultureInfo.InvariantCulture)!)));
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, CoverageView view)
    {
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var row in CompassTable.Rows(view))
            {
                writer.WriteStartObject();
                foreach (var (name, value) in Columns)
                {
                    if (value(row) is int number) writer.WriteNumber(name, number);
                    else writer.WriteString(name, (string)value(row));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }
}
