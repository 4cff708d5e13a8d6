using Coverage.Catalog;
using Coverage.Views;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Components;

/// <summary>A technique in short, beside the matrix.</summary>
public sealed partial class TechniquePanel
{
    private const int MostRules = 8;

    /// <summary>The technique.</summary>
    [Parameter, EditorRequired]
    public required TechniqueEntry Entry { get; set; }

    private TechniqueFigures Figures { get; set; } = null!;

    /// <summary>Its own rules, or those of its sub-techniques if it has none.</summary>
    private IReadOnlyList<DetectionRule> Pool { get; set; } = [];

    private IReadOnlyList<DetectionRule> Strongest { get; set; } = [];

    private string Domain => Entry.Technique.Domain == AttackDomain.Enterprise ? "" : $"&domain={Entry.Technique.Domain.Word()}";

    private IEnumerable<string> About
    {
        get
        {
            if (Entry.Technique.Platforms.Length > 0) yield return string.Join(", ", Entry.Technique.Platforms);
            if (Entry.Parent is { } parent) yield return $"sub-technique of {parent.Id} {parent.Technique.Title}";
            if (Entry.Subtechniques.Count > 0) yield return Words.Count(Entry.Subtechniques.Count, "sub-technique");
            if (Entry.Groups.Count > 0) yield return $"used by {Words.Count(Entry.Groups.Count, "group")}";
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Figures = new TechniqueFigures(Entry);
        Pool = Entry.Rules.Count > 0 ? Entry.Rules : [.. Entry.Subtechniques.SelectMany(sub => sub.Rules).DistinctBy(rule => rule.ExternalId)];
        Strongest = [.. Pool.OrderBy(rule => RuleLevels.Place(rule.Level)).ThenBy(rule => rule.Title, StringComparer.Ordinal).Take(MostRules)];
    }

    private string With(ItemCount count) => Entry.Subtechniques.Count == 0 ? "" : $", {count.WithSubtechniques} with sub-techniques";
}
