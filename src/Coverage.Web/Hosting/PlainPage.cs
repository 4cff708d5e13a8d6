using System.Text;
using System.Text.Encodings.Web;

namespace Coverage.Web.Hosting;

/// <summary>A small page that needs no component: a heading and a few paragraphs.</summary>
internal static class PlainPage
{
    /// <summary>Writes it.</summary>
    /// <param name="context">The request; the status is set already.</param>
    /// <param name="title">The heading, as text.</param>
    /// <param name="body">The rest, as HTML.</param>
    public static Task WriteAsync(HttpContext context, string title, string body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)} - Coverage</title>
            <link rel="stylesheet" href="/coverage.css">
            </head>
            <body>
            <main class="wrap">
            <h1>{Text(title)}</h1>
            {body}
            </main>
            </body>
            </html>

            """;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(page, Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>Text as HTML.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
