using Coverage.Audit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Hosting;

/// <summary>Signing in by an operator link, and out again.</summary>
internal static class SignIn
{
    public const string Path = "/sign-in";

    /// <summary>The name of the rate limit.</summary>
    public const string Limit = "sign-in";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().RequireRateLimiting(Limit);
        app.MapPost(Path, UseAsync).AllowAnonymous().RequireRateLimiting(Limit);
        app.MapPost("/sign-out", EndAsync).RequireAuthorization(Policies.Read);
    }

    /// <summary>Shows whom the link signs in. It does not use it: browsers and mail programs fetch links that nobody opened.</summary>
    private static Task ShowAsync(HttpContext context, OperatorLinks links, IAntiforgery antiforgery, [FromQuery] string? t)
    {
        if (links.Find(t) is not { } person) return VoidAsync(context);
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.CacheControl = "no-store";
        return PlainPage.WriteAsync(context, "Sign in", $"""
            <p>This link signs you in as <b>{PlainPage.Text(person.Name)}</b>, {person.Role}. It works once.</p>
            <form method="post" action="{Path}">
            <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">
            <input type="hidden" name="t" value="{PlainPage.Text(t!)}">
            <button class="btn go" autofocus>Sign in</button>
            </form>
            """);
    }

    private static async Task UseAsync(HttpContext context, OperatorLinks links, [FromForm] string? t)
    {
        if (links.Redeem(t) is not { } person)
        {
            await VoidAsync(context);
            return;
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, PersonClaims.Begin(person));
        SeeOverview(context);
    }

    /// <summary>The form is asked for, empty as it is, for then its antiforgery token is checked.</summary>
    private static async Task EndAsync(HttpContext context, EndedSessions ended, [FromForm] IFormCollection form)
    {
        ended.End(context.User);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        SeeOverview(context);
    }

    private static void SeeOverview(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
        context.Response.Headers.CacheControl = "no-store";
    }

    private static Task VoidAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.Headers.CacheControl = "no-store";
        return PlainPage.WriteAsync(context, "This link is void", """
            <p>A link works once, within 30 minutes after it was made. This one was used, is too old, or is incomplete.</p>
            <p>Make a new one on the machine that Coverage runs on:</p>
            <p><code>coverage link --name NAME --role ROLE</code></p>
            <p><a href="/">To the overview</a></p>
            """);
    }
}
