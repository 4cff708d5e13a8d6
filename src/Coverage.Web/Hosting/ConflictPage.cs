using System.Globalization;
using System.Text;
using Coverage.Recording;
using Coverage.Views.History;

namespace Coverage.Web.Hosting;

/// <summary>Somebody else changed the same meanwhile: what is recorded now beside what was sent, and a choice between them.</summary>
internal static class ConflictPage
{
    private const int Most = 8;

    /// <summary>What the field is called that says what was seen; a run's outcome is called <c>seen</c> too, in forms that have the first.</summary>
    private static readonly string[] SeenFields = ["edit", "seen"];

    /// <summary>Writes it. What was sent can be sent again, as of who has seen what is recorded now: a third change is asked about again.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The refusal.</param>
    /// <param name="back">Where what is recorded now can be seen.</param>
    /// <param name="preview">Where what was sent can be looked at anew; null if it can be sent as it is.</param>
    public static Task WriteAsync(HttpContext context, PostureRefusedException problem, string back, string? preview)
    {
        var conflict = problem.Conflict!;
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        var mine = preview is null ? Again(context.Request, conflict.Seen) : $"""<a class="btn" id="mine" href="{PlainPage.Text(preview)}">Preview mine against it</a>""";
        return PlainPage.WriteAsync(context, "This was not recorded", $"""
            <p id="problem">{PlainPage.Text(problem.Message)}</p>
            <div id="choices">
            {string.Concat(conflict.Lines.Take(Most).Select(Line))}
            {(conflict.Lines.Count > Most ? $"<p class=\"muted\">And {(conflict.Lines.Count - Most).ToString("N0", CultureInfo.InvariantCulture)} more.</p>" : "")}
            <div class="row" style="margin-top:14px"><a class="btn" id="theirs" href="{PlainPage.Text(back)}">Keep what is recorded</a>{mine}</div>
            </div>
            """);
    }

    private static string Line(EntryLine line) =>
        $"""<p style="margin-top:12px"><b>{PlainPage.Text(line.Subject)}</b>{(line.Environment.Length > 0 ? $" <span class=\"muted\">{PlainPage.Text(line.Environment)}</span>" : "")}</p><dl class="facts"><dt>Recorded</dt><dd>{Said(line.Before)}</dd><dt>Mine</dt><dd>{Said(line.After)}</dd></dl>""";

    private static string Said(string text) => text.Length > 0 ? PlainPage.Text(text) : "nothing";

    /// <summary>The same form once more, with what is recorded now as what was seen. Without a field that says so it cannot be sent again.</summary>
    private static string Again(HttpRequest request, long seen)
    {
        var form = request.Form;
        if (SeenFields.FirstOrDefault(form.ContainsKey) is not { } field || form.Files.Count > 0) return "";
        var fields = new StringBuilder();
        foreach (var (name, values) in form)
        {
            if (name == field) Hidden(name, seen.ToString(CultureInfo.InvariantCulture));
            else foreach (var value in values) Hidden(name, value ?? "");
        }

        return $"""<form method="post" action="{PlainPage.Text(request.PathBase + request.Path + request.QueryString)}" data-act>{fields}<button class="btn go" id="mine">Record mine over it</button></form>""";

        void Hidden(string name, string value) => fields.Append(CultureInfo.InvariantCulture, $"""<input type="hidden" name="{PlainPage.Text(name)}" value="{PlainPage.Text(value)}">""");
    }
}
