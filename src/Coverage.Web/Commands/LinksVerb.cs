using System.CommandLine;
using Coverage.Exchange;
using Coverage.Linking;
using Coverage.Views;

namespace Coverage.Web.Commands;

/// <summary><c>coverage links</c>: every link, flat.</summary>
internal static class LinksVerb
{
    private static readonly Option<string> Kind = Choice("--kind", "Which links: rule, test, control, or pair (rules and the tests that they name).", required: true, "rule", "test", "control", "pair");
    private static readonly Option<string?> Technique = new("--technique") { Description = "Only those of this technique, current or as written.", HelpName = "ID" };
    private static readonly Option<string> Format = Choice("--format", "csv (default) or json.", required: false, "csv", "json");
    private static readonly Option<string?> File = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    /// <summary><c>--derived none|parent|all</c>, for controls.</summary>
    public static Option<string> Derived { get; } = Choice("--derived", "Derived controls: none (default), parent, or all.", required: false, "none", "parent", "all");

    public static Command Create()
    {
        var command = new Command("links", "Writes every link of a kind with what became of the identifier.\n\nExample: coverage links --kind control --technique T1219 --derived all") { Kind, Technique, Derived, Format, File };
        command.Does(Run);
        return command;
    }

    /// <summary>An option with a few values.</summary>
    public static Option<string> Choice(string name, string description, bool required, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, Required = required, HelpName = string.Join('|', values) };
        if (!required) option.DefaultValueFactory = _ => values[0];
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>How far derived controls are wanted.</summary>
    public static ControlDerivation UpTo(CommandContext context) => context.Parsed.GetValue(Derived) switch
    {
        "parent" => ControlDerivation.Parent,
        "all" => ControlDerivation.Subtechnique,
        _ => ControlDerivation.Direct,
    };

    private static int Run(CommandContext context)
    {
        var rows = LinkRows.Of(context.View, Enum.Parse<LinkKind>(context.Parsed.GetValue(Kind)!, ignoreCase: true), context.Parsed.GetValue(Technique), UpTo(context));
        var file = context.Parsed.GetValue(File);
        if (context.Json || context.Parsed.GetValue(Format) == "json") CommandContext.Output(file, stream => LinkFile.WriteJson(stream, rows));
        else CommandContext.OutputText(file, writer => LinkFile.WriteCsv(writer, rows));
        return ExitCodes.Done;
    }
}
