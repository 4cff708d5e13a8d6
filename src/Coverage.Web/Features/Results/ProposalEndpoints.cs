using Coverage.Audit;
using Coverage.Exchange.Evidence;
using Coverage.Exchange.Importing;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Results;

/// <summary>Outcomes that alerts propose: upload, accept one, accept all.</summary>
internal static class ProposalEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/results/alerts", UploadAsync).RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(UploadLimit.Form));
        endpoints.MapPost("/results/proposals/{token}/columns", ChooseAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/results/proposals/{token}/accept", AcceptAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task UploadAsync(IFormFile? file, [FromForm] string env, [FromForm] int? minutes, HttpContext context, CurrentPerson person, KeptUploads<KeptAlerts> kept, TimeProvider time) => ResultActs.DoAsync(context, person, async who =>
    {
        if (file is not { Length: > 0 }) throw new SourceRefusedException("No file was chosen, or it is empty.");
        if (file.Length > UploadLimit.Bytes) throw new SourceRefusedException($"The file is larger than {UploadLimit.Bytes >> 20} MiB. Export the alerts around the time of the tests only.");
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, context.RequestAborted);
        var given = ImportInputs.Uploaded(file.FileName, content.ToArray(), ImportLimits.Default, context.RequestAborted).ToList() is [var one] ? one : throw new SourceRefusedException("Give one file of alerts: CSV or JSON.");
        var alerts = new KeptAlerts(given, env, TimeSpan.FromMinutes(Math.Clamp(minutes ?? 15, 1, 1440)), time.GetUtcNow().UtcDateTime, context.RequestAborted);
        return $"/results/proposals/{kept.Keep(who, alerts, file.Length).Token}";
    });

    /// <summary>Reads the alerts again by the columns that somebody chose.</summary>
    private static Task ChooseAsync(string token, IFormCollection form, HttpContext context, CurrentPerson person, KeptUploads<KeptAlerts> kept, TimeProvider time) => ResultActs.DoAsync(context, person, who =>
    {
        Found(kept, token, who).Choose(KeptAlerts.Chosen(form), time.GetUtcNow().UtcDateTime, context.RequestAborted);
        return Task.FromResult($"/results/proposals/{token}");
    });

    private static KeptAlerts Found(KeptUploads<KeptAlerts> kept, string token, Person who) => (kept.Find(token, who) ?? throw new SourceRefusedException("These alerts are not kept any more. Upload them again.")).Content;

    /// <summary>Accepts the proposal of one run, or all of them; what was decided meanwhile is no proposal any more.</summary>
    private static Task AcceptAsync(string token, [FromForm] string? id, HttpContext context, CurrentPerson person, KeptUploads<KeptAlerts> kept, PostureViews views, PostureRecorder recorder) => ResultActs.DoAsync(context, person, who =>
    {
        var alerts = Found(kept, token, who);
        var view = views.Refresh();
        List<OutcomeProposal> accepted = [.. AlertPairing.Pair(view, alerts.Environment, alerts.Reading.Alerts, alerts.Window).Proposals.Where(proposal => string.IsNullOrEmpty(id) || proposal.Pending.Id == id)];
        if (accepted.Count == 0) throw new SourceRefusedException("There is nothing to accept any more: the run was decided meanwhile.");
        var title = accepted.Count == 1 ? $"{accepted[0].TestTitle}: alerted" : $"{accepted.Count:N0} runs alerted";
        recorder.Record(who, new PostureStep(title, [.. accepted.Select(proposal => Signed(proposal, who))], $"alerts of {alerts.File}") { Seen = view.EditId });
        return Task.FromResult($"/results/proposals/{token}");
    });

    private static Posture.PutResult Signed(OutcomeProposal proposal, Person who) => new(proposal.Environment, proposal.Result with { By = who.Name });
}
