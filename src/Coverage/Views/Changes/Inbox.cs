using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.Changes;

/// <summary>Values that would leave something if they were chosen, and how much.</summary>
/// <param name="Value">The value, as a filter takes it.</param>
/// <param name="Title">The value as it is shown.</param>
/// <param name="Count">Entries that would be left.</param>
public sealed record InboxChoice(string Value, string Title, int Count);

/// <summary>What a filter leaves.</summary>
/// <param name="Entries">The entries, newest change set first, what is graver first.</param>
/// <param name="Total">Entries since the same point without any other filter; those that were only published anew left out.</param>
/// <param name="Republished">Those that were only published anew, which the filter left out for it.</param>
/// <param name="Choices">By the filter's name (what, source, kind, level, platform, group, deployed) what could be chosen instead.</param>
public sealed record InboxResult(IReadOnlyList<ChangeEntry> Entries, int Total, int Republished, IReadOnlyDictionary<string, IReadOnlyList<InboxChoice>> Choices);

/// <summary>Every change that is remembered of all sources, against one view. Immutable.</summary>
public sealed class Inbox
{
    private readonly CoverageView view;
    private readonly ILookup<(ItemKind, string), ChangeEntry> byItem;
    private readonly Dictionary<long, ChangeEntry> byId;

    internal Inbox(CoverageView view, IReadOnlyList<InboxSet> sets, IReadOnlyList<ChangeEntry> entries, bool cut)
    {
        (this.view, Sets, Entries, Cut) = (view, sets, entries, cut);
        byItem = entries.ToLookup(entry => (entry.Kind, entry.ExternalId));
        byId = entries.ToDictionary(entry => entry.Id);
    }

    /// <summary>Every change set, newest first; those without a change, too.</summary>
    public IReadOnlyList<InboxSet> Sets { get; }

    /// <summary>Every entry, newest change set first, what is graver first.</summary>
    public IReadOnlyList<ChangeEntry> Entries { get; }

    /// <summary>Whether older ones are left out.</summary>
    public bool Cut { get; }

    /// <summary>The newest change set; 0 when there is none.</summary>
    public long Newest => Sets.Count > 0 ? Sets[0].Id : 0;

    /// <summary>How many entries there are since a point; those that were only published anew left out.</summary>
    public int Count(InboxSince since) => Entries.TakeWhile(entry => entry.Set.Id > since.Set).Count(entry => entry.What != Happened.Republished && since.Has(entry.Set));

    /// <summary>One entry, or null.</summary>
    public ChangeEntry? Find(long id) => byId.GetValueOrDefault(id);

    /// <summary>What happened to an item, newest first.</summary>
    public IEnumerable<ChangeEntry> Of(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return byItem[(item.Kind, item.ExternalId)].Where(entry => entry.Set.Source == item.Source);
    }

    /// <summary>What a filter leaves.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="deployed">The rules that the organisation has deployed; null for none.</param>
    public InboxResult Narrow(InboxFilter filter, IReadOnlySet<ItemKey>? deployed = null) => new InboxSearch(view, filter, deployed).Over(Entries.TakeWhile(entry => entry.Set.Id > filter.Since.Set).Where(entry => filter.Since.Has(entry.Set)));
}
