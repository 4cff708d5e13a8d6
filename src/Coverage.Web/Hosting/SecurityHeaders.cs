using Coverage.Web.Components;

namespace Coverage.Web.Hosting;

/// <summary>The headers that every answer has, errors and assets included.</summary>
internal static class SecurityHeaders
{
    /// <summary>Everything from here, nothing from elsewhere. Styles in attributes are allowed, since MudBlazor and the charts set them.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; manifest-src 'self'";

    private const string Permissions = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // As the answer begins: an error page clears what was set before, and these come last, over what the framework set.
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = ReferrerPolicy(context.Request.Host.Host);
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers.CacheControl = Caching(context);
        headers.Remove("Pragma");
        return Task.CompletedTask;
    }

    /// <summary>
    /// With no-referrer a form is sent with the origin "null", and only Sec-Fetch-Site tells it from another site's. Over
    /// http, browsers send that to the loopback's own names only; for others the origin has to be kept.
    /// </summary>
    private static string ReferrerPolicy(string host)
    {
        return host is "127.0.0.1" or "localhost" or "[::1]" or "" || host.EndsWith(".localhost", StringComparison.Ordinal) ? "no-referrer" : "same-origin";
    }

    /// <summary>
    /// Pages are asked for again each time, and kept for going back. Antiforgery would forbid that ("no-cache, no-store")
    /// for fear of shared caches, which "private" keeps out.
    /// </summary>
    private static string Caching(HttpContext context)
    {
        if (IsForEver(context)) return "max-age=31536000, immutable";
        var own = context.Response.Headers.CacheControl.ToString();
        if (own.Length > 0 && own != "no-cache, no-store") return own;
        return context.User.Identity?.IsAuthenticated == true ? "private, no-cache" : "no-cache";
    }

    /// <summary>
    /// A style sheet names fonts by the hash that is in their file's name, not by the fingerprinted address, and pages name
    /// a package's files by its build, so that these are for ever, too.
    /// </summary>
    private static bool IsForEver(HttpContext context)
    {
        return context.Response.StatusCode < StatusCodes.Status400BadRequest
            && (context.Request.Path.Value is ("/" + FontFiles.Sans) or ("/" + FontFiles.Mono) || PackageFiles.IsForEver(context.Request));
    }
}
