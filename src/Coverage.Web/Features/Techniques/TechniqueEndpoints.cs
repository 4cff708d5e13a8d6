using System.Text;
using Coverage.Reports;
using Coverage.Views;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Techniques;

/// <summary>A technique as the matrix shows it beside itself, and as its resource page for others.</summary>
internal static class TechniqueEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/techniques/{id}/panel", Panel).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}.md", Markdown).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}.json", Json).RequireAuthorization(PagePolicy.Read);
    }

    private static Results<RazorComponentResult<TechniquePanel>, NotFound> Panel(string id, CoverageViews views)
    {
        return views.Current.Find(id) is { } entry ? new RazorComponentResult<TechniquePanel>(new { Entry = entry }) : TypedResults.NotFound();
    }

    private static Results<FileContentHttpResult, NotFound> Markdown(string id, CoverageViews views, CatalogTexts texts)
    {
        var view = views.Current;
        return view.Find(id) is { } entry
            ? TypedResults.File(Encoding.UTF8.GetBytes(new TechniqueMarkdown(view).Write(entry, texts.Read(entry.Technique))), "text/markdown; charset=utf-8", $"{entry.Id}.md")
            : TypedResults.NotFound();
    }

    private static Results<FileContentHttpResult, NotFound> Json(string id, CoverageViews views, CatalogTexts texts)
    {
        var view = views.Current;
        if (view.Find(id) is not { } entry) return TypedResults.NotFound();
        using var page = new MemoryStream();
        TechniqueJson.Write(page, view, entry, texts.Read(entry.Technique));
        return TypedResults.File(page.ToArray(), "application/json", $"{entry.Id}.json");
    }
}
