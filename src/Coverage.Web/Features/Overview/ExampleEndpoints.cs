using Coverage.Audit;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Overview;

/// <summary>Loads and removes the example organisation.</summary>
internal static class ExampleEndpoints
{
    public const string Load = "/example/load";

    public const string Remove = "/example/remove";

    /// <summary>Maps them. The form is asked for, empty as it is, for then its antiforgery token is checked.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Load, (HttpContext context, IFormCollection form, ExampleOrganisation example, CurrentPerson person) => DoAsync(context, person, example.Load)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Remove, (HttpContext context, IFormCollection form, ExampleOrganisation example, CurrentPerson person) => DoAsync(context, person, example.Remove)).RequireAuthorization(Policies.Engineer);
    }

    private static async Task DoAsync(HttpContext context, CurrentPerson person, Func<Person, RecordedStep> act)
    {
        try
        {
            if (await person.GetAsync() is not { } who) throw new PostureRefusedException(["You are no longer signed in. Sign in by a new link."]);
            act(who);
            context.Response.Headers.Location = "/";
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
        catch (Exception problem) when (problem is PostureRefusedException or NotAllowedException or DatabaseException)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await PlainPage.WriteAsync(context, "This was not recorded", $"""<p id="problem">{PlainPage.Text(problem.Message)}</p><p><a href="/">Back</a></p>""");
        }
    }
}
