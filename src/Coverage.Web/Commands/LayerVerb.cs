using System.CommandLine;
using Coverage.Catalog;
using Coverage.Exchange.Navigator;
using Coverage.Views;

namespace Coverage.Web.Commands;

/// <summary><c>coverage layer</c>: an ATT&amp;CK Navigator layer.</summary>
internal static class LayerVerb
{
    private static readonly Option<string> Metric = LinksVerb.Choice("--metric", "What the score counts.", required: true, "rules", "tests", "controls");
    private static readonly Option<bool> Rollup = new("--rollup") { Description = "Techniques count the items of their sub-techniques as well, each once." };
    private static readonly Option<string> Domain = LinksVerb.Choice("--domain", "Of which matrix.", required: false, "enterprise", "ics", "mobile");
    private static readonly Option<string?> File = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("layer", "Writes an ATT&CK Navigator layer (4.5) with every live technique.\n\nExample: coverage layer --metric rules --rollup -o rules.json") { Metric, LinksVerb.Derived, Rollup, Domain, File };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var request = new LayerRequest(
            Enum.Parse<CoverageMetric>(context.Parsed.GetValue(Metric)!, ignoreCase: true),
            Enum.Parse<AttackDomain>(context.Parsed.GetValue(Domain)!, ignoreCase: true),
            context.Parsed.GetValue(Rollup),
            LinksVerb.UpTo(context));
        var view = context.View;
        if (view.Domain(request.Domain) is null) throw new CommandFailure($"{DomainView.NameOf(request.Domain)} is not loaded. Import it first: coverage import attack PATH");
        CommandContext.Output(context.Parsed.GetValue(File), stream => LayerFile.Write(stream, view, request));
        return ExitCodes.Done;
    }
}
