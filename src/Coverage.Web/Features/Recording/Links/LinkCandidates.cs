using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Recording.Links;

/// <summary>Something that could be linked to a technique.</summary>
/// <param name="Item">The rule, test or control.</param>
/// <param name="Note">What tells it from others of its name.</param>
internal sealed record LinkCandidate(CatalogItem Item, string Note)
{
    /// <summary>Its key.</summary>
    public ItemKey Key => new(Item.Source, Item.ExternalId);
}

/// <summary>What could be linked to a technique: what is near to it, or what fits a text. What counts already is left out.</summary>
internal static class LinkCandidates
{
    /// <summary>Finds them.</summary>
    /// <param name="view">What there is.</param>
    /// <param name="entry">The technique.</param>
    /// <param name="kind">Rule, test or control.</param>
    /// <param name="text">Words that all have to occur in a title or an identifier; empty for what is near: of the parent, the sub-techniques, derived.</param>
    public static IReadOnlyList<LinkCandidate> Of(PostureView view, TechniqueEntry entry, ItemKind kind, string text)
    {
        var stated = new StatedLinks(view, entry);
        var items = string.IsNullOrWhiteSpace(text) ? Near(entry, kind) : Fitting(view, kind, text);
        var counts = Counting(entry, kind).ToHashSet();
        return [.. items.Where(item => !counts.Contains(item)).Select(Candidate).Where(one => stated.MadeTo(kind, one.Key) is null)];
    }

    /// <summary>Rules, tests or controls in whose title or identifier all words of a text occur.</summary>
    public static IEnumerable<CatalogItem> Fitting(PostureView view, ItemKind kind, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return All(view, kind).Where(item => words.All(word => Text(item).Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>An item as a candidate.</summary>
    public static LinkCandidate Candidate(CatalogItem item) => new(item, Note(item));

    private static IEnumerable<CatalogItem> All(PostureView view, ItemKind kind) => kind switch
    {
        ItemKind.Test => view.Catalogue.Tests,
        ItemKind.DefensiveTechnique => view.Catalogue.Controls,
        _ => view.OwnRules.Concat(view.Catalogue.Rules),
    };

    private static IEnumerable<CatalogItem> Near(TechniqueEntry entry, ItemKind kind)
    {
        var family = (entry.Parent is { } parent ? parent.Subtechniques.Prepend(parent) : entry.Subtechniques).Where(other => other != entry);
        return kind switch
        {
            ItemKind.Test => family.SelectMany(other => other.Tests).Distinct(),
            ItemKind.DefensiveTechnique => entry.Controls.Where(control => control.Link.Derivation != ControlDerivation.Direct).Select(control => control.Control).Distinct(),
            _ => family.SelectMany(other => other.Rules).Distinct(),
        };
    }

    private static IEnumerable<CatalogItem> Counting(TechniqueEntry entry, ItemKind kind) => kind switch
    {
        ItemKind.Test => entry.Tests,
        ItemKind.DefensiveTechnique => [],
        _ => entry.Rules.Concat(entry.ListedRules),
    };

    private static string Text(CatalogItem item) => $"{item.Title}\n{item.ExternalId}\n{Note(item)}";

    private static string Note(CatalogItem item) => item switch
    {
        DetectionRule rule => string.Join(' ', rule.Techniques),
        AtomicTest test => $"{test.Technique} test {test.Number}",
        DefensiveTechnique control => string.Join(", ", control.Tactics),
        _ => "",
    };
}
