using Coverage.Exchange;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>Environments, and what one of them collects, for programs.</summary>
internal static class EnvironmentExports
{
    private static readonly RowFile<EnvironmentLine> Environments = new(
        new("key", line => line.Environment.Key), new("name", line => line.Environment.Name), new("platforms", line => Several(line.Environment.Platforms)), new("weight", line => CellFile.Number(line.Environment.Weight), IsNumber: true),
        new("techniques", line => CellFile.Number(line.Totals.Techniques), IsNumber: true), new("coverage", line => Number(line.Totals.Overall), IsNumber: true), new("available", line => Number(line.Totals.Available), IsNumber: true),
        new("deployed", line => Number(line.Totals.Deployed), IsNumber: true), new("validated", line => Number(line.Totals.Validated), IsNumber: true),
        new("rules_deployed", line => CellFile.Number(line.Deployed), IsNumber: true), new("rules_recorded", line => CellFile.Number(line.Inside.Deployments.Count), IsNumber: true),
        new("controls_implemented", line => CellFile.Number(line.Implemented), IsNumber: true), new("controls_recorded", line => CellFile.Number(line.Inside.Implementations.Count), IsNumber: true), new("results", line => CellFile.Number(line.Inside.Results.Count), IsNumber: true),
        new("log_sources_collected", line => CellFile.Number(line.Collected), IsNumber: true), new("log_sources_recorded", line => CellFile.Number(line.Inside.Telemetry.Count), IsNumber: true));

    private static readonly RowFile<TelemetryRow> Telemetry = new(
        new("product", row => row.LogSource.Product), new("category", row => row.LogSource.Category), new("service", row => row.LogSource.Service), new("rules", row => CellFile.Number(row.Rules), IsNumber: true),
        new("recorded", row => Said(row.Entry)), new("counts_as", row => Said(row.Holds)), new("counts_by", row => row.Holds?.LogSource.ToString() ?? ""), new("share", row => Number(row.Entry?.Share), IsNumber: true),
        new("by", row => row.Entry?.By ?? ""), new("note", row => row.Entry?.Note ?? ""));

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapList(RecordUrls.Environments, Environments, context => EnvironmentLine.All(View(context)));
        endpoints.MapList("/environments/{key}/telemetry", Telemetry, context => EnvironmentLine.Find(View(context), Key(context)) is { } line ? TelemetryList.Of(View(context), line.Inside, context.Query()).Rows : null);
    }

    /// <summary>The address of an environment's log sources, as a list.</summary>
    public static string TelemetryOf(string key) => $"{RecordUrls.Environment(key)}/telemetry";

    private static PostureView View(HttpContext context) => context.RequestServices.GetRequiredService<PostureViews>().Current;

    private static string Key(HttpContext context) => (string)context.Request.RouteValues["key"]!;

    private static string Said(Posture.Telemetry? entry) => entry is null ? "" : entry.Collected ? "collected" : "not collected";
}
