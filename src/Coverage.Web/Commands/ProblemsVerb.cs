using System.CommandLine;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Views;

namespace Coverage.Web.Commands;

/// <summary><c>coverage problems</c>: every problem of the last imports, and every reference that leads nowhere.</summary>
internal static class ProblemsVerb
{
    private static readonly Option<string?> Source = new("--source") { Description = "Only those of this source.", HelpName = "NAME" };

    public static Command Create()
    {
        var command = new Command("problems", "Lists every problem of the last imports, and every reference to a retired or unknown technique.\n\nExample: coverage problems --source sigma") { Source };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var view = context.View;
        var wanted = context.Parsed.GetValue(Source);
        if (wanted is not null && view.Sources.All(source => source.Name != wanted)) throw new CommandFailure($"There is no source '{wanted}'. The sources are {string.Join(", ", view.Sources.Select(source => source.Name))}.");
        var problems = view.Sources.Where(source => wanted is null || source.Name == wanted)
            .SelectMany(source => (view.Diagnostics.GetValueOrDefault(source.Name) ?? []).Concat(ReferenceProblems.Of(view, source.Name)).Select(problem => (source.Name, problem)));
        if (context.Json)
        {
            CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
            {
                writer.WriteStartArray();
                foreach (var (source, problem) in problems) ProblemLine.Write(writer, source, problem);
                writer.WriteEndArray();
            }));
        }
        else
        {
            CommandContext.OutputText(null, writer =>
            {
                foreach (var (source, problem) in problems) writer.WriteLine(ProblemLine.Of(source, problem));
            });
        }

        return ExitCodes.Done;
    }
}

/// <summary>A problem on a line and as JSON.</summary>
internal static class ProblemLine
{
    public static string Of(string source, Diagnostic problem) => $"{source} {problem.Path}{(problem.Line > 0 ? $":{problem.Line}" : "")}: {problem.Message} {problem.Advice}";

    public static void Write(Utf8JsonWriter writer, string source, Diagnostic problem)
    {
        writer.WriteStartObject();
        writer.WriteString("source", source);
        writer.WriteString("path", problem.Path);
        if (problem.Line > 0) writer.WriteNumber("line", problem.Line);
        writer.WriteString("message", problem.Message);
        writer.WriteString("advice", problem.Advice);
        writer.WriteEndObject();
    }
}
