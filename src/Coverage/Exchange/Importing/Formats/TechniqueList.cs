using System.Collections.Immutable;
using Coverage.Catalog;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>Techniques as products list them.</summary>
internal static class TechniqueList
{
    /// <summary>Those among some texts that are identifiers, upper case, each once.</summary>
    public static ImmutableArray<string> Of(IEnumerable<string> texts) => [.. texts.Select(AttackId.Parse).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The same where a product lists the parents of what it lists: those stand for nothing of their own.</summary>
    public static ImmutableArray<string> Deepest(IEnumerable<string> texts)
    {
        var all = Of(texts);
        return [.. all.Where(id => !all.Any(other => AttackId.ParentOf(other) == id))];
    }
}
