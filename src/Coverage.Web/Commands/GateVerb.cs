using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Views.Gaps;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary><c>coverage gate</c>: stops a pipeline where coverage falls short.</summary>
internal static class GateVerb
{
    private static readonly Option<double?> MinCoverage = new("--min-coverage") { Description = "Coverage, overall, has to be at least this; 0 to 100.", HelpName = "N" };
    private static readonly Option<int?> MaxNewGaps = new("--max-new-gaps") { Description = "At most so many gaps that --against does not have.", HelpName = "N" };
    private static readonly Option<string?> Against = new("--against") { Description = "The gaps as they were: a file that 'coverage gaps --json' wrote, or a snapshot by its number, its day (2026-08-20: the last one of that day) or 'latest'.", HelpName = "FILE|SNAPSHOT" };
    private static readonly Option<string?> Profile = GapsVerb.ProfileOption();
    private static readonly Option<string> Format = LinksVerb.Choice("--format", "text (default), json or sarif (2.1.0).", required: false, "text", "json", "sarif");
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout).", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("gate", "Passes with exit code 0, or says why not with exit code 6.\n\nExample: coverage gate --min-coverage 40 --profile our-threats\nExample: coverage gate --max-new-gaps 0 --against gaps-of-last-week.json --format sarif -o gate.sarif\nExample: coverage gate --max-new-gaps 0 --against latest") { MinCoverage, MaxNewGaps, Against, Profile, Format, Output };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var (least, most, against) = (context.Parsed.GetValue(MinCoverage), context.Parsed.GetValue(MaxNewGaps), context.Parsed.GetValue(Against));
        if (least is null && most is null) throw new CommandFailure("Say what has to hold: --min-coverage N, or --max-new-gaps N --against FILE|SNAPSHOT.");
        if (least is not null and not (>= 0 and <= 100)) throw new CommandFailure("--min-coverage takes a number from 0 to 100.");
        if (most is < 0) throw new CommandFailure("--max-new-gaps takes a number from 0 on.");
        if (most is null != against is null) throw new CommandFailure("--max-new-gaps and --against belong together: new is what the earlier list does not have.");
        var view = GapsVerb.ViewBy(context, context.Parsed.GetValue(Profile));
        var gate = Gate.Of(view, least, most, against is null ? null : Earlier(context, view, against));
        Write(context, gate);
        return gate.Passes ? ExitCodes.Done : ExitCodes.GateFailed;
    }

    /// <summary>A file of this name comes first; else it names a snapshot.</summary>
    private static EarlierGaps Earlier(CommandContext context, PostureView view, string against)
    {
        if (!System.IO.File.Exists(against) && SnapshotOf(context, against) is { } snapshot) return EarlierGaps.Of(snapshot, view.Posture.Profile?.Name);
        try
        {
            using var stream = System.IO.File.OpenRead(against);
            return new EarlierGaps("", GapFile.ReadTechniques(stream));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailure($"There is no file {against}, and it names no snapshot: those are named by number, day or 'latest'. 'coverage gaps --json -o {against}' writes a file.");
        }
        catch (FormatException problem)
        {
            throw new CommandFailure($"{against}: {problem.Message}");
        }
    }

    /// <summary>The snapshot that a number, a day or <c>latest</c> names; null if it is none of these.</summary>
    private static Snapshot? SnapshotOf(CommandContext context, string against)
    {
        var history = context.Get<ScoreHistory>();
        if (against.Equals("latest", StringComparison.OrdinalIgnoreCase)) return Found(history, (history.Snapshots(1) is [var last] ? last.Id : (long?)null), "No snapshot was taken yet. 'coverage snapshot take' takes one.");
        if (long.TryParse(against, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Found(history, number, $"There is no snapshot {number}. 'coverage snapshot list' lists them.");
        return DateOnly.TryParseExact(against, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Found(history, history.Snapshots(int.MaxValue).FirstOrDefault(snapshot => snapshot.Day == day)?.Id, $"There is no snapshot of {against}. 'coverage snapshot list' lists them.")
            : null;
    }

    private static Snapshot Found(ScoreHistory history, long? id, string otherwise) => (id is { } known ? history.Find(known) : null) ?? throw new CommandFailure(otherwise);

    private static void Write(CommandContext context, Gate gate)
    {
        var file = context.Parsed.GetValue(Output);
        switch (context.Json ? "json" : context.Parsed.GetValue(Format))
        {
            case "json":
                CommandContext.Output(file, stream => GateFile.WriteJson(stream, gate));
                break;
            case "sarif":
                CommandContext.Output(file, stream => GateFile.WriteSarif(stream, gate, CoverageCommand.Version));
                break;
            default:
                CommandContext.OutputText(file, writer =>
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(gate.Passes ? "passes" : "does not pass")}: Coverage {gate.Coverage?.ToString("0.0", CultureInfo.InvariantCulture) ?? "none"} of 100, {gate.Gaps} gaps, {gate.NewGaps.Count} new{(gate.Against.Length > 0 ? $" since {gate.Against}" : "")}"));
                    foreach (var finding in gate.Findings) writer.WriteLine($"{finding.Rule}: {finding.Message}");
                });
                break;
        }
    }
}
