using System.CommandLine;
using System.Globalization;
using Coverage.Exchange.Evidence;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage posture result</c>, <c>except</c>, <c>note</c> and <c>undo</c>.</summary>
internal static class PostureStatementVerbs
{
    private static readonly Argument<string> Test = new("TEST") { Description = "The test (GUID, or \"T1059.001 #3\"), or the identifier of a pending result, which it decides." };
    private static readonly Option<string> Outcome = LinksVerb.Choice("--outcome", "What became of it.", required: true, [.. ResultSteps.Words]);
    private static readonly Option<string?> Host = new("--host") { Description = "The host that it ran on.", HelpName = "NAME" };
    private static readonly Option<string?> RunBy = new("--by") { Description = "Who ran it (default: who records it).", HelpName = "PERSON" };
    private static readonly Option<string?> Time = new("--time") { Description = "When it ran, UTC (default: now).", HelpName = "TIME" };
    private static readonly Option<string?> RunNote = new("--note") { Description = "A note on the run.", HelpName = "TEXT" };
    private static readonly Option<string?> Named = new("--named") { Description = "What alerted, or stopped it: a rule or control in place there, by identifier or title.", HelpName = "ITEM" };
    private static readonly Argument<string[]> Techniques = new("TECHNIQUE") { Description = "Techniques, such as T1059.001.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Everywhere = new("--env") { Description = "Only in this environment (default: in every one).", HelpName = "KEY" };
    private static readonly Option<string?> Kind = new("--kind") { Description = "What it is.", HelpName = "out-of-scope|risk-accepted" };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Who answers for it.", HelpName = "NAME" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why.", HelpName = "TEXT" };
    private static readonly Option<DateOnly?> Until = new("--until") { Description = "The last day on which it holds.", HelpName = "DAY" };
    private static readonly Option<bool> Withdraw = new("--withdraw") { Description = "Withdraws it instead." };
    private static readonly Argument<string> Subject = new("TECHNIQUE") { Description = "What the note is about; with --withdraw the note's identifier, as 'coverage posture export' has it." };
    private static readonly Argument<string?> Text = new("TEXT") { Description = "The note.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string[]> Tag = new("--tag") { Description = "Tags.", HelpName = "TAG", AllowMultipleArgumentsPerToken = true };
    private static readonly Argument<long?> Number = new("STEP") { Description = "The step's number (default: your last one).", Arity = ArgumentArity.ZeroOrOne };

    public static Command Result() => StepOptions.Verb("result", "Records what became of a test, or decides a result that is pending.\n\nExample: coverage posture result \"T1059.001 #3\" --outcome alerted --host WS-1 --time \"2026-08-31 14:05\"", Ran, Test, StepOptions.Environment, Outcome, Named, Host, RunBy, Time, RunNote);

    public static Command Except() => StepOptions.Verb("except", "Leaves techniques out of scope, or accepts their risk: with an owner, a reason and a last day.\n\nExample: coverage posture except T1200 --kind out-of-scope --owner ada --reason \"no such hardware\" --until 2027-01-31\nExample: coverage posture except T1200 --withdraw", Excepted, Techniques, Everywhere, Kind, Owner, Reason, Until, Withdraw);

    public static Command Note() => StepOptions.Verb("note", "Writes a note on a technique, or withdraws one.\n\nExample: coverage posture note T1059.001 \"Ask the SOC\" --owner ada --tag soc", Noted, Subject, Text, Owner, Tag, Withdraw);

    public static Command Undo()
    {
        var command = new Command("undo", "Takes a step back as a whole, if nothing that it changed was changed since; as a step of its own.\n\nExample: coverage posture undo\nExample: coverage posture undo 12") { Number };
        command.Does(context =>
        {
            var recorder = context.Get<PostureRecorder>();
            var step = context.Parsed.GetValue(Number) ?? recorder.LastOf(CommandContext.Operator.Name)?.Id ?? throw new CommandFailure($"{CommandContext.Operator.Name} has recorded no step that could be taken back. Give a step's number.");
            StepOptions.Say(context, $"Step {step} taken back", recorder.Undo(CommandContext.Operator, step));
            return ExitCodes.Done;
        });
        return command;
    }

    private static PostureStep Ran(CommandContext context, PostureView view)
    {
        var (test, outcome, environment) = (context.Parsed.GetValue(Test)!, context.Parsed.GetValue(Outcome), StepOptions.EnvironmentOf(context, view));
        var named = context.Parsed.GetValue(Named);
        var inside = view.Posture.Environments[environment];
        if (inside.Results.TryGetValue(test, out var pending)) return ResultSteps.Decided(view, environment, test, outcome, CommandContext.Operator, named is null ? null : NamedChoices.ValueOf(view, inside, ResultSteps.Find(view, pending.Test.Id) ?? throw new CommandFailure("The test of this result has gone from the catalogue: nothing can be named for it. Leave --named away."), named));
        var found = ResultSteps.Find(view, test) ?? throw new CommandFailure($"There is no test '{test}', nor a result of that identifier. Give the test's GUID, or its technique and number: \"T1059.001 #3\".");
        var time = StepOptions.Now(context);
        if (context.Parsed.GetValue(Time) is { } text && !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)) throw new CommandFailure($"'{text}' is no time. Write it in UTC: 2026-08-31 14:05.");
        return ResultSteps.Recorded(view, environment, new TestResult("", new ItemKey(found.Source, found.ExternalId), time, ResultState.Pending, Host: context.Parsed.GetValue(Host)?.Trim() ?? "", By: context.Parsed.GetValue(RunBy)?.Trim() is { Length: > 0 } by ? by : CommandContext.Operator.Name, Note: context.Parsed.GetValue(RunNote)?.Trim() ?? ""), outcome, NamedChoices.ValueOf(view, inside, found, named));
    }

    private static PostureStep Excepted(CommandContext context, PostureView view)
    {
        var environment = context.Parsed.GetValue(Everywhere) ?? "";
        if (environment.Length > 0 && !view.Posture.Environments.ContainsKey(environment)) throw PostureImportVerb.NoEnvironment(environment, view);
        List<string> techniques = [.. context.Parsed.GetValue(Techniques)!.Select(id => view.Catalogue.Find(id)?.Id ?? throw new CommandFailure($"There is no technique '{id}'. Write it as T1219 or T1219.001."))];
        if (context.Parsed.GetValue(Withdraw)) return StatementSteps.ExceptionsWithdrawn(view, techniques, environment);
        var kind = context.Parsed.GetValue(Kind) switch { "out-of-scope" => ExceptionKind.OutOfScope, "risk-accepted" => ExceptionKind.RiskAccepted, _ => throw new CommandFailure("Say which: --kind out-of-scope or --kind risk-accepted.") };
        return StatementSteps.Excepted(view, techniques, environment, kind, context.Parsed.GetValue(Owner)?.Trim() ?? "", context.Parsed.GetValue(Reason)?.Trim() ?? "", context.Parsed.GetValue(Until));
    }

    private static PostureStep Noted(CommandContext context, PostureView view)
    {
        var (subject, text) = (context.Parsed.GetValue(Subject)!, context.Parsed.GetValue(Text));
        if (context.Parsed.GetValue(Withdraw)) return view.Posture.Notes.TryGetValue(subject, out var note) ? StatementSteps.NoteWithdrawn(view, note.Id, note.Subject) : throw new CommandFailure($"There is no note '{subject}'.");
        if (string.IsNullOrWhiteSpace(text)) throw new CommandFailure("Say what the note says: coverage posture note TECHNIQUE TEXT");
        return StatementSteps.Noted(view, view.Catalogue.Find(subject)?.Id ?? throw new CommandFailure($"There is no technique '{subject}'. Write it as T1219 or T1219.001."), text.Trim(), context.Parsed.GetValue(Owner)?.Trim() ?? "", string.Join(' ', context.Parsed.GetValue(Tag) ?? []));
    }
}
