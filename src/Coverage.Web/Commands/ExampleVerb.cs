using System.CommandLine;
using Coverage.Recording;

namespace Coverage.Web.Commands;

/// <summary><c>coverage example load|remove</c>: an organisation to look at the product with.</summary>
internal static class ExampleVerb
{
    public static Command Create()
    {
        var load = new Command("load", "Records an organisation that does not exist: two environments, rules, controls, results, a profile. All of it is marked as example.");
        load.Does(context => Say(context, example => example.Load(CommandContext.Operator)));
        var force = new Option<bool>("--force") { Description = "Also entries in its environments that somebody else has made." };
        var remove = new Command("remove", "Removes all of it again.") { force };
        remove.Does(context => Say(context, example => example.Remove(CommandContext.Operator, context.Parsed.GetValue(force) ? int.MaxValue : 0)));
        return new Command("example", "An example organisation, to look at the product with.\n\nExample: coverage example load") { load, remove };
    }

    private static int Say(CommandContext context, Func<ExampleOrganisation, RecordedStep> act)
    {
        var step = act(context.Get<ExampleOrganisation>());
        context.Note($"{step.Entries.Count} entries changed, as step {step.EditId}.");
        return ExitCodes.Done;
    }
}
