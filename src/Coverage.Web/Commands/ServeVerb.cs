using System.CommandLine;
using Coverage.Web.Hosting;

namespace Coverage.Web.Commands;

/// <summary><c>coverage serve</c>, and <c>coverage</c> alone: runs the app.</summary>
internal static class ServeVerb
{
    private static readonly Option<string?> Url = new("--url") { Description = "Address to listen on (default: http://127.0.0.1:5080, or the next free port).", HelpName = "URL" };

    public static Command Create()
    {
        var command = new Command("serve", "Runs the app and prints its address and the operator link.\n\nExample: coverage serve --url http://127.0.0.1:8080");
        AddTo(command);
        return command;
    }

    public static void AddTo(Command command)
    {
        command.Add(Url);
        command.Does((context, _) => WebServer.RunAsync(new ServeOptions { DataFolder = context.DataFolder, Url = context.Parsed.GetValue(Url), NoSeed = context.NoSeed }));
    }
}
