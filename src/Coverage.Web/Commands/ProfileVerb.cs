using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Coverage.Exchange;
using Coverage.Exchange.Navigator;
using Coverage.Recording;
using Coverage.Views.Profiles;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage profile</c>: the techniques that matter.</summary>
internal static class ProfileVerb
{
    private static readonly Argument<string> Key = new("key") { Description = "The profile's key." };
    private static readonly Argument<string> Chosen = new("key") { Description = "The profile's key, or none." };
    private static readonly Argument<string> Name = new("name") { Description = "The profile's name; its key is made of it." };
    private static readonly Option<string[]> Group = Actors("--group", "Groups that count, such as G0016.");
    private static readonly Option<string[]> Software = Actors("--software", "Software that counts, such as S0154; a group's own does not by itself.");
    private static readonly Option<string[]> Campaign = Actors("--campaign", "Campaigns that count, such as C0024.");
    private static readonly Option<string[]> Weight = new("--weight") { Description = "A weight that holds instead of the count, such as T1059.001=3.", HelpName = "ID=N", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Layer = new("--layer") { Description = "A Navigator layer whose scores become weights.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("profile", "Threat profiles: which techniques matter, and how much.\n\nExample: coverage profile create \"Our threats\" --group G0016 G0007 --software S0154\nExample: coverage profile actors energy\nExample: coverage profile choose our-threats")
        {
            Verb("list", "Lists the profiles.", List),
            Verb("show", "Shows a profile's weights, with where they come from.", Show, Key),
            Verb("create", "Builds a profile.", New, Name, Group, Software, Campaign, Weight, Layer),
            ProfileActorsVerb.Create(),
            Verb("choose", "Lets a profile weigh gaps, plan and numbers.", Choose, Chosen),
            Verb("remove", "Removes a profile.", Remove, Key),
        };
        return command;
    }

    private static Command Verb(string name, string says, Func<CommandContext, int> does, params Symbol[] parts)
    {
        var command = new Command(name, says);
        foreach (var part in parts)
        {
            if (part is Argument argument) command.Add(argument);
            else if (part is Option option) command.Add(option);
        }

        command.Does(does);
        return command;
    }

    private static Option<string[]> Actors(string name, string says) => new(name) { Description = says, HelpName = "ID", AllowMultipleArgumentsPerToken = true };

    private static int List(CommandContext context)
    {
        var view = context.Get<PostureViews>().Current;
        List<ProfileView> profiles = [.. view.Posture.Profiles.Values.Select(profile => ProfileView.Of(view, profile))];
        if (context.Json)
        {
            CommandContext.Output(null, stream => ProfileFile.Profiles.WriteJson(stream, ProfileFile.Lines(view)));
            return ExitCodes.Done;
        }

        CommandContext.OutputText(null, writer =>
        {
            foreach (var profile in profiles) writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(profile.Profile.Key == view.Posture.ChosenProfile ? '*' : ' ')} {profile.Profile.Key}  {profile.Profile.Name}: {Words.Plain(profile.Totals.Techniques, "technique")}, Coverage {profile.Totals.Overall ?? 0:0.0}"));
        });
        if (profiles.Count == 0) context.Note("No profile is recorded: each technique weighs 1.");
        return ExitCodes.Done;
    }

    private static int Show(CommandContext context)
    {
        var view = context.Get<PostureViews>().Current;
        var profile = ProfileView.Of(view, ProfileSteps.Find(view, context.Parsed.GetValue(Key)!));
        var rows = profile.Weights.Select(row => new[] { row.Technique.Id, row.Technique.Technique.Title, Number(row.Weight), string.Join("; ", row.Actors.Select(actor => actor.ExternalId)), row.Typed is { } typed ? Number(typed) : "", Number(row.FromParent), Number(row.Score.Coverage), Number(row.Score.Gap) });
        if (context.Json) CommandContext.Output(null, stream => ProfileFile.Weights.WriteJson(stream, profile.Weights));
        else CommandContext.OutputText(null, writer =>
        {
            foreach (var row in rows) writer.WriteLine($"{row[2],8}  {row[0],-9}  {row[1]}: {(row[4].Length > 0 ? $"typed {row[4]}" : row[3])}{(row[5] != "0" ? $" and {row[5]} of its parent's" : "")}; Coverage {row[6]}");
        });
        return ExitCodes.Done;
    }

    private static int New(CommandContext context)
    {
        var view = context.Get<PostureViews>().Current;
        var actors = ((Option<string[]> Option, string Begins)[])[(Group, "G"), (Software, "S"), (Campaign, "C")];
        var ids = actors.SelectMany(pair => (context.Parsed.GetValue(pair.Option) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(id => id.StartsWith(pair.Begins, StringComparison.OrdinalIgnoreCase) ? id.ToUpperInvariant() : throw new CommandFailure($"{pair.Option.Name} takes identifiers that begin with {pair.Begins}, not '{id}'."))).Distinct().ToList();
        var step = ProfileSteps.Created(view, context.Parsed.GetValue(Name)!, ids, Weights(context));
        context.Get<PostureRecorder>().Record(CommandContext.Operator, step);
        var key = ProfileSteps.KeyOf(context.Parsed.GetValue(Name));
        CommandContext.OutputText(null, writer => writer.WriteLine(key));
        context.Note($"{step.Title}. 'coverage profile choose {key}' lets it weigh.");
        return ExitCodes.Done;
    }

    private static ImmutableSortedDictionary<string, double> Weights(CommandContext context)
    {
        try
        {
            var typed = WeightText.Read(string.Join('\n', context.Parsed.GetValue(Weight) ?? []));
            if (context.Parsed.GetValue(Layer) is not { } file) return typed;
            using var stream = System.IO.File.OpenRead(file);
            return LayerReader.Read(file, stream).SetItems(typed);
        }
        catch (FormatException problem)
        {
            throw new PostureRefusedException([problem.Message]);
        }
    }

    private static int Choose(CommandContext context)
    {
        var view = context.Get<PostureViews>().Current;
        var key = context.Parsed.GetValue(Chosen)!;
        var step = ProfileSteps.Chosen(view, key == "none" ? null : key);
        context.Get<PostureRecorder>().Record(CommandContext.Operator, step);
        context.Note(step.Title + ".");
        return ExitCodes.Done;
    }

    private static int Remove(CommandContext context)
    {
        var view = context.Get<PostureViews>().Current;
        var step = ProfileSteps.Removed(view, context.Parsed.GetValue(Key)!);
        context.Get<PostureRecorder>().Record(CommandContext.Operator, step);
        context.Note(step.Title + ".");
        return ExitCodes.Done;
    }

    private static string Number(double value) => Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
}
