using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;

namespace Coverage.Views;

/// <summary>Distinct identifiers that a source names, by what became of them.</summary>
/// <param name="Source">The source.</param>
/// <param name="Links">Links (item and identifier), all of them.</param>
/// <param name="Identifiers">Distinct identifiers; the sum of the following four.</param>
/// <param name="Exact">Live ones.</param>
/// <param name="Migrated">Revoked ones with a live successor.</param>
/// <param name="Retired">Known ones without a live end.</param>
/// <param name="Unresolved">Unknown ones.</param>
public sealed record ReferenceFigures(string Source, int Links, int Identifiers, int Exact, int Migrated, int Retired, int Unresolved);

/// <summary>
/// The read model: everything that pages, commands and exports show of one generation, in memory and immutable. Built by
/// <see cref="ViewBuilder"/>, swapped whole by <see cref="CoverageViews"/>.
/// </summary>
public sealed class CoverageView
{
    private readonly Dictionary<string, TechniqueEntry> techniques;

    internal CoverageView(CatalogContent content, IReadOnlyList<DomainView> domains, Dictionary<string, TechniqueEntry> techniques, IReadOnlyList<CatalogLink> links, IReadOnlyList<CatalogLink> controlLinks, IReadOnlyList<CatalogLink> pairs)
    {
        (Generation, Sources, Diagnostics) = (content.Generation, content.Sources, content.Diagnostics);
        (Domains, Links, ControlLinks, Pairs) = (domains, links, controlLinks, pairs);
        this.techniques = techniques;
        Rules = [.. content.Items.OfType<DetectionRule>()];
        Tests = [.. content.Items.OfType<AtomicTest>()];
        Controls = [.. content.Items.OfType<DefensiveTechnique>()];
        Actors = [.. content.Items.OfType<Actor>()];
        Items = content.Items;
        Figures = [.. content.Sources.Where(source => source.Kind != SourceKind.Attack).Select(FiguresOf)];
        Search = new SearchIndex(this);
    }

    /// <summary>Which generation of the data it shows.</summary>
    public long Generation { get; }

    /// <summary>The sources, default ones first.</summary>
    public IReadOnlyList<SourceRow> Sources { get; }

    /// <summary>The problems in single files of the last imports, by source.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Diagnostic>> Diagnostics { get; }

    /// <summary>The matrices that are loaded: enterprise, ICS, mobile.</summary>
    public IReadOnlyList<DomainView> Domains { get; }

    /// <summary>Links of rules, tests and direct controls, as written, nothing left out; by written identifier, then external id, ordinal.</summary>
    public IReadOnlyList<CatalogLink> Links { get; }

    /// <summary>Links of controls, direct and derived, in the same order.</summary>
    public IReadOnlyList<CatalogLink> ControlLinks { get; }

    /// <summary>Rules that name the tests that fire them.</summary>
    public IReadOnlyList<CatalogLink> Pairs { get; }

    /// <summary>Every rule, correlation and filter.</summary>
    public IReadOnlyList<DetectionRule> Rules { get; }

    /// <summary>Every test.</summary>
    public IReadOnlyList<AtomicTest> Tests { get; }

    /// <summary>Every D3FEND countermeasure.</summary>
    public IReadOnlyList<DefensiveTechnique> Controls { get; }

    /// <summary>Every group, software and campaign.</summary>
    public IReadOnlyList<Actor> Actors { get; }

    /// <summary>Every item of every source.</summary>
    public IReadOnlyList<CatalogItem> Items { get; }

    /// <summary>What became of the identifiers that each source names; ATT&amp;CK's own left out.</summary>
    public IReadOnlyList<ReferenceFigures> Figures { get; }

    /// <summary>Search over names and identifiers.</summary>
    public SearchIndex Search { get; }

    /// <summary>What it was built of.</summary>
    internal CatalogContent Content => new(Generation, Sources, Items, Diagnostics);

    /// <summary>Every technique that is known, revoked and deprecated ones too.</summary>
    public IEnumerable<TechniqueEntry> Techniques => techniques.Values;

    /// <summary>The technique of an identifier in any case, live or not, or null.</summary>
    public TechniqueEntry? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return techniques.GetValueOrDefault(id.Trim().ToUpperInvariant());
    }

    /// <summary>The tactic of a name, short name or identifier, with blanks or hyphens, in any case; null if there is none.</summary>
    public Tactic? TacticNamed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Domains.SelectMany(domain => domain.Columns).Select(column => column.Tactic).FirstOrDefault(tactic => Plain(tactic.Title) == Plain(name) || Plain(tactic.ShortName) == Plain(name) || Plain(tactic.ExternalId) == Plain(name));

        static string Plain(string text) => text.Trim().Replace('-', ' ').ToLowerInvariant();
    }

    /// <summary>The matrix of a domain, or null if it is not loaded.</summary>
    public DomainView? Domain(AttackDomain domain) => Domains.FirstOrDefault(view => view.Domain == domain);

    private ReferenceFigures FiguresOf(SourceRow source)
    {
        var links = Links.Where(link => link.Item.Source == source.Name).ToList();
        var outcomes = links.Select(link => link.Reference).DistinctBy(reference => reference.Written).CountBy(reference => reference.Resolution).ToDictionary();
        return new ReferenceFigures(
            source.Name,
            links.Count,
            outcomes.Values.Sum(),
            outcomes.GetValueOrDefault(Resolution.Exact),
            outcomes.GetValueOrDefault(Resolution.Migrated),
            outcomes.GetValueOrDefault(Resolution.Retired),
            outcomes.GetValueOrDefault(Resolution.Unresolved));
    }
}
