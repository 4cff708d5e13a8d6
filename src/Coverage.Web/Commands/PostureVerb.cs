using System.CommandLine;
using Coverage.Exchange;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage posture</c>: what the organisation has, in and out.</summary>
internal static class PostureVerb
{
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };
    private static readonly Option<string?> Environment = new("--env") { Description = "Only what is recorded in this environment.", HelpName = "KEY" };

    private static readonly Option<bool> Retest = new("--retest") { Description = "Instead the tests to run again, because a deployed rule that they proved has other content by now." };

    public static Command Create()
    {
        var command = new Command("posture", "What the organisation has: import, export and list it, and record what it has.\n\nExample: coverage posture import rules.ndjson --unknown own\nExample: coverage posture deploy 5f92fff9-82e2-48eb-8fc1-8b133556a551")
        {
            PostureImportVerb.Create(), Export(), List(),
            PostureStateVerbs.Deploy(), PostureStateVerbs.Implement(), PostureStateVerbs.Collect(),
            PostureStatementVerbs.Result(), PostureStatementVerbs.Except(), PostureStatementVerbs.Note(),
            PostureEnvironmentVerb.Create(), PostureStatementVerbs.Undo(),
        };
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "Writes every entry of the posture as CSV, or with --json or into a file *.json as JSON.\n\nExample: coverage posture export --json -o posture.json") { Output };
        command.Does(context =>
        {
            var posture = context.Get<PostureViews>().Current.Posture;
            var file = context.Parsed.GetValue(Output);
            if (context.Json || file?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true) CommandContext.Output(file, stream => PostureFile.WriteJson(stream, posture));
            else CommandContext.OutputText(file, writer => PostureFile.WriteCsv(writer, posture));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists deployments, implementations, results and log sources, one a line: environment, kind, state, title, key. With --retest the tests to run again: environment, technique, test, rule, what changed, when, and the result that proved it.\n\nExample: coverage posture list --env default\nExample: coverage posture list --retest") { Environment, Retest };
        command.Does(context =>
        {
            var view = context.Get<PostureViews>().Current;
            var wanted = context.Parsed.GetValue(Environment);
            if (wanted is not null && !view.Posture.Environments.ContainsKey(wanted)) throw PostureImportVerb.NoEnvironment(wanted, view);
            if (context.Parsed.GetValue(Retest)) return RetestLines.Write(context, view, wanted);
            var lines = PostureLines.Of(view, wanted).ToList();
            if (context.Json) CommandContext.Output(null, stream => PostureLines.WriteJson(stream, lines));
            else CommandContext.OutputText(null, writer => lines.ForEach(line => writer.WriteLine(line)));
            if (lines.Count == 0) context.Note("Nothing is recorded yet. Import what you have: coverage posture import FILE");
            return ExitCodes.Done;
        });
        return command;
    }
}
