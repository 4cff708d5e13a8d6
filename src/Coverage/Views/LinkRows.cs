using Coverage.Catalog;
using Coverage.Linking;

namespace Coverage.Views;

/// <summary>Which links are listed.</summary>
public enum LinkKind
{
    /// <summary>Rules by their tags.</summary>
    Rule,

    /// <summary>Tests by their technique.</summary>
    Test,

    /// <summary>Controls by D3FEND's ontology.</summary>
    Control,

    /// <summary>Rules and the tests that fire them.</summary>
    Pair,
}

/// <summary>
/// One link, flat, as <c>coverage links</c> writes it. The names and their order are a contract that other programs rely on.
/// </summary>
/// <param name="Technique">The current identifier; empty when retired or unresolved.</param>
/// <param name="Written">As the source wrote it, upper case.</param>
/// <param name="Resolution">exact, migrated, retired or unresolved.</param>
/// <param name="Kind">rule, test, control or pair.</param>
/// <param name="Source">The source's name.</param>
/// <param name="ExternalId">The item's identifier.</param>
/// <param name="Title">Its title.</param>
/// <param name="Path">Its file; of a control its class.</param>
/// <param name="Origin">Tag, Inferred, Simulation or Manual.</param>
/// <param name="Derivation">direct, parent or subtechnique for controls, else empty.</param>
/// <param name="Via">The migration chain and, for controls, the explanation path; of a pair the test's GUID.</param>
public sealed record LinkRow(string Technique, string Written, string Resolution, string Kind, string Source, string ExternalId, string Title, string Path, string Origin, string Derivation, string Via);

/// <summary>Lists links.</summary>
public static class LinkRows
{
    /// <summary>The links of a kind, by written identifier, then external id, ordinal.</summary>
    /// <param name="view">The view.</param>
    /// <param name="kind">Which links.</param>
    /// <param name="technique">Only those of this technique, current or as written; null for all.</param>
    /// <param name="upTo">Which derived controls are listed too.</param>
    public static IEnumerable<LinkRow> Of(CoverageView view, LinkKind kind, string? technique = null, ControlDerivation upTo = ControlDerivation.Direct)
    {
        ArgumentNullException.ThrowIfNull(view);
        var links = kind switch
        {
            LinkKind.Rule => view.Links.Where(link => link.Item is DetectionRule),
            LinkKind.Test => view.Links.Where(link => link.Item is AtomicTest),
            LinkKind.Pair => view.Pairs,
            _ => view.ControlLinks.Where(link => link.Control!.Derivation <= upTo),
        };
        var wanted = technique?.Trim().ToUpperInvariant();
        return links.Where(link => wanted is null || link.Technique == wanted || link.Reference.Written == wanted).Select(link => Row(link, kind));
    }

    private static LinkRow Row(CatalogLink link, LinkKind kind) => new(
        link.Technique,
        link.Reference.Written,
        Lower(link.Reference.Resolution),
        Lower(kind),
        link.Item.Source,
        link.Item.ExternalId,
        link.Item.Title,
        link.Item is DefensiveTechnique control ? $"d3f:{control.ClassName}" : link.Item.Path,
        link.Origin.ToString(),
        link.Control is { } derived ? Lower(derived.Derivation) : "",
        kind == LinkKind.Pair ? link.TestGuid : string.Join(" | ", new[] { link.Reference.ChainText, link.Control?.Explanation ?? "" }.Where(part => part.Length > 0)));

#pragma warning disable CA1308 // The contract's words are lower case.
    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
