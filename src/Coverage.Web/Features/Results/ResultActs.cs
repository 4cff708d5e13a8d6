using Coverage.Audit;
using Coverage.Data;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Results;

/// <summary>Carries out a form of the results, and leads on or says why not.</summary>
internal static class ResultActs
{
    public static async Task DoAsync(HttpContext context, CurrentPerson person, Func<Person, Task<string>> act)
    {
        try
        {
            var who = await person.GetAsync() ?? throw new SourceRefusedException("You are no longer signed in. Sign in by a new link.");
            var next = await act(who);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = next;
        }
        catch (Exception problem) when (problem is SourceRefusedException or PostureRefusedException or NotAllowedException or DatabaseException)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await PlainPage.WriteAsync(context, "This did not work", $"""<p id="problem">{PlainPage.Text(problem.Message)}</p><p><a href="/results">Back to the results</a></p>""");
        }
    }

    /// <summary>Where to go on: only within the results.</summary>
    public static string Back(string? back) => back is not null && (back == "/results" || back.StartsWith("/results?", StringComparison.Ordinal) || back.StartsWith("/results/", StringComparison.Ordinal)) ? back : "/results";
}
