using System.Globalization;
using System.Text;
using Coverage.Exchange.Importing;
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
        endpoints.MapPost("/results/decide", Decide).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/results/record", Record).RequireAuthorization(Policies.Engineer);
    }

    private static FileContentHttpResult Csv(HttpContext context, PostureViews views, RetestQueue queue)
    {
        var text = new StringWriter { NewLine = "\n" };
        ResultLists.WriteCsv(text, views.Refresh(), queue, ListQuery.Parse("/results.csv", context.Request.QueryString.Value ?? "", ResultLists.Parameters));
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "results.csv");
    }

    private static Task Decide([FromForm] string env, [FromForm] string id, [FromForm] string? outcome, [FromForm] string? by, [FromForm] string? back, HttpContext context, CurrentPerson person, PostureViews views, PostureRecorder recorder) => ResultActs.DoAsync(context, person, who =>
    {
        var view = views.Refresh();
        var run = view.Posture.Environments.GetValueOrDefault(env)?.Results.GetValueOrDefault(id) ?? throw new SourceRefusedException("This run is not recorded any more.");
        if (run.State != ResultState.Pending) throw new SourceRefusedException($"Somebody else has decided this run already: {OutcomeWords.Of(run)}.");
        if (outcome == "pending" || OutcomeWords.Apply(run, outcome, [.. NamedChoices.Read(view.Posture.Environments[env], by, run.Time)]) is not { } decided) throw new SourceRefusedException("Say what became of the test: one of the six.");
        recorder.Record(who, new PostureStep($"{Name(view, run)}: {OutcomeWords.Of(decided)}", [new PutResult(env, decided with { By = who.Name })]) { Seen = view.EditId });
        return Task.FromResult(ResultActs.Back(back));
    });

    private static Task Record([FromForm] string? test, [FromForm] string env, [FromForm] string? host, [FromForm] string? time, [FromForm] string? outcome, [FromForm] string? note, HttpContext context, CurrentPerson person, PostureViews views, PostureRecorder recorder) => ResultActs.DoAsync(context, person, who =>
    {
        var view = views.Refresh();
        var found = ResultRows.Find(view, test ?? "") ?? throw new SourceRefusedException("No such test is known. Give its GUID, or its technique and number: T1059.001 #3.");
        if (!DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) throw new SourceRefusedException("Say when it ran, in UTC: 2026-08-31 14:05.");
        var key = new ItemKey(found.Source, found.ExternalId);
        var run = new TestResult(RunIdentity.Of(key, at, (host ?? "").Trim()), key, at, ResultState.Pending, Host: (host ?? "").Trim(), By: who.Name, Note: (note ?? "").Trim());
        if (OutcomeWords.Apply(run, outcome) is not { } result) throw new SourceRefusedException("Say what became of the test.");
        if (view.Posture.Environments.GetValueOrDefault(env)?.Results.ContainsKey(run.Id) == true) throw new SourceRefusedException("This test is recorded for that host and second already. Decide it in the list, or give another time.");
        recorder.Record(who, new PostureStep($"{Name(view, run)}: {OutcomeWords.Of(result)}", [new PutResult(env, result)]));
        return Task.FromResult(result.State == ResultState.Pending ? "/results" : "/results?list=history");
    });

    private static string Name(PostureView view, TestResult run) => view.Catalogue.Tests.FirstOrDefault(test => string.Equals(test.ExternalId, run.Test.Id, StringComparison.OrdinalIgnoreCase)) is { } test ? $"{test.Technique} #{test.Number} {test.Title}" : run.Test.Id;
}
