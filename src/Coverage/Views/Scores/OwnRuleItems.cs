using System.Runtime.CompilerServices;
using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.Scores;

/// <summary>
/// Own rules in the form of a catalogue's: lists, facets and bulk steps then treat both alike. They count, name the
/// techniques that people linked them to, and have no content of which a hash could be known.
/// </summary>
internal static class OwnRuleItems
{
    // Not fields of the view: a view of the next edit is a copy, and would keep those of the one before.
    private static readonly ConditionalWeakTable<OrganisationPosture, IReadOnlyList<DetectionRule>> Made = [];
    private static readonly ConditionalWeakTable<PostureView, SearchIndex> Searches = [];

    /// <summary>Those of a posture, by title.</summary>
    public static IReadOnlyList<DetectionRule> Of(OrganisationPosture posture) => Made.GetValue(posture, Make);

    /// <summary>Search over a view's catalogue and its own rules.</summary>
    public static SearchIndex SearchOf(PostureView view) => Searches.GetValue(view, static view => view.Catalogue.Search.With(view.OwnRules));

    private static IReadOnlyList<DetectionRule> Make(OrganisationPosture posture)
    {
        if (posture.OwnRules.Count == 0) return [];
        var linked = posture.Links.Keys.Where(ends => ends is { Kind: ItemKind.Rule, Item.IsOwn: true, Technique.Length: > 0 }).ToLookup(ends => ends.Item, ends => ends.Technique);
        return [.. posture.OwnRules.Values.OrderBy(rule => rule.Title, StringComparer.OrdinalIgnoreCase).ThenBy(rule => rule.Key.Id, StringComparer.Ordinal).Select(rule => Of(rule, [.. linked[rule.Key].Order(StringComparer.Ordinal)]))];
    }

    private static DetectionRule Of(OwnRule rule, string[] techniques) => new()
    {
        Source = rule.Key.Source,
        ExternalId = rule.Key.Id,
        Title = rule.Title,
        Author = rule.Owner,
        Level = rule.Level ?? "",
        Product = rule.LogSource.Product,
        Category = rule.LogSource.Category,
        Service = rule.LogSource.Service,
        Techniques = techniques,
        Counted = true,
    };
}
