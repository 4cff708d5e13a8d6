using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.Scores;

/// <summary>What people say of a technique's links: those that they made, and those of the catalogue that they took away.</summary>
public sealed class StatedLinks
{
    private readonly Dictionary<(ItemKind Kind, ItemKey Item), ManualLink> made = [];
    private readonly Dictionary<(ItemKind Kind, ItemKey Item), Suppression> taken = [];

    /// <summary>Looks them up: those that name the technique, or what was replaced by it.</summary>
    public StatedLinks(PostureView view, TechniqueEntry entry)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(entry);
        var place = view.Table.Input.TechniqueOf(entry.Id);
        foreach (var link in view.Posture.Links.Values.Where(link => Leads(link.Ends))) made.TryAdd(KeyOf(link.Ends), link);
        foreach (var gone in view.Posture.Suppressions.Values.Where(gone => Leads(gone.Ends))) taken.TryAdd(KeyOf(gone.Ends), gone);

        bool Leads(LinkEnds ends) => ends.Technique.Length > 0 && (ends.Technique == entry.Id || (place >= 0 && view.Table.Input.TechniqueOf(ends.Technique) == place));
    }

    /// <summary>How many links of the catalogue are taken away.</summary>
    public int Taken => taken.Count;

    /// <summary>How many of those to items of a kind are.</summary>
    public int TakenFrom(ItemKind kind) => taken.Keys.Count(key => key.Kind == kind);

    /// <summary>The link that a person made to an item; null for none.</summary>
    public ManualLink? MadeTo(ItemKind kind, ItemKey item) => made.GetValueOrDefault(KeyOf(kind, item));

    /// <summary>What took the catalogue's link to an item away; null for nothing.</summary>
    public Suppression? TakenFrom(ItemKind kind, ItemKey item) => taken.GetValueOrDefault(KeyOf(kind, item));

    /// <summary>The links that people made to items of a kind.</summary>
    public IEnumerable<ManualLink> Made(ItemKind kind) => made.Where(pair => pair.Key.Kind == kind).Select(pair => pair.Value);

    private static (ItemKind, ItemKey) KeyOf(LinkEnds ends) => KeyOf(ends.Kind, ends.Item);

    /// <summary>Tests and D3FEND techniques are known by their identifiers alone, whichever source holds them.</summary>
    private static (ItemKind, ItemKey) KeyOf(ItemKind kind, ItemKey item) => (kind, kind == ItemKind.Rule ? item : new ItemKey("", item.Id.ToUpperInvariant()));
}
