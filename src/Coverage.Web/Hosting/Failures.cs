using Coverage.Audit;
using Coverage.Data;
using Microsoft.AspNetCore.Diagnostics;

namespace Coverage.Web.Hosting;

/// <summary>Answers of requests that came to nothing: a page, or a problem document under <c>/api</c>. None says what went on inside.</summary>
internal static class Failures
{
    private const string HowToSignIn = "Open the link that Coverage printed when it was started, or make one with: coverage link --name NAME --role ROLE";

    /// <summary>For what threw.</summary>
    public static Task ForExceptionAsync(HttpContext context)
    {
        var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, title, text) = problem switch
        {
            NotAllowedException refusal => (StatusCodes.Status403Forbidden, "This is not yours to do", refusal.Message),
            BadHttpRequestException bad => Describe(bad.StatusCode),
            DatabaseException => (StatusCodes.Status503ServiceUnavailable, "The data cannot be reached right now", "Try again in a moment. The log of the app says why."),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong here", "It is not your fault, and nothing has been half changed. The log of the app says what it was."),
        };
        context.Response.StatusCode = status;
        if (status < StatusCodes.Status500InternalServerError) return WriteAsync(context, title, text, null);

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Failures));
        HostingLog.RequestFailed(logger, problem, context.TraceIdentifier, context.Request.Method, context.Request.Path.ToUriComponent());
        return WriteAsync(context, title, text, context.TraceIdentifier);
    }

    /// <summary>For an empty answer with a status that says that it failed.</summary>
    public static Task ForStatusAsync(HttpContext context)
    {
        var (_, title, text) = Describe(context.Response.StatusCode);
        return WriteAsync(context, title, text, null);
    }

    private static (int Status, string Title, string Text) Describe(int status) => status switch
    {
        400 => (status, "The request cannot be read", "If it came from a form: the page was open for too long, or in another session; open it again and repeat what you did. Or a field holds more than a form takes, 1 MB of text in one field; longer texts belong into a file."),
        401 => (status, "Sign in to do this", HowToSignIn),
        403 => (status, "Your role does not allow this", "Ask an administrator for a link with a higher role."),
        404 => (status, "There is nothing here", "The address is wrong, or what it showed is gone."),
        405 => (status, "This address does not take that", "The address is right, the method is not."),
        413 => (status, "This is too large", "Send less at once."),
        429 => (status, "Too many attempts", "Wait a minute and try again."),
        503 => (status, "Busy", "Try again in a minute."),
        _ => (status, "This did not work", $"Status {status}."),
    };

    private static Task WriteAsync(HttpContext context, string title, string text, string? id)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            var extensions = id is null ? null : new Dictionary<string, object?> { ["id"] = id };
            return TypedResults.Problem(text, null, context.Response.StatusCode, title, null, extensions).ExecuteAsync(context);
        }

        var reference = id is null ? "" : $"""<p class="muted">Reference: <code>{PlainPage.Text(id)}</code></p>""";
        return PlainPage.WriteAsync(context, title, $"""<p>{PlainPage.Text(text)}</p>{reference}<p><a href="/">To the overview</a></p>""");
    }
}
