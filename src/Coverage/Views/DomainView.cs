using Coverage.Catalog;

namespace Coverage.Views;

/// <summary>One matrix of ATT&amp;CK.</summary>
/// <param name="Domain">Which one.</param>
/// <param name="Version">Its release; empty when unknown.</param>
/// <param name="Columns">Its tactics in order, with their techniques.</param>
/// <param name="Techniques">Its live techniques and sub-techniques, by identifier.</param>
public sealed record DomainView(AttackDomain Domain, string Version, IReadOnlyList<TacticColumn> Columns, IReadOnlyList<TechniqueEntry> Techniques)
{
    /// <summary>The name that Navigator and STIX use: <c>enterprise-attack</c>.</summary>
    public string StixName => NameOf(Domain);

    /// <summary>The name of a domain that Navigator and STIX use.</summary>
    public static string NameOf(AttackDomain domain) => domain switch
    {
        AttackDomain.Ics => "ics-attack",
        AttackDomain.Mobile => "mobile-attack",
        _ => "enterprise-attack",
    };
}

/// <summary>A tactic with its techniques.</summary>
/// <param name="Tactic">The tactic.</param>
/// <param name="Rows">Its techniques by name, each with those of its sub-techniques that are in the tactic too.</param>
public sealed record TacticColumn(Tactic Tactic, IReadOnlyList<TacticRow> Rows)
{
    /// <summary>Every technique and sub-technique of the tactic.</summary>
    public IEnumerable<TechniqueEntry> All => Rows.SelectMany(row => row.Subtechniques.Prepend(row.Technique));
}

/// <summary>A technique in a tactic (or a sub-technique whose parent is not in it), and its sub-techniques by identifier.</summary>
public sealed record TacticRow(TechniqueEntry Technique, IReadOnlyList<TechniqueEntry> Subtechniques);
