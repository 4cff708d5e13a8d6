using System.CommandLine;
using System.Globalization;
using Coverage.Catalog;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary>What the verbs that record one step have in common: where, why, whether only to look, and what they say of it.</summary>
internal static class StepOptions
{
    public static readonly Option<string?> Environment = new("--env") { Description = "The environment (may be left out if there is only one).", HelpName = "KEY" };
    private static readonly Option<string?> Why = new("--why") { Description = "A reason, kept with the step.", HelpName = "TEXT" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tells what would be recorded and what that does to the scores, and records nothing." };

    /// <summary>A verb that records a step, with its arguments and options.</summary>
    public static Command Verb(string name, string says, Func<CommandContext, PostureView, PostureStep> step, params Symbol[] parts)
    {
        var command = new Command(name, says);
        foreach (var part in parts.Concat([Why, DryRun]))
        {
            if (part is Argument argument) command.Add(argument);
            else if (part is Option option) command.Add(option);
        }

        command.Does(context =>
        {
            var wanted = step(context, context.Get<PostureViews>().Current);
            wanted = wanted with { Reason = context.Parsed.GetValue(Why) ?? wanted.Reason };
            var recorder = context.Get<PostureRecorder>();
            Say(context, wanted.Title, context.Parsed.GetValue(DryRun) ? recorder.Preview(wanted) : recorder.Record(CommandContext.Operator, wanted));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Says what was recorded, or would be.</summary>
    public static void Say(CommandContext context, string title, RecordedStep step)
    {
        var (before, after) = (step.Before.Totals, step.After.Totals);
        if (context.Json)
        {
            CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("step", step.EditId);
                writer.WriteString("title", title);
                writer.WriteNumber("entries", step.Entries.Count);
                foreach (var (name, value) in new[] { ("coverage_before", before.Overall), ("coverage_after", after.Overall), ("gap_before", before.Gap), ("gap_after", after.Gap) })
                {
                    if (value is { } known) writer.WriteNumber(name, Math.Round(known, 6));
                    else writer.WriteNull(name);
                }

                writer.WriteEndObject();
            }));
        }

        if (step.Entries.Count == 0) context.Note($"{title}: there is nothing to change.");
        else context.Note(string.Create(CultureInfo.InvariantCulture, $"{title}: {Components.Words.Plain(step.Entries.Count, "entry", "entries")} {(step.EditId > 0 ? $"recorded as step {step.EditId}" : "would change, nothing was recorded")}; Coverage {before.Overall ?? 0:0.0} to {after.Overall ?? 0:0.0}."));
    }

    /// <summary>The environment that is meant.</summary>
    public static string EnvironmentOf(CommandContext context, PostureView view)
    {
        var keys = view.Posture.Environments.Keys.ToList();
        if (context.Parsed.GetValue(Environment) is { } key) return keys.Contains(key) ? key : throw PostureImportVerb.NoEnvironment(key, view);
        return keys.Count == 1 ? keys[0] : throw new CommandFailure($"Say in which environment: --env {string.Join('|', keys)}");
    }

    /// <summary>The time, UTC.</summary>
    public static DateTime Now(CommandContext context) => context.Get<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>A state by its word; null for <c>none</c>.</summary>
    public static T? State<T>(string word)
        where T : struct, Enum => word == "none" ? null : Enum.Parse<T>(word, ignoreCase: true);

    /// <summary>The words of states, <c>none</c> the last.</summary>
    public static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant()), "none"];
}
