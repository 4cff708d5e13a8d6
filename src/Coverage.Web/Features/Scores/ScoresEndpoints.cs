using System.Text;
using Coverage.Exchange;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Scores;

/// <summary>What a number of the whole is made of, for programs.</summary>
internal static class ScoresEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/score.csv", Csv).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/score.json", Json).RequireAuthorization(PagePolicy.Read);
    }

    private static FileContentHttpResult Csv(HttpContext context, PostureViews views)
    {
        var text = new StringWriter { NewLine = "\n" };
        CsvFile.Write(text, ScoreListing.Columns, ScoreListing.Parse(views.Current, context.Request.QueryString.Value ?? "").Cells);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "score.csv");
    }

    private static FileContentHttpResult Json(HttpContext context, PostureViews views)
    {
        using var text = new MemoryStream();
        CellFile.WriteJson(text, ScoreListing.Columns, ScoreListing.Parse(views.Current, context.Request.QueryString.Value ?? "").Cells, "weight", "value", "adds");
        return TypedResults.File(text.ToArray(), "application/json", "score.json");
    }
}
