namespace Coverage.Catalog;

/// <summary>What an item of the catalogue is. The numbers are stored; never renumber.</summary>
public enum ItemKind
{
    /// <summary>A tactic of ATT&amp;CK.</summary>
    Tactic = 1,

    /// <summary>A technique or sub-technique of ATT&amp;CK.</summary>
    Technique = 2,

    /// <summary>An intrusion set of ATT&amp;CK (G…).</summary>
    Group = 3,

    /// <summary>Malware or a tool of ATT&amp;CK (S…).</summary>
    Software = 4,

    /// <summary>A campaign of ATT&amp;CK (C…).</summary>
    Campaign = 5,

    /// <summary>A course of action of ATT&amp;CK (M…).</summary>
    Mitigation = 6,

    /// <summary>A data component of ATT&amp;CK (DC…).</summary>
    DataComponent = 7,

    /// <summary>A detection strategy of ATT&amp;CK 18 and later (DET…).</summary>
    DetectionStrategy = 8,

    /// <summary>An analytic of a detection strategy (AN…).</summary>
    Analytic = 9,

    /// <summary>A technique as D3FEND's ontology names it, with its place in D3FEND's class tree.</summary>
    OffensiveTechnique = 10,

    /// <summary>A D3FEND countermeasure technique.</summary>
    DefensiveTechnique = 11,

    /// <summary>A Sigma rule, correlation or filter.</summary>
    Rule = 12,

    /// <summary>A test of Atomic Red Team.</summary>
    Test = 13,
}

/// <summary>The kinds of source that the catalogue reads.</summary>
public enum SourceKind
{
    /// <summary>MITRE ATT&amp;CK, a STIX bundle.</summary>
    Attack = 1,

    /// <summary>MITRE D3FEND, the ontology's Turtle.</summary>
    D3fend = 2,

    /// <summary>Sigma rules.</summary>
    Sigma = 3,

    /// <summary>Atomic Red Team tests.</summary>
    Atomic = 4,
}

/// <summary>The three matrices of ATT&amp;CK.</summary>
public enum AttackDomain
{
    /// <summary>enterprise-attack.</summary>
    Enterprise = 1,

    /// <summary>ics-attack.</summary>
    Ics = 2,

    /// <summary>mobile-attack.</summary>
    Mobile = 3,
}
