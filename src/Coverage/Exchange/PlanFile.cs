using Coverage.Views.Planning;

namespace Coverage.Exchange;

/// <summary>A plan as CSV and JSON, the actions before the tests; the columns are a contract.</summary>
public static class PlanFile
{
    /// <summary>The columns, in order. <c>gain</c> of a test are the points that rest on claims; none is promised.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["kind", "environment", "title", "item", "log_source", "rules", "effort", "gain", "techniques", "on_list"];

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, PlanView plan) => CsvFile.Write(writer, Columns, Rows(plan));

    /// <summary>Writes a JSON list of objects.</summary>
    public static void WriteJson(Stream stream, PlanView plan) => CellFile.WriteJson(stream, Columns, Rows(plan), "effort", "gain");

    private static IEnumerable<string[]> Rows(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Actions.Concat(plan.Tests).Select(line => new[]
        {
            line.Kind.ToString(), line.Environment, line.Title, line.Subject?.ToString() ?? "", line.LogSource?.ToString() ?? "", string.Join("; ", line.Rules.Select(rule => rule.Key.ToString())),
            CellFile.Number(line.Effort), CellFile.Number(line.Gain), string.Join("; ", line.Techniques), line.OnList is null ? "no" : "yes",
        });
    }
}
