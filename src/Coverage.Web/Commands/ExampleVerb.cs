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
        var remove = new Command("remove", "Removes all of it again.");
        remove.Does(context => Say(context, example => example.Remove(CommandContext.Operator)));
        return new Command("example", "An example organisation, to look at the product with.\n\nExample: coverage example load") { load, remove };
    }

    private static int Say(CommandContext context, Func<ExampleOrganisation, RecordedStep> act)
    {
        var step = act(context.Get<ExampleOrganisation>());
        context.Note($"{step.Entries.Count} entries changed, as step {step.EditId}.");
        return ExitCodes.Done;
    }
}
