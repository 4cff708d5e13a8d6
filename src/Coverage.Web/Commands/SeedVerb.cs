using System.CommandLine;
using Coverage.Data;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary><c>coverage seed</c>: writes the seed data from what is loaded.</summary>
internal static class SeedVerb
{
    private static readonly Option<string> Folder = new("--output", "-o") { Description = "Folder to write.", HelpName = "FOLDER", Required = true };

    public static Command Create()
    {
        var command = new Command("seed", "Writes the default sources' facts as seed data: no prose, no rule bodies, no commands.\n\nExample: coverage seed -o seed-data") { Folder };
        command.Does(context =>
        {
            foreach (var (file, bytes) in SeedData.Write(CatalogContent.Read(context.Database), context.Parsed.GetValue(Folder)!)) context.Note($"{file}: {bytes / 1024} KiB");
            return ExitCodes.Done;
        });
        return command;
    }
}
