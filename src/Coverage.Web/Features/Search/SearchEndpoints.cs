using Coverage.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Search;

/// <summary>What the search box shows while one types.</summary>
internal static class SearchEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/search/hits", IResult (string? q) => new RazorComponentResult<SearchHits>(new { Query = q ?? "", Most = 14, IsBox = true })).RequireAuthorization(PagePolicy.Read);
    }
}
