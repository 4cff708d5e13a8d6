using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Scoring;
using Coverage.Views.Gaps;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage what-if</c>: the scores if some things were otherwise; nothing is recorded.</summary>
internal static class WhatIfVerb
{
    private static readonly Option<string[]> Drop = Several("--drop", "A product or place is gone, with the rules and controls that it has.", "NAME");
    private static readonly Option<string[]> Collect = Several("--collect", "A log source is collected: product/category/service.", "SOURCE");
    private static readonly Option<string[]> Uncollect = Several("--uncollect", "A log source is no longer collected.", "SOURCE");
    private static readonly Option<string[]> Deploy = Several("--deploy", "A rule is deployed: id, source:id, or whole title.", "RULE");
    private static readonly Option<string[]> DeploySet = Several("--deploy-set", "All rules that the list of rules shows by a filter: level=high&product=windows.", "FILTER");
    private static readonly Option<string[]> ImplementSet = Several("--implement-set", "All D3FEND techniques that the list of controls shows by a filter: tactic=Harden.", "FILTER");
    private static readonly Option<string[]> Undeploy = Several("--undeploy", "A rule is no longer deployed.", "RULE");
    private static readonly Option<string[]> Implement = Several("--implement", "A D3FEND technique is implemented in full.", "CONTROL");
    private static readonly Option<string[]> Unimplement = Several("--unimplement", "A D3FEND technique is no longer implemented.", "CONTROL");
    private static readonly Option<string?> Profile = GapsVerb.ProfileOption();
    private static readonly Option<bool> Csv = new("--csv") { Description = "The techniques that move, as CSV." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("what-if", "Says what the scores would be if products, log sources, rules or controls came or went; nothing is recorded.\n\nExample: coverage what-if --drop \"Example SIEM\"\nExample: coverage what-if --collect windows/process_creation --deploy 5f92fff9-82e2-48eb-8fc1-8b133556a551 --json\nExample: coverage what-if --deploy-set \"level=high&status=stable\"")
        {
            StepOptions.Environment, Drop, Collect, Uncollect, Deploy, DeploySet, Undeploy, Implement, ImplementSet, Unimplement, Profile, Csv, Output,
        };
        command.Does(Run);
        return command;
    }

    private static Option<string[]> Several(string name, string says, string what) => new(name) { Description = says, HelpName = what, AllowMultipleArgumentsPerToken = true };

    private static int Run(CommandContext context)
    {
        var view = GapsVerb.ViewBy(context, context.Parsed.GetValue(Profile));
        List<Tick> ticks = [.. Ticks(context, view).Distinct()];
        if (ticks.Count is 0 or > WhatIfView.MostTicks) throw new CommandFailure($"Say what would be otherwise, at most {WhatIfView.MostTicks} things: --drop, --collect, --uncollect, --deploy, --deploy-set, --undeploy, --implement, --implement-set or --unimplement.");
        var tried = WhatIfView.Of(view, ticks, TickSets.Of);
        foreach (var (tick, entries) in tried.Ticks.Where(tick => tick.Entries == 0)) context.Note($"{tick.Title(view)}: changes nothing.");
        var file = context.Parsed.GetValue(Output);
        if (context.Parsed.GetValue(Csv)) CommandContext.OutputText(file, writer => WhatIfFile.Moves.WriteCsv(writer, WhatIfFile.Lines(view, tried)));
        else if (context.Json) CommandContext.Output(file, stream => WhatIfFile.WriteJson(stream, view, tried));
        else CommandContext.OutputText(file, writer => Write(writer, view, tried));
        return ExitCodes.Done;
    }

    private static IEnumerable<Tick> Ticks(CommandContext context, PostureView view)
    {
        var place = StepOptions.EnvironmentOf(context, view);
        string[] All(Option<string[]> option) => context.Parsed.GetValue(option) ?? [];
        return
        [
            .. All(Drop).Select(name => new Tick(TickKind.Drop, place, name)),
            .. All(Collect).Select(text => Tick.Of(TickKind.Collect, place, ItemNames.LogSource(text))),
            .. All(Uncollect).Select(text => Tick.Of(TickKind.Uncollect, place, ItemNames.LogSource(text))),
            .. All(Deploy).Select(text => Tick.Of(TickKind.Deploy, place, ItemNames.Rule(view, text))),
            .. All(DeploySet).Select(filter => Set(TickKind.DeploySet, place, filter, "rules, such as level=high&product=windows")),
            .. All(Undeploy).Select(text => Tick.Of(TickKind.Undeploy, place, ItemNames.Rule(view, text))),
            .. All(Implement).Select(text => Tick.Of(TickKind.Implement, place, ItemNames.Control(view, text))),
            .. All(ImplementSet).Select(filter => Set(TickKind.ImplementSet, place, filter, "controls, such as tactic=Harden")),
            .. All(Unimplement).Select(text => Tick.Of(TickKind.Unimplement, place, ItemNames.Control(view, text))),
        ];
    }

    private static Tick Set(TickKind kind, string place, string filter, string list) =>
        TickSets.Query(kind, filter) is { IsFiltered: true } query ? new Tick(kind, place, query.Filter) : throw new CommandFailure($"'{filter}' is no filter of the list of {list}.");

    private static void Write(TextWriter writer, PostureView view, WhatIfView tried)
    {
        foreach (var (tick, _) in tried.Ticks) writer.WriteLine($"suppose: {tick.Title(view)}");
        var (now, then) = (tried.Result.Before.Totals, tried.Result.After.Totals);
        foreach (var (name, before, after) in new (string, double?, double?)[] { ("available %", now.Available, then.Available), ("deployed %", now.Deployed, then.Deployed), ("validated %", now.Validated, then.Validated), ("coverage", now.Overall, then.Overall), ("gap", now.Gap, then.Gap) })
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {before ?? 0:0.0} to {after ?? 0:0.0}"));
        }

        if (tried.Result.Unattributed.Count > 0) writer.WriteLine($"{Words.Plain(tried.Result.Unattributed.Count, "result")} that {(tried.Result.Unattributed.Count == 1 ? "names" : "name")} no rule or control stay; the truth may be worse");
        foreach (var gap in tried.Opened) writer.WriteLine($"opens: {gap.Technique.Id} {gap.Technique.Technique.Title}");
        foreach (var gap in tried.Closed) writer.WriteLine($"closes: {gap.Technique.Id} {gap.Technique.Technique.Title}");
        foreach (var line in WhatIfFile.Lines(view, tried)) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Move.Before.Coverage,6:0.0} to {line.Move.After.Coverage,6:0.0}  {line.Move.Technique,-9}  {line.Title}: {line.Move.After.Reason.Words()}"));
    }
}
