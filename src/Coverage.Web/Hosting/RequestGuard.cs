using System.Net.Mime;

namespace Coverage.Web.Hosting;

/// <summary>
/// Refuses requests that another site made a browser send. By its name: a name that somebody else's DNS points at this
/// machine is none of ours (DNS rebinding). By its origin: what could change something, and every WebSocket, has to come
/// from our own pages.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, Listening listening)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!listening.Serves(context.Request.Host, context.Connection.LocalPort))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "This host name is not served here. Open the address that Coverage printed when it was started, such as http://127.0.0.1:5080.");
        }

        return IsSafe(context.Request) || IsOwn(context.Request)
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, "This request came from another site, and was refused.");
    }

    private static bool IsSafe(HttpRequest request)
    {
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Upgrade.Count == 0;
    }

    /// <summary>Browsers say where a request comes from by two headers; who sends neither is none that a site could misuse.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none")) return false;

        // With Referrer-Policy: no-referrer a form is sent with the origin "null", also to where it came from.
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (origin == "null" && site == "same-origin")
            || origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
