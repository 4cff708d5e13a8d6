using System.Text;
using Coverage.Data;
using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Gaps;

/// <summary>What the list of gaps gives to programs, and what its forms record.</summary>
internal static class GapsEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/gaps.csv", Csv).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/gaps.json", Json).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/gaps/{id}/detail", DetailAsync).RequireAuthorization(PagePolicy.Read);
        endpoints.MapPost("/gaps/{id}/done", Done).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/gaps/{id}/assign", Assign).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(GapUrls.AssignTicked, AssignTicked).RequireAuthorization(Policies.Engineer).WithFormOptions(valueCountLimit: 20_000);
    }

    private static FileContentHttpResult Csv(HttpContext context, PostureViews views)
    {
        var text = new StringWriter { NewLine = "\n" };
        GapFile.WriteCsv(text, GapListing.Parse(views.Current, context.Request.QueryString.Value ?? "").All);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "gaps.csv");
    }

    private static FileContentHttpResult Json(HttpContext context, PostureViews views)
    {
        using var text = new MemoryStream();
        GapFile.WriteJson(text, GapListing.Parse(views.Current, context.Request.QueryString.Value ?? "").All);
        return TypedResults.File(text.ToArray(), "application/json", "gaps.json");
    }

    private static async Task<IResult> DetailAsync(string id, string? environment, string? back, PostureViews views, CurrentPerson person)
    {
        var view = views.Current;
        if (Find(view, id, environment) is not { } gap) return TypedResults.NotFound();
        var canRecord = await person.GetAsync() is { Role: >= Role.Engineer };
        return new RazorComponentResult<GapDetail>(new { View = view, Gap = gap, Environment = environment ?? "", Back = PostureForm.LocalPath(back) ?? GapListing.Path, CanRecord = canRecord });
    }

    private static Task Done(string id, string environment, string saw, [AsParameters] PostureForm form) => form.RecordAsync(
        (who, view) =>
        {
            if (Find(view, id, environment) is not { } gap || GapUrls.Saw(gap) != saw) throw PostureForm.Refused($"The next action of {id} in {environment} is no longer the one that you saw. Look again.");
            return new PostureStep($"{gap.Next.Text.TrimEnd('.')}: done in {view.Posture.Environments[environment].Environment.Name}", DoneEdits.Of(view, environment, gap.Next, who, form.Now));
        },
        GapListing.Path);

    private static Task Assign(string id, [FromForm] string? owner, [FromForm] string? due, [FromForm] string? environment, [AsParameters] PostureForm form) => form.RecordAsync(
        (_, view) => StatementSteps.Assigned(view, [id], environment ?? "", owner?.Trim() ?? "", FormDates.Day(due)),
        GapListing.Path);

    private static Task AssignTicked([FromForm] string? owner, [FromForm] string? due, [FromForm] string? environment, [AsParameters] PostureForm form) => form.RecordAsync(
        (_, view) =>
        {
            var ids = form.Context.Request.Form["item"].OfType<string>().ToList();
            if (ids.Count == 0) throw PostureForm.Refused("Nothing is ticked. Tick the gaps that somebody is to close, then assign them.");
            return StatementSteps.Assigned(view, ids, environment ?? "", owner?.Trim() ?? "", FormDates.Day(due));
        },
        GapListing.Path);

    private static Gap? Find(PostureView view, string id, string? environment)
    {
        if (!string.IsNullOrEmpty(environment) && !view.Posture.Environments.ContainsKey(environment)) return null;
        return GapList.Of(view, string.IsNullOrEmpty(environment) ? null : environment).Gaps.FirstOrDefault(gap => string.Equals(gap.Technique.Id, id, StringComparison.OrdinalIgnoreCase));
    }
}
