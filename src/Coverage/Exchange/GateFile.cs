using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views.Gaps;

namespace Coverage.Exchange;

/// <summary>
/// What a gate found, as JSON of ours and as SARIF 2.1.0
/// (<see href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"/>), which code hosts show.
/// </summary>
public static class GateFile
{
    private static readonly (string Id, string Says)[] Rules = [(Gate.MinCoverage, "Coverage is below what is wanted"), (Gate.MaxNewGaps, "There are more new gaps than are allowed")];

    /// <summary>Writes JSON.</summary>
    public static void WriteJson(Stream stream, Gate gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("passes", gate.Passes);
            if (gate.Coverage is { } coverage) writer.WriteNumber("coverage", coverage);
            else writer.WriteNull("coverage");
            writer.WriteNumber("gaps", gate.Gaps);
            if (gate.Against.Length > 0) writer.WriteString("against", gate.Against);
            writer.WriteTexts("new_gaps", gate.NewGaps.Select(gap => gap.Technique.Id));
            writer.WriteStartArray("findings");
            foreach (var finding in gate.Findings)
            {
                writer.WriteStartObject();
                writer.WriteString("rule", finding.Rule);
                writer.WriteString("message", finding.Message);
                if (finding.Gap is { } gap) writer.WriteString("technique", gap.Technique.Id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Writes SARIF. A finding is of a technique, not of a line of a file: its place is logical. Code hosts refuse results without a file, so one is named that is in no repository.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="gate">What was found.</param>
    /// <param name="version">The program's version.</param>
    public static void WriteSarif(Stream stream, Gate gate, string version)
    {
        ArgumentNullException.ThrowIfNull(gate);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(writer, version);
            writer.WriteStartArray("results");
            foreach (var finding in gate.Findings) WriteResult(writer, finding);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteTool(Utf8JsonWriter writer, string version)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "Coverage");
        writer.WriteString("version", version);
        writer.WriteStartArray("rules");
        foreach (var (id, says) in Rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            WriteText(writer, "shortDescription", says);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, GateFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Rule);
        writer.WriteNumber("ruleIndex", Array.FindIndex(Rules, rule => rule.Id == finding.Rule));
        writer.WriteString("level", "error");
        WriteText(writer, "message", finding.Message);
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        WriteFile(writer, "coverage/" + (finding.Gap?.Technique.Id ?? finding.Rule));
        if (finding.Gap is { } gap)
        {
            writer.WriteStartArray("logicalLocations");
            writer.WriteStartObject();
            writer.WriteString("name", gap.Technique.Id);
            writer.WriteString("fullyQualifiedName", $"{gap.Technique.Id} {gap.Technique.Technique.Title}");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        if (finding.Gap is { } named)
        {
            writer.WriteStartObject("partialFingerprints");
            writer.WriteString("technique/v1", named.Technique.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", path);
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", 1);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
