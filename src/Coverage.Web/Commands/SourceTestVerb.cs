using System.CommandLine;
using Coverage.Catalog;
using Coverage.Sources.GitHub;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary><c>coverage sources test</c>: says exactly what is right and what is wrong with the place of a source.</summary>
internal static class SourceTestVerb
{
    public static Command Create(Argument<string> name)
    {
        var command = new Command("test", "Tests the connection of a source, and says exactly what is wrong with it (exit code 4).\n\nExample: coverage sources test our-rules") { name };
        command.Does(async (context, cancellationToken) =>
        {
            var source = context.Parsed.GetValue(name)!;
            var settings = context.Get<SourceSettings>().Find(source) ?? throw new CommandFailure($"There is no source '{source}'. See 'coverage sources list'.");
            var findings = await context.Get<Feeds>().TestAsync(settings, null, cancellationToken).ConfigureAwait(false);
            Print(context, findings);
            return findings.Any(finding => finding.Outcome == ProbeOutcome.Wrong) ? ExitCodes.KeptOld : ExitCodes.Done;
        });
        return command;
    }

    private static void Print(CommandContext context, IReadOnlyList<ProbeFinding> findings)
    {
        if (!context.Json)
        {
            foreach (var finding in findings) Console.Out.WriteLine($"{finding.Outcome.ToString().ToLowerInvariant()}: {finding.Message}");
            return;
        }

        CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
        {
            writer.WriteStartArray();
            foreach (var finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("outcome", finding.Outcome.ToString().ToLowerInvariant());
                writer.WriteString("message", finding.Message);
                writer.WriteString("fault", finding.Fault?.ToString() ?? "");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }));
    }
}
