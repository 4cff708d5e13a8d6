using System.CommandLine;
using Coverage.Sync;

namespace Coverage.Web.Commands;

/// <summary><c>coverage sources test</c>: says exactly what is wrong with the place of a source.</summary>
internal static class SourceTestVerb
{
    public static Command Create(Argument<string> name)
    {
        var command = new Command("test", "Tests the connection of a source and says what is wrong with it.\n\nExample: coverage sources test our-rules") { name };
        command.Does(context =>
        {
            _ = context.Get<SourceSettings>().Find(context.Parsed.GetValue(name)!) ?? throw new CommandFailure($"There is no source '{context.Parsed.GetValue(name)}'.");
            return ExitCodes.Done;
        });
        return command;
    }
}
