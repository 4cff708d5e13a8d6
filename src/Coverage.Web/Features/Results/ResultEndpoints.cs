using System.Globalization;
using System.Text;
using Coverage.Exchange.Evidence;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Results;

/// <summary>Deciding a run that is pending, and recording one by hand. Forms, which work without script.</summary>
internal static class ResultEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/results.csv", Csv).RequireAuthorization(PagePolicy.Read);
        endpoints.MapGet("/results.json", Json).RequireAuthorization(PagePolicy.Read);
        endpoints.MapPost("/results/decide", Decide).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/results/record", Record).RequireAuthorization(Policies.Engineer);
    }

    private static FileContentHttpResult Csv(HttpContext context, PostureViews views, RetestQueue queue)
    {
        var text = new StringWriter { NewLine = "\n" };
        var (rows, file) = ResultLists.File(views.Refresh(), queue, context.Query());
        file.WriteCsv(text, rows);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "results.csv");
    }

    private static FileContentHttpResult Json(HttpContext context, PostureViews views, RetestQueue queue)
    {
        using var bytes = new MemoryStream();
        var (rows, file) = ResultLists.File(views.Refresh(), queue, context.Query());
        file.WriteJson(bytes, rows);
        return TypedResults.File(bytes.ToArray(), "application/json", "results.json");
    }

    private static Task Decide([FromForm] string env, [FromForm] string id, [FromForm] string? outcome, [FromForm] string? by, [FromForm] string? back, HttpContext context, CurrentPerson person, PostureViews views, PostureRecorder recorder) => ResultActs.DoAsync(context, person, who =>
    {
        RecordedCookie.Set(context, recorder.Record(who, ResultSteps.Decided(views.Refresh(), env, id, outcome, who, by)).EditId);
        return Task.FromResult(ResultActs.Back(back));
    });

    private static Task Record([FromForm] string? test, [FromForm] string env, [FromForm] string? host, [FromForm] string? by, [FromForm] string? time, [FromForm] string? outcome, [FromForm] string? note, [FromForm] string? named, HttpContext context, CurrentPerson person, PostureViews views, PostureRecorder recorder) => ResultActs.DoAsync(context, person, who =>
    {
        var view = views.Refresh();
        var found = ResultSteps.Find(view, test ?? "") ?? throw new SourceRefusedException("No such test is known. Give its GUID, or its technique and number: T1059.001 #3.");
        if (!DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) throw new SourceRefusedException("Say when it ran, in UTC: 2026-08-31 14:05.");
        var key = new ItemKey(found.Source, found.ExternalId);
        var run = new TestResult("", key, at, ResultState.Pending, Host: (host ?? "").Trim(), By: string.IsNullOrWhiteSpace(by) ? who.Name : by.Trim(), Note: (note ?? "").Trim());
        RecordedCookie.Set(context, recorder.Record(who, ResultSteps.Recorded(view, env, run, outcome, view.Posture.Environments.TryGetValue(env, out var inside) ? NamedChoices.ValueOf(view, inside, found, named) : null)).EditId);
        return Task.FromResult(outcome == "pending" ? "/results" : "/results?list=history");
    });
}
