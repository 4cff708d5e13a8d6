using System.CommandLine;

namespace Coverage.Web.Commands;

/// <summary><c>coverage link</c>: a link that signs somebody in.</summary>
internal static class LinkVerb
{
    private static readonly Option<string> Name = new("--name") { Description = "Who signs in by it.", HelpName = "NAME", Required = true };
    private static readonly Option<string> Role = LinksVerb.Choice("--role", "What they may.", required: false, "viewer", "engineer", "admin");

    public static Command Create()
    {
        var command = new Command("link", "Makes a link that signs a person in once, within 30 minutes.\n\nExample: coverage link --name ada --role engineer") { Name, Role };
        command.Does(_ => ExitCodes.Failed);
        return command;
    }
}
