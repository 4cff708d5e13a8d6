using System.CommandLine;
using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage posture environment</c>: the parts of the organisation that are covered by themselves.</summary>
internal static class PostureEnvironmentVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Its name." };
    private static readonly Argument<string> Key = new("KEY") { Description = "Its key." };
    private static readonly Option<string?> NewKey = new("--key") { Description = "Its key, which never changes (default: made of the name).", HelpName = "KEY" };
    private static readonly Option<string?> NewName = new("--name") { Description = "Its name from now on.", HelpName = "NAME" };
    private static readonly Option<string[]> Platform = new("--platform") { Description = "ATT&CK platforms that are in it, such as Windows; * for every one.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double?> Weight = new("--weight") { Description = "Its share in means across environments (1 unless stated).", HelpName = "N" };

    public static Command Create()
    {
        var list = new Command("list", "Lists the environments: key, name, weight, Coverage, platforms.");
        list.Does(List);
        return new Command("environment", "Environments: the parts of the organisation that are covered by themselves.\n\nExample: coverage posture environment add \"Windows endpoints\" --platform Windows --weight 2")
        {
            list,
            StepOptions.Verb("add", "Adds an environment.", Add, Name, NewKey, Platform, Weight),
            StepOptions.Verb("edit", "Changes an environment; what is not said stays.", Edit, Key, NewName, Platform, Weight),
            StepOptions.Verb("remove", "Removes an environment with all that is recorded in it; 'coverage posture undo' takes that back.", (context, view) => EnvironmentSteps.Removed(view, Known(context, view).Key), Key),
        };
    }

    private static CoverageEnvironment Known(CommandContext context, PostureView view) => context.Parsed.GetValue(Key) is var key && view.Posture.Environments.TryGetValue(key!, out var inside) ? inside.Environment : throw PostureImportVerb.NoEnvironment(key!, view);

    private static PostureStep Add(CommandContext context, PostureView view)
    {
        var name = context.Parsed.GetValue(Name)!.Trim();
        return EnvironmentSteps.Added(view, new CoverageEnvironment(EnvironmentSteps.KeyOf(context.Parsed.GetValue(NewKey) ?? name), name, Platforms(context, view) is { Length: > 0 } platforms ? [.. platforms] : [CoverageEnvironment.EveryPlatform], context.Parsed.GetValue(Weight) ?? 1));
    }

    private static PostureStep Edit(CommandContext context, PostureView view)
    {
        var before = Known(context, view);
        return EnvironmentSteps.Changed(view, before with { Name = context.Parsed.GetValue(NewName)?.Trim() ?? before.Name, Platforms = Platforms(context, view) is { Length: > 0 } platforms ? [.. platforms] : before.Platforms, Weight = context.Parsed.GetValue(Weight) ?? before.Weight });
    }

    /// <summary>The platforms as ATT&amp;CK writes them.</summary>
    private static string[] Platforms(CommandContext context, PostureView view)
    {
        var known = view.Catalogue.Techniques.SelectMany(entry => entry.Technique.Platforms).Append(CoverageEnvironment.EveryPlatform).Distinct().Order(StringComparer.OrdinalIgnoreCase).ToList();
        return [.. (context.Parsed.GetValue(Platform) ?? []).Select(name => known.Find(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase)) ?? throw new CommandFailure($"No technique is of the platform '{name}'. The platforms are {string.Join(", ", known)}.")).Distinct()];
    }

    private static int List(CommandContext context)
    {
        var table = context.Get<PostureViews>().Current.Table;
        var rows = table.Environments.Select((key, place) => (table.Posture.Environments[key].Environment, Totals: table.TotalsIn(place)))
            .Select(pair => new[] { pair.Environment.Key, pair.Environment.Name, CellFile.Number(pair.Environment.Weight), RowFile.Number(pair.Totals.Overall), RowFile.Several(pair.Environment.Platforms) });
        if (context.Json) CommandContext.Output(null, stream => CellFile.WriteJson(stream, ["key", "name", "weight", "coverage", "platforms"], rows, "weight", "coverage"));
        else CommandContext.OutputText(null, writer =>
        {
            foreach (var row in rows) writer.WriteLine(string.Join('\t', row));
        });
        return ExitCodes.Done;
    }
}
