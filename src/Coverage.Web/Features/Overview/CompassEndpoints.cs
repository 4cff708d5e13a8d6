using System.Text;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Overview;

/// <summary>The Compass's table as a file, as the command line writes it.</summary>
internal static class CompassEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/compass.csv", Csv).RequireAuthorization(PagePolicy.Read);

    private static FileContentHttpResult Csv(CoverageViews views)
    {
        using var text = new StringWriter { NewLine = "\n" };
        CompassFile.WriteCsv(text, views.Current);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "compass.csv");
    }
}
