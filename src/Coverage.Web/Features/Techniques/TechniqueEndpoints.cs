using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Techniques;

/// <summary>The part of a technique that the matrix shows beside itself.</summary>
internal static class TechniqueEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/techniques/{id}/panel", Panel).RequireAuthorization(PagePolicy.Read);
    }

    private static Results<RazorComponentResult<TechniquePanel>, NotFound> Panel(string id, CoverageViews views)
    {
        return views.Current.Find(id) is { } entry ? new RazorComponentResult<TechniquePanel>(new { Entry = entry }) : TypedResults.NotFound();
    }
}
