using System.CommandLine;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Web.Hosting;

namespace Coverage.Web.Commands;

/// <summary><c>coverage link</c>: a link that signs somebody in.</summary>
internal static class LinkVerb
{
    private static readonly Option<string> Name = new("--name") { Description = "Who signs in by it.", HelpName = "NAME", Required = true };
    private static readonly Option<string> RoleOption = LinksVerb.Choice("--role", "What they may.", required: false, "viewer", "engineer", "admin");

    public static Command Create()
    {
        var command = new Command("link", "Makes a link that signs a person in once, within 30 minutes.\n\nExample: coverage link --name ada --role engineer") { Name, RoleOption };
        command.Does(context =>
        {
            var name = context.Parsed.GetValue(Name)!;
            if (!OperatorLinks.IsValidName(name)) throw new CommandFailure($"A name has 1 to {OperatorLinks.LongestName} characters and no control characters.");
            var token = new OperatorLinks(context.Ledger, context.Database, TimeProvider.System).Create(CommandContext.Operator, name, Enum.Parse<Role>(context.Parsed.GetValue(RoleOption)!, ignoreCase: true));
            var server = ServerFile.Read(context.DataFolder);
            if (server is null) context.Note("The app does not run on this data folder; the address is the one that it takes by default.");
            Console.Out.WriteLine(ServerAddress.Link(server?.Address ?? ServerAddress.Usual, token));
            return ExitCodes.Done;
        });
        return command;
    }
}
