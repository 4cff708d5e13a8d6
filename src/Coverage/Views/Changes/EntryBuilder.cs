using Coverage.Catalog;
using Coverage.Data;
using Coverage.Linking;

namespace Coverage.Views.Changes;

/// <summary>Says of one row what happened, by its facts before and after.</summary>
internal sealed class EntryBuilder
{
    private readonly CoverageView view;
    private readonly Replacements replacements;
    private readonly Dictionary<string, (int Rules, int Tests, int Controls)> named = new(StringComparer.Ordinal);

    public EntryBuilder(CoverageView view)
    {
        this.view = view;
        replacements = new Replacements(view);
        foreach (var link in view.Links)
        {
            var (rules, tests, controls) = named.GetValueOrDefault(link.Reference.Written);
            named[link.Reference.Written] = (rules + (link.Item is DetectionRule ? 1 : 0), tests + (link.Item is AtomicTest ? 1 : 0), controls + (link.Item is DefensiveTechnique ? 1 : 0));
        }
    }

    /// <summary>The entry of a row.</summary>
    /// <param name="row">The row, without its text.</param>
    /// <param name="set">Its change set.</param>
    /// <param name="before">The item before; null if it is new or only moved.</param>
    /// <param name="after">The item after; null if it is gone, or no longer known.</param>
    /// <param name="textDiffers">Whether its text does.</param>
    public ChangeEntry Build(ChangeRow row, InboxSet set, CatalogItem? before, CatalogItem? after, bool textDiffers)
    {
        var item = after ?? before;
        var (was, now) = Tags(row, before, after);
        var facts = before is not null && after is not null ? ItemFacts.Differences(before, after) : [];
        var what = What(row, before, after, was, now) | (row.TitleBefore.Length > 0 ? Happened.Renamed : 0);
        if (what == Happened.Changed && !textDiffers && facts.Count == 0 && IsSame(before, after)) what = Happened.Republished;
        string[] techniques = [.. now.Concat(was).Select(id => view.Find(id)?.Reference.Technique?.ExternalId ?? id).Distinct()];
        return new ChangeEntry
        {
            Id = row.Id,
            Set = set,
            What = what,
            Kind = row.Kind,
            ExternalId = row.ExternalId,
            Title = row.Title,
            TitleBefore = row.TitleBefore,
            IsUnreadable = row.Change.HasFlag(ItemChange.Unreadable),
            Path = row.Path,
            PathBefore = row.PathBefore == row.Path ? "" : row.PathBefore,
            Now = now,
            Before = was,
            Techniques = techniques,
            Level = (item as DetectionRule)?.Level ?? "",
            Status = ItemFacts.Status(item),
            Platforms = PlatformWords.Of(item, techniques, view),
            Facts = facts,
            Replacements = (what & (Happened.Deprecated | Happened.Revoked | Happened.Removed)) != 0 ? replacements.Of(row.Kind, row.ExternalId, item) : [],
            Effect = row.Kind == ItemKind.Technique ? Effect(row.ExternalId, what) : null,
            Original = Original(row, set, item),
        };
    }

    private static Happened What(ChangeRow row, CatalogItem? before, CatalogItem? after, IReadOnlyList<string> was, IReadOnlyList<string> now)
    {
        if (row.Change.HasFlag(ItemChange.Added)) return Happened.New;
        if (row.Change.HasFlag(ItemChange.Removed)) return Happened.Removed;
        var what = (row.Change.HasFlag(ItemChange.Changed) ? Happened.Changed : 0) | (row.Change.HasFlag(ItemChange.Moved) ? Happened.Moved : 0);
        if (before is null && row.Kind == ItemKind.Test && !was.SequenceEqual(now)) what |= Happened.Retagged;
        if (before is null || after is null) return IsShelf(row.Path) && !IsShelf(row.PathBefore) ? what | Happened.Deprecated : what;
        if (ItemFacts.IsTagged(row.Kind) && !was.Order(StringComparer.Ordinal).SequenceEqual(now.Order(StringComparer.Ordinal))) what |= Happened.Retagged;
        if (ItemFacts.IsDeprecated(after) && !ItemFacts.IsDeprecated(before)) what |= Happened.Deprecated;
        if (before is AttackItem { Revoked: false } && after is AttackItem { Revoked: true }) what |= Happened.Revoked;
        if (before is Technique old && after is Technique current && !old.Tactics.Order(StringComparer.Ordinal).SequenceEqual(current.Tactics.Order(StringComparer.Ordinal))) what |= Happened.Tactics;
        return what;
    }

    /// <summary>The techniques before and after; of what names many without being about them only those that came and went.</summary>
    private static (IReadOnlyList<string> Was, IReadOnlyList<string> Now) Tags(ChangeRow row, CatalogItem? before, CatalogItem? after)
    {
        // What only moved is as it was, but for a test, which belongs to the technique that its file is named after.
        var now = ItemFacts.Techniques(after);
        var was = before is null && !row.Change.HasFlag(ItemChange.Added) ? now : ItemFacts.Techniques(before);
        if (before is null && row.Kind == ItemKind.Test && row.Change == ItemChange.Moved && AttackId.Parse(System.IO.Path.GetFileNameWithoutExtension(row.PathBefore)) is { } file) was = [file];
        if (ItemFacts.IsTagged(row.Kind) || row.Kind is ItemKind.Technique or ItemKind.OffensiveTechnique) return (was.SequenceEqual(now) ? now : was, now);
        return ([.. was.Except(now)], [.. now.Except(was)]);
    }

    private LinkEffect? Effect(string id, Happened what)
    {
        if (what is Happened.Republished or Happened.Changed) return null;
        var (rules, tests, controls) = named.GetValueOrDefault(id);
        return new LinkEffect(rules, tests, controls, view.Find(id)?.Reference ?? new ResolvedReference(id, Resolution.Unresolved, null, [], "this ATT&CK does not know it"));
    }

    private string? Original(ChangeRow row, InboxSet set, CatalogItem? item)
    {
        var gone = row.Change.HasFlag(ItemChange.Removed);
        if (item is AttackItem or DefensiveTechnique) return Originals.Of(item, view);
        return set.File(gone ? row.PathBefore : row.Path, gone);
    }

    private static bool IsSame(CatalogItem? before, CatalogItem? after)
    {
        if (before is not (Analytic or DefensiveTechnique or OffensiveTechnique)) return true;
        return after is not null && CatalogJson.Write(before) == CatalogJson.Write(after);
    }

    /// <summary>Sigma's folders of what is no longer maintained.</summary>
    private static bool IsShelf(string path) => path.Split('/').SkipLast(1).Any(folder => folder.EndsWith("deprecated", StringComparison.OrdinalIgnoreCase) || folder.EndsWith("unsupported", StringComparison.OrdinalIgnoreCase));
}
