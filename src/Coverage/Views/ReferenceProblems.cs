using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Views;

/// <summary>References that lead to no live technique, as problems: nothing that a source names is dropped.</summary>
public static class ReferenceProblems
{
    /// <summary>The problems of a source, by path.</summary>
    public static IReadOnlyList<Diagnostic> Of(CoverageView view, string source)
    {
        ArgumentNullException.ThrowIfNull(view);
        return
        [
            .. view.Links.Where(link => link.Item.Source == source && (link.Reference.Resolution is Resolution.Retired or Resolution.Unresolved))
                .Select(link => new Diagnostic(link.Item.Path.Length > 0 ? link.Item.Path : link.Item.ExternalId, 0, $"{link.Item.ExternalId} names {link.Reference.Written}: {link.Reference.Reason}.", Advice(link.Reference))),
            .. view.Pairs.Where(pair => pair.Item.Source == source && pair.Test is null)
                .Select(pair => new Diagnostic(pair.Item.Path, 0, $"{pair.Item.ExternalId} names the Atomic test {pair.TestGuid}: {pair.Reference.Reason}.", "Import the Atomic tests, or correct the GUID.")),
        ];
    }

    /// <summary>How many problems a source has: of its last import, and references that lead nowhere.</summary>
    public static int CountAll(CoverageView view, string source)
    {
        ArgumentNullException.ThrowIfNull(view);
        return (view.Diagnostics.GetValueOrDefault(source)?.Count ?? 0) + Of(view, source).Count;
    }

    private static string Advice(ResolvedReference reference) => reference.Resolution == Resolution.Retired
        ? "It stays listed and counts for no technique; name a live one instead."
        : "It stays listed until an ATT&CK that knows it is imported; it may also be a misprint.";
}
