using System.Text;
using Coverage.Data;
using Coverage.Reports;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coverage.Web.Features.Techniques;

/// <summary>A technique as the matrix shows it beside itself, what its parent's page unfolds of it, and its resource page for others.</summary>
internal static class TechniqueEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/techniques/{id}/panel", Panel).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}/card", Card).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}/rules", Rules).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}/tests", Tests).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}.md", Markdown).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/techniques/{id}.json", Json).RequireAuthorization(PagePolicy.Read);
    }

    private static IResult Panel(string id, CoverageViews views) => Part<TechniquePanel>(id, views);

    /// <summary>The script asks with the view's generation, so that a card may be kept for a while.</summary>
    private static Results<ContentHttpResult, NotFound> Card(string id, CoverageViews views, HttpContext context)
    {
        var view = views.Current;
        if (view.Find(id) is not { } entry) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=600";
        return TypedResults.Text(TechniqueCards.Of(view, entry), "text/html", Encoding.UTF8);
    }

    private static async Task<IResult> Rules(string id, string? to, CoverageViews views, CurrentPerson person)
    {
        var view = views.Current;
        if (view.Find(id) is not { } entry) return TypedResults.NotFound();
        return new RazorComponentResult<SubtechniqueRules>(new { Entry = entry, To = to is null ? null : view.Find(to), CanRecord = await person.GetAsync() is { Role: >= Role.Engineer } });
    }

    private static IResult Tests(string id, CoverageViews views) => Part<SubtechniqueTests>(id, views);

    /// <summary>A part of a page, for the script to put in.</summary>
    private static IResult Part<T>(string id, CoverageViews views)
        where T : IComponent
    {
        return views.Current.Find(id) is { } entry ? new RazorComponentResult<T>(new { Entry = entry }) : TypedResults.NotFound();
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
