using System.Globalization;
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
        endpoints.MapPost(Remove, (HttpContext context, IFormCollection form, ExampleOrganisation example, CurrentPerson person) => DoAsync(context, person, who => example.Remove(who, int.TryParse(form["foreign"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0))).RequireAuthorization(Policies.Engineer);
    }

    private static Task DoAsync(HttpContext context, CurrentPerson person, Func<Person, RecordedStep> act) => PostureForm.DoAsync(context, person, "/", who =>
    {
        act(who);
        return Task.FromResult("/");
    });
}
