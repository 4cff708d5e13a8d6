using Coverage.Audit;
using Coverage.Web.Hosting;

namespace Coverage.Web.Features.Results;

/// <summary>Carries out a form of the results, and leads on or says why not.</summary>
internal static class ResultActs
{
    public static Task DoAsync(HttpContext context, CurrentPerson person, Func<Person, Task<string>> act) => PostureForm.DoAsync(context, person, "/results", act);

    /// <summary>Where to go on: only within the results.</summary>
    public static string Back(string? back) => PostureForm.LocalPath(back) is { } path && (path == "/results" || path.StartsWith("/results?", StringComparison.Ordinal) || path.StartsWith("/results/", StringComparison.Ordinal)) ? path : "/results";
}
