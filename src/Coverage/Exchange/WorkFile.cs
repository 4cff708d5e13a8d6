using System.Globalization;
using Coverage.Posture;

namespace Coverage.Exchange;

/// <summary>The work list as CSV and JSON; the columns are a contract.</summary>
public static class WorkFile
{
    /// <summary>The columns, in order. Effort and gain are as planned when it was taken in.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["id", "state", "kind", "environment", "title", "item", "log_source", "rules", "effort", "gain", "owner", "due"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, IEnumerable<WorkItem> items) => CsvFile.Write(writer, Columns, items.Select(Cells));

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, IEnumerable<WorkItem> items) => CellFile.WriteJson(stream, Columns, items.Select(Cells), "effort", "gain");

    private static string[] Cells(WorkItem item) =>
    [
        item.Id, item.State.ToString(), item.Kind.ToString(), item.Environment, item.Title, item.Subject?.ToString() ?? "", item.LogSource?.ToString() ?? "", string.Join("; ", item.Rules.IsDefault ? [] : item.Rules.Select(rule => rule.ToString())),
        CellFile.Number(item.Effort), CellFile.Number(item.Gain), item.Owner, item.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
    ];
}
