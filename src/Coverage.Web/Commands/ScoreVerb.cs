using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Scoring;
using Coverage.Scoring.Tracing;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage score</c>: the headline, or one technique, with the arithmetic.</summary>
internal static class ScoreVerb
{
    private static readonly Argument<string?> Technique = new("technique") { Description = "A technique, such as T1003.001; without one the numbers of the whole.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Explain = new("--explain") { Description = "With every step of the arithmetic." };
    private static readonly Option<string?> Profile = GapsVerb.ProfileOption();

    public static Command Create()
    {
        var command = new Command("score", "Says how far techniques are covered: available, deployed, validated, and Coverage.\n\nExample: coverage score T1003.001 --explain") { Technique, Explain, Profile };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var view = GapsVerb.ViewBy(context, context.Parsed.GetValue(Profile));
        var explain = context.Parsed.GetValue(Explain);
        if (context.Parsed.GetValue(Technique) is not { } id) Whole(context, view, explain);
        else One(context, view, id, explain);
        return ExitCodes.Done;
    }

    private static void Whole(CommandContext context, PostureView view, bool explain)
    {
        var totals = view.Table.Totals;
        var steps = explain ? [view.Table.ExplainOverall()] : Array.Empty<TraceStep>();
        (string, double?)[] numbers =
        [
            ("available", totals.Available), ("deployed", totals.Deployed), ("validated", totals.Validated), ("overall", totals.Overall), ("detect", totals.Detect), ("prevent", totals.Prevent), ("validate", totals.Validate), ("most_that_public_content_allows", totals.Ceiling),
            ("techniques", totals.Techniques), ("not_applicable", totals.NotApplicable), ("out_of_scope", totals.OutOfScope), ("risk_accepted", totals.RiskAccepted), ("gap", totals.Gap),
        ];
        Write(context, view, [], numbers, steps);
    }

    private static void One(CommandContext context, PostureView view, string id, bool explain)
    {
        var technique = view.Catalogue.Find(id) is not null ? view.Table.Input.TechniqueOf(id) : -1;
        if (technique < 0) throw new CommandFailure($"There is no technique '{id}' that is scored. Write it as T1219 or T1219.001.");
        var score = view.Table.Technique(technique);
        var steps = explain ? Enumerable.Range(0, view.Table.Environments.Count).Select(environment => view.Table.Explain(technique, environment)).OfType<TraceStep>().Prepend(view.Table.ExplainAcross(technique)).ToArray() : [];
        (string, string)[] words = [("technique", view.Table.Input.IdOf(technique)), ("reason", score.Reason.Words()), ("next_action", score.WorstEnvironment < 0 ? "" : view.Table.Next(technique, score.WorstEnvironment).Text)];
        (string, double?)[] numbers = [("coverage", score.Coverage), ("detect", score.Detect), ("prevent", score.Prevent), ("validate", double.IsNaN(score.Validate) ? null : score.Validate), ("weight", score.Weight), ("gap", score.Gap), ("environments", score.Environments)];
        Write(context, view, words, numbers, steps);
    }

    private static void Write(CommandContext context, PostureView view, (string Name, string Value)[] words, (string Name, double? Value)[] numbers, TraceStep[] steps)
    {
        var names = new TraceNames(view);
        (string Name, string Value)[] said = [.. words, ("day", view.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("profile", view.Posture.ChosenProfile ?? "")];
        if (context.Json)
        {
            CommandContext.Output(null, stream => JsonText.Write(stream, writer => WriteJson(writer, said, numbers, steps, names)));
            return;
        }

        CommandContext.OutputText(null, writer =>
        {
            foreach (var (name, value) in said) writer.WriteLine($"{name.Replace('_', ' ')}: {(value.Length > 0 ? value : "none")}");
            foreach (var (name, value) in numbers) writer.WriteLine($"{name.Replace('_', ' ')}: {(value is { } number ? Number(number) : "none")}");
            foreach (var step in steps) WriteStep(writer, step, names, 0);
        });
    }

    private static void WriteJson(Utf8JsonWriter writer, (string Name, string Value)[] words, (string Name, double? Value)[] numbers, TraceStep[] steps, TraceNames names)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in words) writer.WriteString(name, value);
        foreach (var (name, value) in numbers)
        {
            if (value is { } number) writer.WriteNumber(name, number);
            else writer.WriteNull(name);
        }

        if (steps.Length > 0) WriteSteps(writer, "steps", steps, names);
        writer.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter writer, string name, IReadOnlyList<TraceStep> steps, TraceNames names)
    {
        writer.WriteStartArray(name);
        foreach (var step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("name", step.Name);
            writer.WriteString("says", names.Of(step.Name));
            writer.WriteString("formula", step.Formula);
            if (!double.IsNaN(step.Result)) writer.WriteNumber("result", step.Result);
            writer.WriteStartObject("inputs");
            foreach (var input in step.Inputs.DistinctBy(input => input.Name)) writer.WriteString(input.Name, Number(input.Value));
            writer.WriteEndObject();
            writer.WriteTexts("evidence", step.Evidence.Select(item => $"{item.Kind} {item.Key}: {item.Says}"));
            if (step.Steps.Count > 0) WriteSteps(writer, "steps", step.Steps, names);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStep(TextWriter writer, TraceStep step, TraceNames names, int depth)
    {
        var inputs = step.Inputs.Count > 0 ? $" [{string.Join(", ", step.Inputs.Select(input => $"{input.Name} {ScoreWords.Exact(input.Value)}"))}]" : "";
        writer.WriteLine($"{new string(' ', 2 * depth)}{names.Of(step.Name)}{(TraceNames.Result(step) is { Length: > 0 } result ? $" = {result}" : "")}: {step.Formula}{inputs}{string.Concat(step.Evidence.Select(item => $"; {TraceNames.Says(item)}"))}");
        foreach (var inner in step.Steps) WriteStep(writer, inner, names, depth + 1);
    }

    private static string Number(double value) => double.IsNaN(value) ? "none" : value.ToString("0.###", CultureInfo.InvariantCulture);
}
