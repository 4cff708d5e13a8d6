namespace Coverage.Scoring;

/// <summary>How a rule stands to a technique.</summary>
internal enum RuleStanding : byte
{
    /// <summary>A public rule that counts as content.</summary>
    Public = 1,

    /// <summary>A rule of the organisation's own.</summary>
    Own = 2,

    /// <summary>Deprecated, unsupported, or gone upstream: no content to propose, but it counts where it is deployed.</summary>
    Listed = 3,
}

/// <summary>A rule that counts for a technique.</summary>
internal readonly record struct LinkedRule(int Rule, RuleStanding Standing);

/// <summary>A Harden or Isolate control that counts for a technique; inferred, unless a person linked it.</summary>
internal readonly record struct LinkedControl(int Control, bool Inferred);

/// <summary>What counts for one technique, by indices.</summary>
internal sealed record TechniqueLinks(LinkedRule[] Rules, int[] Tests, LinkedControl[] Controls)
{
    /// <summary>Nothing.</summary>
    public static TechniqueLinks None { get; } = new([], [], []);

    /// <summary>Whether a public rule or a Harden or Isolate control counts.</summary>
    public bool HasPublic { get; } = Controls.Length > 0 || Array.Exists(Rules, rule => rule.Standing == RuleStanding.Public);

    /// <summary>Whether a public rule counts.</summary>
    public bool HasPublicRule { get; } = Array.Exists(Rules, rule => rule.Standing == RuleStanding.Public);

    /// <summary>Whether a rule exists that could be deployed.</summary>
    public bool HasRule { get; } = Array.Exists(Rules, rule => rule.Standing != RuleStanding.Listed);
}
