using System.Globalization;
using Coverage.Catalog;
using Coverage.Views.Scores;
using Coverage.Views.Upstream;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary>The tests to run again, as <c>/results?list=again</c> lists them.</summary>
internal static class RetestLines
{
    /// <summary>Writes those of an environment, or of all, one a line or as JSON.</summary>
    public static int Write(CommandContext context, PostureView view, string? environment)
    {
        List<Retest> tests = [.. context.Get<RetestQueue>().Of(view).Where(test => environment is null || test.Environment.Key == environment)];
        if (context.Json) CommandContext.Output(null, stream => WriteJson(stream, view, tests));
        else CommandContext.OutputText(null, writer => tests.ForEach(test => writer.WriteLine(Line(view, test))));
        if (tests.Count == 0) context.Note("No test has to run again.");
        return ExitCodes.Done;
    }

    private static string Line(PostureView view, Retest test) => string.Join(
        '\t', test.Environment.Key, test.Test?.Technique ?? "", test.Test?.Title ?? test.Proof.Test.Id, view.TitleOf(test.Rule), RetestWords.Of(test.Cause), test.ChangedAt is { } at ? Day(at) : "", $"proved {Day(test.Proof.Time)} by {test.Proof.Id}");

    private static void WriteJson(Stream stream, PostureView view, List<Retest> tests) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartArray();
        foreach (var test in tests)
        {
            writer.WriteStartObject();
            writer.WriteString("environment", test.Environment.Key);
            writer.WriteString("technique", test.Test?.Technique ?? "");
            writer.WriteString("test", test.Proof.Test.Id);
            writer.WriteString("title", test.Test?.Title ?? "");
            writer.WriteString("rule", test.Rule.ToString());
            writer.WriteString("rule_title", view.TitleOf(test.Rule));
            writer.WriteString("cause", test.Cause == RetestCause.ChangedUpstream ? "changed upstream" : "new content");
            if (test.ChangedAt is { } at) writer.WriteString("changed", at);
            else writer.WriteNull("changed");
            writer.WriteString("since_result", test.Proof.Id);
            writer.WriteString("since", test.Proof.Time);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
