using System.CommandLine;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage posture deploy</c>, <c>implement</c> and <c>collect</c>: items brought to a state.</summary>
internal static class PostureStateVerbs
{
    private static readonly Argument<string[]> Rules = new("RULE") { Description = "Rules: id, source:id, or whole title.", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string[]> Controls = new("CONTROL") { Description = "D3FEND techniques: identifier or name.", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string[]> Sources = new("SOURCE") { Description = "Log sources: product/category/service; a part that is empty stands for any.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> DeployState = State("deployed", StepOptions.Words<DeploymentState>());
    private static readonly Option<string> ImplementState = State("full", StepOptions.Words<ImplementationState>());
    private static readonly Option<string> CollectState = State("yes", "yes", "no", "none");
    private static readonly Option<string?> Where = new("--where") { Description = "The product or place.", HelpName = "TEXT" };
    private static readonly Option<double?> Share = new("--share") { Description = "On how many of the assets, in percent.", HelpName = "N" };
    private static readonly Option<DateOnly?> Since = new("--since") { Description = "Since which day (default: now).", HelpName = "DAY" };
    private static readonly Option<string?> Evidence = new("--evidence") { Description = "What shows it, such as an address.", HelpName = "TEXT" };
    private static readonly Option<string?> By = new("--by") { Description = "The product or practice that does it.", HelpName = "TEXT" };
    private static readonly Option<string?> Note = new("--note") { Description = "A note on it.", HelpName = "TEXT" };

    public static Command Deploy() => StepOptions.Verb(
        "deploy", "Records the state of rules; deployed is as the catalogue has them now. What is not said stays.\n\nExample: coverage posture deploy 5f92fff9-82e2-48eb-8fc1-8b133556a551 --where SIEM\nExample: coverage posture deploy RULE... --state none", Deployed, Rules, StepOptions.Environment, DeployState, Where, Share, Since, Evidence, Note);

    public static Command Implement() => StepOptions.Verb(
        "implement", "Records how far D3FEND techniques are implemented. What is not said stays.\n\nExample: coverage posture implement D3-EAL --state partial --by AppLocker", Implemented, Controls, StepOptions.Environment, ImplementState, By, Where, Share, Since, Evidence, Note);

    public static Command Collect() => StepOptions.Verb(
        "collect", "Records whether log sources are collected.\n\nExample: coverage posture collect windows/process_creation windows//sysmon\nExample: coverage posture collect linux --state no",
        (context, view) => Steps(context, view).Collected([.. context.Parsed.GetValue(Sources)!.Select(ItemNames.LogSource)], context.Parsed.GetValue(CollectState) switch { "yes" => true, "no" => false, _ => null }),
        Sources, StepOptions.Environment, CollectState);

    private static Option<string> State(string otherwise, params string[] words)
    {
        var option = new Option<string>("--state") { Description = $"The state (default: {otherwise}); none is no longer recorded.", HelpName = string.Join('|', words), DefaultValueFactory = _ => otherwise };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    private static StateSteps Steps(CommandContext context, PostureView view) => new(view, StepOptions.EnvironmentOf(context, view), CommandContext.Operator, StepOptions.Now(context));

    private static PostureStep Deployed(CommandContext context, PostureView view)
    {
        List<ItemKey> rules = [.. context.Parsed.GetValue(Rules)!.Select(text => ItemNames.Rule(view, text)).Distinct()];
        return Steps(context, view).Deployed(
            rules,
            StepOptions.State<DeploymentState>(context.Parsed.GetValue(DeployState)!),
            SaysMore(context) ? before => Details(context, new EntryDetails(before?.Share, before?.Where ?? "", before?.Evidence ?? "", "", before?.Note ?? "")) : null);
    }

    private static PostureStep Implemented(CommandContext context, PostureView view)
    {
        List<ItemKey> controls = [.. context.Parsed.GetValue(Controls)!.Select(text => ItemNames.Control(view, text)).Distinct()];
        return Steps(context, view).Implemented(
            controls,
            StepOptions.State<ImplementationState>(context.Parsed.GetValue(ImplementState)!),
            SaysMore(context) ? before => Details(context, new EntryDetails(before?.Share, before?.Where ?? "", before?.Evidence ?? "", before?.By ?? "", before?.Note ?? "")) : null);
    }

    private static bool SaysMore(CommandContext context) => context.Parsed.GetValue(Share) is not null || context.Parsed.GetValue(Since) is not null || new[] { Where, Evidence, By, Note }.Any(option => context.Parsed.GetValue(option) is not null);

    /// <summary>What is said, over what is recorded.</summary>
    private static EntryDetails Details(CommandContext context, EntryDetails before) => new(
        context.Parsed.GetValue(Share) / 100 ?? before.Share, context.Parsed.GetValue(Where) ?? before.Where, context.Parsed.GetValue(Evidence) ?? before.Evidence, context.Parsed.GetValue(By) ?? before.By, context.Parsed.GetValue(Note) ?? before.Note)
    {
        Since = context.Parsed.GetValue(Since) is { } day ? new StatedDay(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) : null,
    };
}
