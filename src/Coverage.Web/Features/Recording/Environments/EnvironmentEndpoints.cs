using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>Adding, changing and removing environments.</summary>
internal static class EnvironmentEndpoints
{
    public const string Add = "/posture/environment/add";

    public const string Edit = "/posture/environment/edit";

    public const string Remove = "/posture/environment/remove";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Add, AddAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Edit, EditAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Remove, RemoveAsync).RequireAuthorization(Policies.Engineer);
        EnvironmentExports.Map(endpoints);

        // What it covers had a page of its own once.
        endpoints.MapGet("/environments/{key}/coverage", Covered).RequireAuthorization(PagePolicy.Read);
    }

    private static Results<RedirectHttpResult, NotFound> Covered(string key, PostureViews views) =>
        views.Current.Posture.Environments.ContainsKey(key) ? TypedResults.Redirect(new ScoreUrl(Environment: key).Of(ScoreNumber.Coverage)) : TypedResults.NotFound();

    private static Task AddAsync([FromForm] string? name, [FromForm] string? key, [FromForm] string? weight, IFormCollection fields, [AsParameters] Step step)
    {
        var wanted = EnvironmentSteps.KeyOf(Typed.Text(key) is { Length: > 0 } typed ? typed : Typed.Text(name));
        return step.DoAsync(
            who => step.Record(who, EnvironmentSteps.Added(step.View, Read(wanted, name, weight, fields))),
            _ => RecordUrls.Environment(wanted));
    }

    private static Task EditAsync([FromForm] string? name, [FromForm] string? weight, IFormCollection fields, [AsParameters] Step step) => step.DoAsync(who =>
        step.Record(who, EnvironmentSteps.Changed(step.View, Read(step.Environment, name, weight, fields))));

    private static Task RemoveAsync([AsParameters] Step step) => step.DoAsync(
        who => step.Record(who, EnvironmentSteps.Removed(step.View, step.Environment)),
        _ => RecordUrls.Environments);

    private static CoverageEnvironment Read(string key, string? name, string? weight, IFormCollection fields) =>
        new(key, Typed.Text(name), [.. fields["platforms"].Select(Typed.Text).Where(platform => platform.Length > 0).Distinct()], Typed.Number("The weight", weight, otherwise: 1));
}
