using System.Globalization;
using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Scoring;

namespace Coverage.Views.Scores;

/// <summary>What the organisation has over one generation of the catalogue, scored on one UTC day. Immutable; swapped whole by <see cref="PostureViews"/>.</summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="EditId">The last edit that is in it.</param>
/// <param name="Table">The scores, with the posture and the model that gave them.</param>
public sealed record PostureView(CoverageView Catalogue, long EditId, ScoreTable Table)
{
    private readonly Lazy<Dictionary<ItemKey, DetectionRule>> rules = new(() => Table.Input.KnownRules.ToDictionary(rule => new ItemKey(rule.Source, rule.ExternalId)));

    private readonly Lazy<HashSet<ItemKey>> published = new(() => [.. Catalogue.Rules.Select(rule => new ItemKey(rule.Source, rule.ExternalId))]);

    /// <summary>The posture.</summary>
    public OrganisationPosture Posture => Table.Posture;

    /// <summary>The UTC day that was scored.</summary>
    public DateOnly Day => Table.Day;

    /// <summary>Names it: two views of the same name show the same.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{Catalogue.Generation}.{EditId}.{Day.DayNumber}");

    /// <summary>The own rules in the form of the catalogue's, by title, for lists that show both.</summary>
    public IReadOnlyList<DetectionRule> OwnRules => OwnRuleItems.Of(Posture);

    /// <summary>Search over the catalogue and the own rules.</summary>
    public SearchIndex Search => OwnRuleItems.SearchOf(this);

    /// <summary>A rule of the catalogue, one that is gone upstream and still deployed included; null for own rules and unknown ones.</summary>
    public DetectionRule? Rule(ItemKey key) => rules.Value.GetValueOrDefault(key);

    /// <summary>Whether the catalogue has a rule now: not one that is gone upstream.</summary>
    public bool IsPublished(ItemKey key) => published.Value.Contains(key);

    /// <summary>The title of a rule of the catalogue or of an own rule; the key itself where nobody knows it.</summary>
    public string TitleOf(ItemKey rule) => Rule(rule)?.Title ?? Posture.OwnRules.GetValueOrDefault(rule)?.Title ?? rule.ToString();
}
