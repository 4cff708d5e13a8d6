using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage snapshot take|list</c>: the scores of single days.</summary>
internal static class SnapshotVerb
{
    private static readonly Option<string> Title = new("--title") { Description = "Why it is taken.", HelpName = "TEXT", DefaultValueFactory = _ => "on demand" };

    public static Command Create()
    {
        var take = new Command("take", "Keeps the scores as they are now, with the versions, model and profile that gave them. Prints its number.") { Title };
        take.Does(context =>
        {
            Console.Out.WriteLine(context.Get<SnapshotTaker>().Take(CommandContext.Operator, context.Parsed.GetValue(Title)!).ToString(CultureInfo.InvariantCulture));
            return ExitCodes.Done;
        });
        var list = new Command("list", "Lists them, the newest first.");
        list.Does(List);
        return new Command("snapshot", "The scores of single days.\n\nExample: coverage snapshot take --title \"Before the audit\"") { take, list };
    }

    private static int List(CommandContext context)
    {
        var snapshots = context.Get<ScoreHistory>().Snapshots();
        if (context.Json) CommandContext.Output(null, stream => SnapshotFile.Write(stream, snapshots));
        else CommandContext.OutputText(null, text => SnapshotFile.Write(text, snapshots));
        return ExitCodes.Done;
    }
}
