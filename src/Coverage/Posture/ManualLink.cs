using Coverage.Catalog;

namespace Coverage.Posture;

/// <summary>
/// The two ends of a link. Of a rule, test or control to a technique, or of a rule to a test that should fire it.
/// </summary>
/// <param name="Kind">What is linked: <see cref="ItemKind.Rule"/>, <see cref="ItemKind.Test"/> or <see cref="ItemKind.DefensiveTechnique"/>.</param>
/// <param name="Item">Which one.</param>
/// <param name="Technique">The technique's identifier; empty for a rule and its test.</param>
/// <param name="Test">The test's GUID; empty for a technique.</param>
public readonly record struct LinkEnds(ItemKind Kind, ItemKey Item, string Technique, string Test = "")
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Statement.Key("What is linked", Item),
        .. Kind is ItemKind.Rule or ItemKind.Test or ItemKind.DefensiveTechnique ? [] : new[] { "Rules, tests and controls can be linked." },
        .. (Technique.Length > 0) == (Test.Length > 0) ? ["A link leads to a technique or to a test."] : Array.Empty<string>(),
        .. Technique.Length > 0 && !AttackId.IsTechnique(Technique) ? [$"{Technique[..Math.Min(Technique.Length, 40)]} is no technique's identifier."] : Array.Empty<string>(),
        .. Test.Length > 0 && Kind != ItemKind.Rule ? ["Only a rule can be linked to a test."] : Array.Empty<string>(),
    ];
}

/// <summary>A link that a person made.</summary>
/// <param name="Ends">What is linked.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="By">Who made it.</param>
public sealed record ManualLink(LinkEnds Ends, string Reason, string By = "")
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() => [.. Ends.Problems(), .. Statement.Needed("The reason of the link", Reason)];
}

/// <summary>A link of the catalogue that a person took away.</summary>
/// <param name="Ends">What is no longer linked.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="By">Who took it away.</param>
public sealed record Suppression(LinkEnds Ends, string Reason, string By = "")
{
    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    public IEnumerable<string> Problems() => [.. Ends.Problems(), .. Statement.Needed("The reason of the suppression", Reason)];
}
