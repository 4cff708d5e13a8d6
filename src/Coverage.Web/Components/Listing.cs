namespace Coverage.Web.Components;

/// <summary>A property by which a list is narrowed down.</summary>
/// <param name="Name">Its name in the URL.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Values">An item's values.</param>
internal sealed record Facet<T>(string Name, string Title, Func<T, IEnumerable<string>> Values)
{
    /// <summary>How a value is shown, if not as it stands in the URL.</summary>
    public Func<string, string> Says { get; init; } = value => value;
}

/// <summary>A column by which a list can be put in order.</summary>
/// <param name="Name">Its name in the URL.</param>
/// <param name="Key">What is compared: text in any case, else what the type compares. Null and empty text stand last in both directions.</param>
internal sealed record SortKey<T>(string Name, Func<T, IComparable?> Key);

/// <summary>A facet with the values that would leave something, and how much.</summary>
public sealed record FacetChoices(string Name, string Title, IReadOnlyList<KeyValuePair<string, int>> Values)
{
    /// <summary>How a value is shown, if not as it stands in the URL.</summary>
    public Func<string, string> Says { get; init; } = value => value;
}

/// <summary>What a query shows of a list, without its rows.</summary>
/// <param name="Query">The query.</param>
/// <param name="Facets">What else could be chosen.</param>
/// <param name="Matching">Rows on all pages.</param>
/// <param name="Total">Rows without the query.</param>
public sealed record ListState(ListQuery Query, IReadOnlyList<FacetChoices> Facets, int Matching, int Total)
{
    /// <summary>How many pages there are, at least one.</summary>
    public int Pages => Math.Max(1, (Matching + ListQuery.PageSize - 1) / ListQuery.PageSize);
}

/// <summary>Narrows a list down: each facet's counts are what would be left if only its own choice were another.</summary>
internal static class Listing
{
    private static readonly Comparer<IComparable?> KeyOrder = Comparer<IComparable?>.Create((one, other) => one is string text ? StringComparer.OrdinalIgnoreCase.Compare(text, other) : one!.CompareTo(other));

    /// <summary>The rows of the query's page, and the state around them. The order of the items stays, unless the query asks for another one of <paramref name="sorts"/>.</summary>
    public static (IReadOnlyList<T> Rows, ListState State) Of<T>(IReadOnlyCollection<T> items, ListQuery query, Func<T, string> text, IReadOnlyList<Facet<T>> facets, IReadOnlyList<SortKey<T>>? sorts = null)
    {
        var (rows, state) = All(items, query, text, facets, sorts);
        return ([.. rows.Skip((query.Page - 1) * ListQuery.PageSize).Take(ListQuery.PageSize)], state);
    }

    /// <summary>The rows of all pages, as an export has them, and the state around them.</summary>
    public static (IReadOnlyList<T> Rows, ListState State) All<T>(IReadOnlyCollection<T> items, ListQuery query, Func<T, string> text, IReadOnlyList<Facet<T>> facets, IReadOnlyList<SortKey<T>>? sorts = null)
    {
        var words = query.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var chosen = facets.Select(facet => query.Facet(facet.Name)).ToArray();
        var counts = facets.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        var rows = new List<T>();
        foreach (var item in items)
        {
            if (!words.All(word => text(item).Contains(word, StringComparison.OrdinalIgnoreCase))) continue;
            var failed = -1;
            var failures = 0;
            for (var i = 0; i < facets.Count && failures < 2; i++)
            {
                if (chosen[i].Length == 0 || facets[i].Values(item).Contains(chosen[i])) continue;
                failed = i;
                failures++;
            }

            if (failures == 0) rows.Add(item);
            for (var i = 0; i < facets.Count && failures < 2; i++)
            {
                if (failures == 0 || failed == i) Count(counts[i], facets[i].Values(item));
            }
        }

        var choices = facets.Select((facet, i) => new FacetChoices(facet.Name, facet.Title, [.. counts[i].OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)]) { Says = facet.Says }).ToList();
        return (InOrder(rows, query, sorts), new ListState(query, choices, rows.Count, items.Count));
    }

    /// <summary>The rows as the query orders them: those that compare alike stay as they were, and those that have nothing to compare follow.</summary>
    private static List<T> InOrder<T>(List<T> rows, ListQuery query, IReadOnlyList<SortKey<T>>? sorts)
    {
        if (query.Sort.Length == 0 || sorts?.FirstOrDefault(sort => sort.Name == query.SortColumn) is not { } column) return rows;
        var keyed = rows.ConvertAll(row => (Row: row, Key: column.Key(row)));
        var stated = keyed.Where(pair => pair.Key is not (null or ""));
        var ordered = query.IsDescending ? stated.OrderByDescending(pair => pair.Key, KeyOrder) : stated.OrderBy(pair => pair.Key, KeyOrder);
        return [.. ordered.Concat(keyed.Where(pair => pair.Key is null or "")).Select(pair => pair.Row)];
    }

    private static void Count(Dictionary<string, int> counts, IEnumerable<string> values)
    {
        foreach (var value in values) counts[value] = counts.GetValueOrDefault(value) + 1;
    }
}
