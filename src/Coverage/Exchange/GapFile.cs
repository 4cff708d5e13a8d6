using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views.Gaps;

namespace Coverage.Exchange;

/// <summary>Gaps as CSV and JSON; the columns are a contract. <c>coverage gate</c> reads the JSON again.</summary>
public static class GapFile
{
    /// <summary>The columns, in order. What holds several values has a semicolon between them.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["technique", "title", "gap", "weight", "coverage", "reason", "environment", "environments", "risk_accepted", "owner", "due", "tactics", "platforms", "groups", "next_action", "next_kind", "next_item"];

    private static readonly string[] Numbers = ["gap", "weight", "coverage"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<Gap> gaps)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        CsvFile.Write(writer, Columns, gaps.Select(Cells));
    }

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, IEnumerable<Gap> gaps)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var gap in gaps) Write(writer, Cells(gap));
            writer.WriteEndArray();
        });
    }

    /// <summary>The techniques of a JSON file that <see cref="WriteJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static IReadOnlySet<string> ReadTechniques(Stream stream)
    {
        try
        {
            using var file = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 8 });
            return file.RootElement.EnumerateArray().Select(gap => AttackId.Parse(gap.GetProperty("technique").GetString()) ?? throw new FormatException("A gap has no technique's identifier.")).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"It is no list of gaps as 'coverage gaps --json' writes it: {problem.Message}", problem);
        }
    }

    private static void Write(Utf8JsonWriter writer, string[] cells)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Columns.Zip(cells))
        {
            if (Numbers.Contains(name)) writer.WriteNumber(name, double.Parse(value, CultureInfo.InvariantCulture));
            else if (name == "risk_accepted") writer.WriteBoolean(name, value == "yes");
            else writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static string[] Cells(Gap gap) =>
    [
        gap.Technique.Id, gap.Technique.Technique.Title, Number(gap.Points), Number(gap.Score.Weight), Number(gap.Score.Coverage), gap.Reason.Words(), gap.Environment,
        string.Join("; ", gap.Places.Select(place => $"{place.Environment}: {place.Reason.Words()}")), gap.Score.RiskAccepted ? "yes" : "no",
        gap.Assignment?.Owner ?? "", gap.Assignment?.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        string.Join("; ", gap.Technique.Tactics.Select(tactic => tactic.Title)), string.Join("; ", gap.Technique.Technique.Platforms), string.Join("; ", gap.Technique.Groups.Select(group => group.ExternalId)),
        gap.Next.Text, gap.Next.Kind.ToString(), gap.Next.Item?.ToString() ?? (gap.Next.LogSource is { } source ? source.ToString() : ""),
    ];

    private static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
