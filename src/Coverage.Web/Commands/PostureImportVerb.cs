using System.CommandLine;
using Coverage.Exchange.Importing;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage posture import</c>: what other products say of what the organisation has.</summary>
internal static class PostureImportVerb
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Files, folders or archives; together they are one step.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Format = Among("--format", "The format, where its content does not show it.", [.. PostureFormats.All.Select(format => format.Name)]);
    private static readonly Option<string?> InEnvironment = new("--env") { Description = "The environment that it is recorded in (may be left out if there is only one).", HelpName = "KEY" };
    private static readonly Option<string[]> Map = new("--map") { Description = $"A column of a CSV and the field that it holds: {string.Join(", ", ImportOptions.Fields)}.", HelpName = "COLUMN=FIELD" };
    private static readonly Option<string> Unknown = LinksVerb.Choice("--unknown", "What becomes of rules that are found nowhere: skip (default), or own rules with the techniques that they name.", required: false, "skip", "own");
    private static readonly Option<string> Content = LinksVerb.Choice("--content", "With which content deployed rules run where neither the file nor what is recorded says so: published (default), as their source publishes them now; or unknown, and no change upstream is asked about.", required: false, "published", "unknown");
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tells what would be recorded, and records nothing." };

    public static Command Create()
    {
        var command = new Command("import", "Records what other products say: lists of rules, own Sigma rules, exports of Elastic Security, Microsoft Sentinel and Splunk, CSV, Navigator layers, logs of Invoke-Atomic and ATTiRe; and what 'coverage posture export' wrote. The same file twice changes nothing.\n\nExample: coverage posture import rules.ndjson --unknown own --dry-run\nExample: coverage posture import rules.csv --map \"Detection=title\" --map \"Live=state\"\nExample: coverage posture import posture.json")
        {
            Files, Format, InEnvironment, Map, Unknown, Content, DryRun,
        };
        command.Does((context, cancellationToken) => Task.FromResult(Run(context, cancellationToken)));
        return command;
    }

    /// <summary>That there is no such environment, and which there are.</summary>
    public static CommandFailure NoEnvironment(string key, PostureView view) => new($"There is no environment '{key}'. The environments are {string.Join(", ", view.Posture.Environments.Keys)}.");

    private static Option<string?> Among(string name, string description, string[] words)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', words) };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    private static int Run(CommandContext context, CancellationToken cancellationToken)
    {
        var options = Options(context);
        var importer = context.Get<PostureImporter>();
        _ = context.Parsed.GetValue(InEnvironment) is null ? "" : Environment(context, true);
        var reading = importer.Read(ImportInputs.At(context.Parsed.GetValue(Files)!, options.Limits, cancellationToken), options, cancellationToken);
        var choices = new ImportChoices(Environment(context, reading.NeedsEnvironment))
        {
            Unknown = context.Parsed.GetValue(Unknown) == "own" ? Leftover.Own : Leftover.Skip,
            Content = context.Parsed.GetValue(Content) == "unknown" ? UnstatedContent.NotKnown : UnstatedContent.Published,
        };
        var (preview, step) = context.Parsed.GetValue(DryRun) ? (importer.Preview(reading, choices), null) : importer.Record(CommandContext.Operator, reading, choices);
        foreach (var remark in preview.Rejected.Concat(preview.Remarks)) CommandContext.Error.WriteLine($"{(remark.Place.File.Length > 0 ? remark.Place + ": " : "")}{remark.Text}");
        if (context.Json) CommandContext.Output(null, stream => ImportPreviewText.WriteJson(stream, reading, preview, step));
        else CommandContext.OutputText(null, writer => ImportPreviewText.Write(writer, reading, preview));
        context.Note(Said(context, preview, step));
        return ExitCodes.Done;
    }

    private static string Said(CommandContext context, ImportPreview preview, RecordedStep? step) =>
        step is not null ? $"Recorded as step {step.EditId}: {step.Entries.Count} entries."
        : preview.Step.Edits.Count == 0 ? "There was nothing to change."
        : context.Parsed.GetValue(DryRun) ? $"Nothing was recorded; without --dry-run it would be: {preview.Step.Title}." : "";

    private static ImportOptions Options(CommandContext context)
    {
        try
        {
            return ImportOptions.Mapped(context.Parsed.GetValue(Map) ?? [], context.Parsed.GetValue(Format));
        }
        catch (FormatException problem)
        {
            throw new CommandFailure(problem.Message);
        }
    }

    private static string Environment(CommandContext context, bool needed)
    {
        var view = context.Get<PostureViews>().Current;
        var keys = view.Posture.Environments.Keys.ToList();
        if (context.Parsed.GetValue(InEnvironment) is { } key) return keys.Contains(key) ? key : throw NoEnvironment(key, view);
        return keys.Count == 1 || !needed ? keys[0] : throw new CommandFailure($"Say in which environment: --env {string.Join('|', keys)}");
    }
}
