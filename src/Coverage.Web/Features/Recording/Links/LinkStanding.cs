using Coverage.Catalog;
using Coverage.Linking;
using Coverage.Posture;
using Coverage.Scoring;
using Coverage.Views;
using Coverage.Views.Scores;

namespace Coverage.Web.Features.Recording.Links;

/// <summary>How an item stands to a technique: by the catalogue, and by what people say.</summary>
/// <param name="Entry">The technique.</param>
/// <param name="Kind">Rule, test or control.</param>
/// <param name="Item">The item, as its source names it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Says">What the catalogue says of the two, in words.</param>
/// <param name="IsStated">The item itself says so: a rule's tag, a test's technique.</param>
/// <param name="IsInferred">D3FEND's ontology says so, of the technique itself.</param>
internal sealed record LinkStanding(TechniqueEntry Entry, ItemKind Kind, ItemKey Item, string Title, string Says, bool IsStated, bool IsInferred)
{
    /// <summary>The link that a person made; null for none.</summary>
    public ManualLink? Made { get; init; }

    /// <summary>What took the catalogue's link away; null for nothing.</summary>
    public Suppression? Taken { get; init; }

    /// <summary>Whether the catalogue links the two, so that it counts.</summary>
    public bool IsCounted => IsStated || IsInferred;

    /// <summary>The technique with its name.</summary>
    public string Where => $"{Entry.Id} {Entry.Technique.Title}";

    /// <summary>Looks it up; null for an item that nobody knows.</summary>
    public static LinkStanding? Of(PostureView view, TechniqueEntry entry, ItemKind kind, ItemKey item)
    {
        var standing = kind switch
        {
            ItemKind.Test => view.Catalogue.Tests.FirstOrDefault(test => Same(test.ExternalId, item.Id)) is { } test ? OfTest(entry, test) : null,
            ItemKind.DefensiveTechnique => view.Catalogue.Controls.FirstOrDefault(control => Same(control.ExternalId, item.Id)) is { } control ? OfControl(entry, control) : null,
            _ => view.Rule(item) is { } rule ? OfRule(entry, rule) : view.Posture.OwnRules.GetValueOrDefault(item) is { } own ? new LinkStanding(entry, kind, item, own.Title, "It is a rule of your own: it counts where a person links it.", false, false) : null,
        };
        if (standing is null) return null;
        var stated = new StatedLinks(view, entry);
        return standing with { Made = stated.MadeTo(kind, standing.Item), Taken = stated.TakenFrom(kind, standing.Item) };
    }

    /// <summary>What an item is called; its key where nobody knows it.</summary>
    public static string TitleOf(PostureView view, ItemKind kind, ItemKey item) => kind switch
    {
        ItemKind.Test => view.Catalogue.Tests.FirstOrDefault(test => Same(test.ExternalId, item.Id)) is { } test ? test.FullTitle : item.Id,
        ItemKind.DefensiveTechnique => view.Catalogue.Controls.FirstOrDefault(control => Same(control.ExternalId, item.Id)) is { } control ? NameOf(control) : item.Id,
        _ => view.TitleOf(item),
    };

    private static LinkStanding OfRule(TechniqueEntry entry, DetectionRule rule)
    {
        var (listed, counts) = (entry.ListedRules.Contains(rule), entry.Rules.Contains(rule));
        var says = counts ? $"It names {entry.Id}, and counts for it."
            : listed ? $"It names {entry.Id}; being {(rule.Form == RuleForm.Filter ? "a filter" : rule.Status.Length > 0 ? rule.Status : "not among those that count")}, it counts only where it is deployed."
            : rule.Techniques.Length == 0 ? "It names no technique." : $"It names {string.Join(", ", rule.Techniques)}, not {entry.Id}: it counts nothing here until a person links it.";
        return new LinkStanding(entry, rule.Kind, KeyOf(rule), rule.Title, says, counts || listed, IsInferred: false);
    }

    private static LinkStanding OfTest(TechniqueEntry entry, AtomicTest test)
    {
        var counts = entry.Tests.Contains(test);
        return new LinkStanding(entry, test.Kind, KeyOf(test), test.FullTitle, counts ? $"It is written for {entry.Id}." : $"It is written for {test.Technique}: it counts nothing for {entry.Id} until a person links it.", counts, IsInferred: false);
    }

    private static LinkStanding OfControl(TechniqueEntry entry, DefensiveTechnique control)
    {
        var found = entry.Controls.FirstOrDefault(other => other.Control == control);
        var says = found?.Link.Derivation switch
        {
            ControlDerivation.Direct => "Inferred from D3FEND's ontology: it counts half of what it would if a person confirmed it.",
            ControlDerivation.Parent => $"Derived from {found.Link.From}, above it in D3FEND's tree: it counts nothing until a person links it.",
            not null => $"Derived from {found.Link.From}, below it in D3FEND's tree: it counts nothing until a person links it.",
            null => $"D3FEND states no path from it to {entry.Id}.",
        };
        if (!ScoringInput.Prevents(control)) says += " It neither hardens nor isolates, so that it is shown and changes no score.";
        return new LinkStanding(entry, control.Kind, KeyOf(control), NameOf(control), says, IsStated: false, found?.Link.Derivation == ControlDerivation.Direct);
    }

    private static string NameOf(DefensiveTechnique control) => $"{control.ExternalId} {control.Title}";

    private static ItemKey KeyOf(CatalogItem item) => new(item.Source, item.ExternalId);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
