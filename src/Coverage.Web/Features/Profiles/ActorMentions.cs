using Coverage.Catalog;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Profiles;

/// <summary>What the prose of groups and campaigns says: ATT&amp;CK has no sectors besides.</summary>
/// <param name="Found">Those that fit; whole words first, groups before campaigns, by name.</param>
/// <param name="Among">How many were looked through.</param>
/// <param name="Undescribed">How many of them have no description here.</param>
internal sealed record ActorMentions(IReadOnlyList<ActorMention> Found, int Among, int Undescribed)
{
    private static readonly ItemKind[] Kinds = [ItemKind.Group, ItemKind.Campaign];

    /// <summary>Looks for words.</summary>
    public static ActorMentions Find(CoverageView view, CatalogTexts texts, WordSearch words)
    {
        if (words.IsEmpty) return new ActorMentions([], 0, 0);
        List<Actor> actors = [.. ProfileQuery.Live(view).Where(actor => Kinds.Contains(actor.ActorKind))];
        var described = view.Actors.Select(actor => actor.Source).Distinct().SelectMany(source => Kinds.SelectMany(kind => texts.ReadAll(source, kind))).DistinctBy(pair => pair.Key).ToDictionary();
        var found = actors.Select(actor => Of(actor, described.GetValueOrDefault(actor.ExternalId), words)).Where(mention => mention.Passages.Any()).OrderByDescending(mention => mention.IsWhole);
        return new ActorMentions([.. found], actors.Count, actors.Count(actor => !described.ContainsKey(actor.ExternalId)));
    }

    private static ActorMention Of(Actor actor, string? description, WordSearch words) =>
        new(actor, words.Mark(actor.Title), [.. actor.Aliases.Select(words.Mark).OfType<Passage>()], description is null ? [] : words.Sentences(Prose.Text(description)));
}
