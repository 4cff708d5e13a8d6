using System.Text;
using Coverage.Exchange;
using Coverage.Views.History;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.History;

/// <summary>Taking a step back, and the history for programs.</summary>
internal static class HistoryEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.Undo, UndoAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapGet("/history/export.csv", Csv).RequireAuthorization(Policies.Read);
        endpoints.MapGet("/history/export.json", Json).RequireAuthorization(Policies.Read);
    }

    /// <summary>Takes a step back and shows what that did; or, from the notice that follows a step, stays on the page that one is at.</summary>
    private static Task UndoAsync([FromForm(Name = "undoes")] long undone, [FromForm] string? stay, [AsParameters] Step step) =>
        step.DoAsync(who => step.Recorder.Undo(who, undone).EditId, stay is not null && PostureForm.LocalPath(step.Back) is { } here ? _ => here : recorded => RecordUrls.Step(recorded > 0 ? recorded : undone));

    private static FileContentHttpResult Csv(HttpContext context, PostureHistory history)
    {
        var text = new StringWriter { NewLine = "\n" };
        HistoryFile.WriteCsv(text, Listed(context, history));
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "history.csv");
    }

    private static FileContentHttpResult Json(HttpContext context, PostureHistory history)
    {
        using var text = new MemoryStream();
        HistoryFile.WriteJson(text, Listed(context, history));
        return TypedResults.File(text.ToArray(), "application/json", "history.json");
    }

    private static IReadOnlyList<HistoryStep> Listed(HttpContext context, PostureHistory history) => HistoryList.All(history, HistoryList.Query(context.Request.QueryString.Value ?? ""));
}
