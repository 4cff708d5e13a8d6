using Coverage.Catalog;

namespace Coverage.Views.Changes;

/// <summary>The word for a kind of item in addresses, exports and on the command line.</summary>
public static class KindWords
{
    /// <summary>Every word.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ItemKind>().Select(Word)];

    /// <summary><c>rule</c>, <c>control</c>, <c>data-component</c>.</summary>
    public static string Word(this ItemKind kind) => kind switch
    {
        ItemKind.Tactic => "tactic",
        ItemKind.Technique => "technique",
        ItemKind.Group => "group",
        ItemKind.Software => "software",
        ItemKind.Campaign => "campaign",
        ItemKind.Mitigation => "mitigation",
        ItemKind.DataComponent => "data-component",
        ItemKind.DetectionStrategy => "detection-strategy",
        ItemKind.Analytic => "analytic",
        ItemKind.OffensiveTechnique => "offensive-technique",
        ItemKind.DefensiveTechnique => "control",
        ItemKind.Rule => "rule",
        ItemKind.Test => "test",
        _ => "",
    };

    /// <summary>The kind of a word, or null.</summary>
    public static ItemKind? Parse(string? word) => Enum.GetValues<ItemKind>().Cast<ItemKind?>().FirstOrDefault(kind => string.Equals(kind!.Value.Word(), word?.Trim(), StringComparison.OrdinalIgnoreCase));
}
