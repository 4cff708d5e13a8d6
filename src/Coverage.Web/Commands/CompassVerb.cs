using System.CommandLine;
using Coverage.Exchange;

namespace Coverage.Web.Commands;

/// <summary><c>coverage compass</c>: the Control Validation Compass's table.</summary>
internal static class CompassVerb
{
    private static readonly Option<string> Format = LinksVerb.Choice("--format", "csv (default) or json.", required: false, "csv", "json");
    private static readonly Option<string?> File = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("compass", "Writes the Control Validation Compass's table for the loaded sources.\n\nExample: coverage compass -o compass.csv") { Format, File };
        command.Does(context =>
        {
            var view = context.View;
            var file = context.Parsed.GetValue(File);
            if (context.Json || context.Parsed.GetValue(Format) == "json") CommandContext.Output(file, stream => CompassFile.WriteJson(stream, view));
            else CommandContext.OutputText(file, writer => CompassFile.WriteCsv(writer, view));
            return ExitCodes.Done;
        });
        return command;
    }
}
