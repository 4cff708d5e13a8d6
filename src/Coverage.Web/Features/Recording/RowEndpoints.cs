using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording;

/// <summary>What the rows of a technique's page send: one item, one step.</summary>
internal static class RowEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.Deployment, DeployAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Adopt, AdoptAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Keep, KeepAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Ignore, IgnoreAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Ask, AskAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Implementation, ImplementAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Result, ResultAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawResult, WithdrawResultAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Telemetry, CollectAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.TickedTelemetry, CollectTickedAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task DeployAsync([FromForm] string? item, [FromForm] string? state, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, step.Steps(who).Deployed([Typed.Item(item)], Typed.State<DeploymentState>(state))));

    private static Task AdoptAsync([FromForm] string? item, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var rule = Typed.Item(item);
        return step.Record(who, $"Now runs with the catalogue's content in {step.Where}: {step.View.TitleOf(rule)}", step.States(who).Adopt(rule));
    });

    private static Task KeepAsync([FromForm] string? item, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var rule = Typed.Item(item);
        return step.Record(who, $"Kept as deployed in {step.Where}: {step.View.TitleOf(rule)}", step.States(who).Keep(rule));
    });

    private static Task IgnoreAsync([FromForm] string? item, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var rule = Typed.Item(item);
        return step.Record(who, $"Changes upstream ignored in {step.Where}: {step.View.TitleOf(rule)}", step.States(who).Ignore(rule));
    });

    private static Task AskAsync([FromForm] string? item, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var rule = Typed.Item(item);
        return step.Record(who, $"Changes upstream asked about again in {step.Where}: {step.View.TitleOf(rule)}", step.States(who).AskAgain(rule));
    });

    private static Task ImplementAsync([FromForm] string? item, [FromForm] string? state, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, step.Steps(who).Implemented([Typed.Item(item)], Typed.State<ImplementationState>(state))));

    private static Task ResultAsync([FromForm] string? item, [FromForm] string? seen, [FromForm] string? stopped, [FromForm] string? alertedBy, [FromForm] string? stoppedBy, [FromForm] string? host, [FromForm] string? day, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var test = Typed.Item(item);
        var (saw, stop) = (Typed.State<Seen>(seen) ?? Seen.Unknown, Typed.State<Stopped>(stopped) ?? Stopped.Unknown);
        var state = saw == Seen.Unknown && stop == Stopped.Unknown ? ResultState.Pending : ResultState.Ran;
        var (at, inside) = (At(Typed.Day(day), step.Now), step.View.Posture.Environments.GetValueOrDefault(step.Environment));
        var result = new TestResult(Guid.NewGuid().ToString("N"), test, at, state, saw, stop, Typed.Text(host), who.Name)
        {
            AlertedBy = [.. NamedChoices.Read(inside, alertedBy, at)],
            StoppedBy = [.. NamedChoices.Read(inside, stoppedBy, at)],
        };
        return step.Record(who, $"Result in {step.Where}: {TestOf(step.View.Catalogue, test)}", new PutResult(step.Environment, result));
    });

    private static Task WithdrawResultAsync([FromForm] string? item, [FromForm] string? result, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, $"Result withdrawn in {step.Where}: {TestOf(step.View.Catalogue, Typed.Item(item))}", new RemoveResult(step.Environment, Typed.Text(result))));

    private static Task CollectAsync([FromForm] string? product, [FromForm] string? category, [FromForm] string? service, [FromForm] string? state, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, step.Steps(who).Collected([new LogSource(Word(product), Word(category), Word(service))], Typed.Collected(state))));

    private static Task CollectTickedAsync([FromForm] string? state, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var sources = step.Context.Request.Form["item"].Select(Source).Distinct().ToList();
        if (sources.Count == 0) throw Typed.Refused("Nothing is ticked. Tick the log sources that you mean, then press the button again.");
        return step.Record(who, step.Steps(who).Collected(sources, Typed.Collected(state)));
    });

    private static LogSource Source(string? text) => (text ?? "").Split('|') is [var product, var category, var service] ? new LogSource(Word(product), Word(category), Word(service)) : throw Typed.Refused($"'{text}' is no log source.");

    /// <summary>The moment if it is today or nothing is said; else the day's end, when what was deployed on that day was there.</summary>
    private static DateTime At(DateOnly? day, DateTime now) => day is { } known && known != DateOnly.FromDateTime(now) ? known.ToDateTime(new TimeOnly(23, 59), DateTimeKind.Utc) : now;

    private static string TestOf(CoverageView view, ItemKey test) => view.Tests.FirstOrDefault(known => known.ExternalId == test.Id) is { } found ? found.FullTitle : test.ToString();

    private static string Word(string? text) => Typed.Text(text).ToLowerInvariant();
}
