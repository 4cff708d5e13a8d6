using System.CommandLine;
using Coverage.Catalog;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Features.Profiles;

namespace Coverage.Web.Commands;

/// <summary><c>coverage profile actors</c>: whom to build a profile of, by what is said of them.</summary>
internal static class ProfileActorsVerb
{
    private static readonly Argument<string[]> Sought = new("word") { Description = "A sector, a country, a motive; words in quotes stand together. Any of them fits.", Arity = ArgumentArity.OneOrMore };

    private static readonly RowFile<ActorMention> Rows = new(
        new("id", row => row.Actor.ExternalId), new("kind", row => Kind(row.Actor)), new("name", row => row.Actor.Title), new("techniques", row => CellFile.Number(row.Actor.Uses.Length), IsNumber: true),
        new("aliases", row => RowFile.Several(row.Aliases.Select(alias => alias.ToString()))), new("says", row => string.Join(' ', row.Sentences)));

    public static Command Create()
    {
        var command = new Command("actors", "Lists groups and campaigns in whose names or descriptions a word stands, with the sentence, to choose from by hand.\n\nExample: coverage profile actors energy \"oil and gas\"") { Sought };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var words = new WordSearch(string.Join(' ', context.Parsed.GetValue(Sought)!.Select(word => $"\"{word}\"")));
        if (words.IsEmpty) throw new CommandFailure("Give a word to look for, such as energy.");
        var mentions = ActorMentions.Find(context.View, new CatalogTexts(context.Database), words);
        if (context.Json) CommandContext.Output(null, stream => Rows.WriteJson(stream, mentions.Found));
        else CommandContext.OutputText(null, writer =>
        {
            foreach (var mention in mentions.Found) writer.WriteLine($"{mention.Actor.ExternalId}  {mention.Actor.Title} ({Kind(mention.Actor)}, {Words.Plain(mention.Actor.Uses.Length, "technique")}): {mention.Sentences.Concat(mention.Aliases).FirstOrDefault()}");
        });

        context.Note(mentions.Found.Count == 0 ? "No group or campaign says so." : $"{mentions.Found.Count} of {Words.Plain(mentions.Among, "group or campaign", "groups and campaigns")}. Give those that belong to it to 'coverage profile create NAME --group ID… --campaign ID…'.");
        if (mentions.Undescribed > 0) context.Note($"{Words.Plain(mentions.Undescribed, "group or campaign", "groups and campaigns")} without a description here: descriptions come with the first sync or import.");
        return ExitCodes.Done;
    }

    private static string Kind(Actor actor) => actor.ActorKind == ItemKind.Group ? "group" : "campaign";
}
