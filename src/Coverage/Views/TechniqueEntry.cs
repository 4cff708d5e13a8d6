using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Views;

/// <summary>What a number of the catalogue counts.</summary>
public enum CoverageMetric
{
    /// <summary>Sigma rules.</summary>
    Rules,

    /// <summary>Atomic tests.</summary>
    Tests,

    /// <summary>D3FEND techniques.</summary>
    Controls,
}

/// <summary>A count of distinct items, in its two senses.</summary>
/// <param name="Own">Items linked to the technique itself.</param>
/// <param name="WithSubtechniques">Items linked to it or to one of its live sub-techniques, each once.</param>
public readonly record struct ItemCount(int Own, int WithSubtechniques);

/// <summary>A control of a technique: how it is derived, why, and by which written identifier.</summary>
public sealed record ControlEntry(ControlLink Link, ResolvedReference Reference)
{
    /// <summary>The countermeasure.</summary>
    public DefensiveTechnique Control => Link.Control;

    /// <summary>Where it stands: <c>prevent</c> for Harden and Isolate, <c>detect</c> for Detect, else <c>other</c>.</summary>
    public string Stands => Control.Tactics.Any(tactic => tactic is "Harden" or "Isolate") ? "prevent" : Control.Tactics.Contains("Detect") ? "detect" : "other";
}

/// <summary>A technique with everything that is linked to it. Immutable once the view is built.</summary>
public sealed class TechniqueEntry
{
    internal TechniqueEntry(Technique technique) => Technique = technique;

    /// <summary>The technique.</summary>
    public Technique Technique { get; }

    /// <summary>Its identifier.</summary>
    public string Id => Technique.ExternalId;

    /// <summary>What became of its identifier: exact for a live one; for others where they lead.</summary>
    public ResolvedReference Reference { get; internal set; } = null!;

    /// <summary>The parent of a sub-technique, else null.</summary>
    public TechniqueEntry? Parent { get; internal set; }

    /// <summary>Live sub-techniques by identifier.</summary>
    public IReadOnlyList<TechniqueEntry> Subtechniques { get; internal set; } = [];

    /// <summary>Its tactics in the order of the matrix.</summary>
    public IReadOnlyList<Tactic> Tactics { get; internal set; } = [];

    /// <summary>Rules that count: each once by its id, by log source, level and title.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; internal set; } = [];

    /// <summary>Rules that name it and do not count: deprecated and unsupported ones, filters.</summary>
    public IReadOnlyList<DetectionRule> ListedRules { get; internal set; } = [];

    /// <summary>Tests, by number.</summary>
    public IReadOnlyList<AtomicTest> Tests { get; internal set; } = [];

    /// <summary>Controls, direct ones first, then those of its parent, then those of its sub-techniques (in D3FEND's own tree).</summary>
    public IReadOnlyList<ControlEntry> Controls { get; internal set; } = [];

    /// <summary>Direct controls.</summary>
    public IEnumerable<ControlEntry> DirectControls => Controls.Where(control => control.Link.Derivation == ControlDerivation.Direct);

    /// <summary>Live groups that use it, by name.</summary>
    public IReadOnlyList<Actor> Groups { get; internal set; } = [];

    /// <summary>Live software that uses it, by name.</summary>
    public IReadOnlyList<Actor> Software { get; internal set; } = [];

    /// <summary>Live campaigns that used it, by name.</summary>
    public IReadOnlyList<Actor> Campaigns { get; internal set; } = [];

    /// <summary>Live mitigations of ATT&amp;CK, by identifier.</summary>
    public IReadOnlyList<Mitigation> Mitigations { get; internal set; } = [];

    /// <summary>Detection strategies of ATT&amp;CK (18 and later).</summary>
    public IReadOnlyList<DetectionStrategy> Strategies { get; internal set; } = [];

    /// <summary>Data components that detect it (ATT&amp;CK before 18).</summary>
    public IReadOnlyList<DataComponent> DataComponents { get; internal set; } = [];

    /// <summary>Identifiers that now lead here.</summary>
    public IReadOnlyList<string> Predecessors { get; internal set; } = [];

    /// <summary>The rules, counted.</summary>
    public ItemCount RuleCount { get; internal set; }

    /// <summary>The tests, counted.</summary>
    public ItemCount TestCount { get; internal set; }

    /// <summary>The direct controls, counted.</summary>
    public ItemCount ControlCount { get; internal set; }

    /// <summary>A count by its metric.</summary>
    public ItemCount Count(CoverageMetric metric) => metric switch
    {
        CoverageMetric.Rules => RuleCount,
        CoverageMetric.Tests => TestCount,
        _ => ControlCount,
    };

    /// <summary>The controls up to a derivation, counted: direct; with those from above; with all.</summary>
    public ItemCount CountControls(ControlDerivation upTo)
    {
        return new ItemCount(
            Controls.Count(control => control.Link.Derivation <= upTo),
            Subtechniques.Prepend(this).SelectMany(entry => entry.Controls).Where(control => control.Link.Derivation <= upTo).DistinctBy(control => control.Control.ExternalId).Count());
    }
}
