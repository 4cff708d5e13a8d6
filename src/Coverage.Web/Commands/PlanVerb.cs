using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Recording;
using Coverage.Views.Planning;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage plan</c>: what to do next for an effort.</summary>
internal static class PlanVerb
{
    private static readonly Option<int> Actions = new("--actions") { Description = $"At most so many actions (default: {PlanRequest.UsualActions}).", HelpName = "N", DefaultValueFactory = _ => PlanRequest.UsualActions };
    private static readonly Option<double?> Budget = new("--budget") { Description = "At most so many points of effort together.", HelpName = "B" };
    private static readonly Option<double?> RunTest = Effort("--run-test", "running a test");
    private static readonly Option<double?> Deploy = Effort("--deploy", "deploying a rule");
    private static readonly Option<double?> Collect = Effort("--collect", "collecting a log source");
    private static readonly Option<double?> Implement = Effort("--implement", "implementing a control");
    private static readonly Option<string?> Profile = GapsVerb.ProfileOption();
    private static readonly Argument<string[]> Items = new("ITEM") { Description = "Items or log sources of the plan.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> All = new("--all") { Description = "All its actions; its tests are taken by name." };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Who does it.", HelpName = "NAME" };
    private static readonly Option<DateOnly?> Due = new("--due") { Description = "Until which day.", HelpName = "DAY" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "As CSV." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("plan", "Suggests what closes the most of the gaps for the least effort, and apart from it which tests are worth running.\n\nExample: coverage plan --actions 20 --budget 40") { Actions, Budget, RunTest, Deploy, Collect, Implement, Profile, Csv, Output, Accept() };
        command.Does(Run);
        return command;
    }

    private static Option<double?> Effort(string name, string what) => new(name) { Description = $"Points of effort for {what} (default: the scoring model's).", HelpName = "POINTS" };

    private static Command Accept() => StepOptions.Verb(
        "accept", "Takes actions of the plan into the work list: those named, by the item or log source that 'coverage plan --csv' gives, or all.\n\nExample: coverage plan accept --all --actions 5 --owner ada --due 2026-12-24",
        (context, view) =>
        {
            var plan = PlanView.Of(GapsVerb.By(view, context.Parsed.GetValue(Profile)), Request(context));
            var (wanted, all) = (context.Parsed.GetValue(Items) ?? [], context.Parsed.GetValue(All));
            if (wanted.Length > 0 == all) throw new CommandFailure("Say which: items of the plan, or --all.");
            var unknown = wanted.Where(item => !plan.Actions.Concat(plan.Tests).Any(line => Named(line, item))).ToList();
            if (unknown.Count > 0) throw new CommandFailure($"The plan has no {string.Join(", ", unknown)}. 'coverage plan --csv' lists its items.");
            var taken = (all ? plan.Actions : plan.Actions.Concat(plan.Tests).Where(line => wanted.Any(item => Named(line, item)))).Where(line => line.OnList is null).ToList();
            return WorkSteps.Taken(taken, "", context.Parsed.GetValue(Owner)?.Trim() ?? "", context.Parsed.GetValue(Due));
        },
        Items, All, Actions, Budget, RunTest, Deploy, Collect, Implement, Profile, Owner, Due);

    private static bool Named(PlanLine line, string item) => line.Subject?.ToString() == item || line.LogSource?.ToString() == item;

    private static PlanRequest Request(CommandContext context)
    {
        var request = new PlanRequest(context.Parsed.GetValue(Actions), context.Parsed.GetValue(Budget))
        {
            RunTest = context.Parsed.GetValue(RunTest),
            Deploy = context.Parsed.GetValue(Deploy),
            Collect = context.Parsed.GetValue(Collect),
            Implement = context.Parsed.GetValue(Implement),
        };
        if (!request.IsValid) throw new CommandFailure($"--actions takes 1 to {PlanRequest.MostActions}; budget and efforts are numbers above 0.");
        return request;
    }

    private static int Run(CommandContext context)
    {
        var request = Request(context);
        var plan = PlanView.Of(GapsVerb.ViewBy(context, context.Parsed.GetValue(Profile)), request);
        var file = context.Parsed.GetValue(Output);
        if (context.Parsed.GetValue(Csv)) CommandContext.OutputText(file, writer => PlanFile.WriteCsv(writer, plan));
        else if (context.Json) CommandContext.Output(file, stream => PlanFile.WriteJson(stream, plan));
        else CommandContext.OutputText(file, writer => Write(writer, plan));
        return ExitCodes.Done;
    }

    private static void Write(TextWriter writer, PlanView plan)
    {
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Words.Plain(plan.Actions.Count, "action")}, {plan.Gain:0.0} weighted points for {plan.Effort:0.##} points of effort; a suggestion, not claimed to be the best"));
        foreach (var line in plan.Actions) writer.WriteLine(Line(line));
        writer.WriteLine($"{Words.Plain(plan.Tests.Count, "test")} worth running, by the weighted points that rest on claims; no gain is promised");
        foreach (var line in plan.Tests) writer.WriteLine(Line(line));
    }

    private static string Line(PlanLine line) => string.Create(CultureInfo.InvariantCulture, $"{line.Gain,8:0.0}  {line.Effort,6:0.##}  {line.Environment}: {line.Title}{(line.OnList is null ? "" : " (in the work list)")}");
}
