using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Views;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Search;

/// <summary>A hit with its page.</summary>
/// <param name="Hit">What was found.</param>
/// <param name="Url">Its page.</param>
/// <param name="Note">What tells it from others of its name: a rule's level, a test's technique.</param>
internal sealed record SearchRow(SearchHit Hit, string Url, string Note);

/// <summary>The hits of one kind.</summary>
internal sealed record SearchGroup(ItemKind Kind, IReadOnlyList<SearchRow> Rows);

/// <summary>Finds, and groups what was found by kind: the kind of the best hit first.</summary>
internal static class SearchResults
{
    /// <summary>The groups for a query.</summary>
    public static IReadOnlyList<SearchGroup> Find(CoverageView view, SearchIndex search, string query, int most)
    {
        ArgumentNullException.ThrowIfNull(search);
        return [.. search.Find(query, most).GroupBy(hit => hit.Kind).Select(group => new SearchGroup(group.Key, [.. group.Select(hit => Row(view, hit))]))];
    }

    /// <summary>The page to go to at once: of the technique whose identifier was typed.</summary>
    public static string? Direct(CoverageView view, string query)
    {
        return AttackId.Parse(query) is { } id && view.Find(id) is not null ? ItemLinks.Technique(id) : null;
    }

    private static SearchRow Row(CoverageView view, SearchHit hit)
    {
        if (hit.IsOwn) return new SearchRow(hit, ItemLinks.Page(hit.Kind, ItemKey.OwnSource, hit.Id), "own");
        CatalogItem? item = hit.Kind switch
        {
            ItemKind.Technique => view.Find(hit.Id)?.Technique,
            ItemKind.Rule => view.Rules.FirstOrDefault(rule => rule.ExternalId == hit.Id),
            ItemKind.Test => view.Tests.FirstOrDefault(test => test.ExternalId == hit.Id),
            ItemKind.DefensiveTechnique => view.Controls.FirstOrDefault(control => control.ExternalId == hit.Id),
            _ => view.Actors.FirstOrDefault(actor => actor.ExternalId == hit.Id),
        };
        return new SearchRow(hit, item is null ? "/search" : ItemLinks.Page(item), Note(item));
    }

    private static string Note(CatalogItem? item) => item switch
    {
        Technique { IsLive: false } technique => technique.Revoked ? "revoked" : "deprecated",
        Technique { Domain: not AttackDomain.Enterprise } technique => technique.Domain.Name(),
        DetectionRule rule => rule.Counted ? rule.Level : rule.Status,
        AtomicTest test => test.Technique,
        DefensiveTechnique control => string.Join(", ", control.Tactics),
        _ => "",
    };
}
