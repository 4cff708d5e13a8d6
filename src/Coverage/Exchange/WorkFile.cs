using System.Globalization;
using Coverage.Posture;
using static Coverage.Exchange.RowFile;

namespace Coverage.Exchange;

/// <summary>The work list as CSV and JSON; the columns are a contract.</summary>
public static class WorkFile
{
    /// <summary>A row an item. Effort and gain are as planned when it was taken in.</summary>
    public static RowFile<WorkItem> Items { get; } = new(
        new("id", item => item.Id), new("state", item => item.State.ToString()), new("kind", item => item.Kind.ToString()), new("environment", item => item.Environment), new("title", item => item.Title),
        new("item", item => item.Subject?.ToString() ?? ""), new("log_source", item => item.LogSource?.ToString() ?? ""), new("rules", item => Several(item.Rules.IsDefault ? [] : item.Rules.Select(rule => rule.ToString()))),
        new("effort", item => CellFile.Number(item.Effort), IsNumber: true), new("gain", item => CellFile.Number(item.Gain), IsNumber: true), new("owner", item => item.Owner), new("due", item => item.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
}
