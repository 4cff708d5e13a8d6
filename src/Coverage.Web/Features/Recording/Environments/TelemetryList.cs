using Coverage.Posture;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Recording.Environments;

/// <summary>The log sources of an environment in the order that a query asks for, on its page and as a file.</summary>
internal static class TelemetryList
{
    private static readonly SortKey<TelemetryRow>[] Sorts =
    [
        new("source", row => row.LogSource.ToString()),
        new("rules", row => row.Rules),
        new("state", row => row.Holds?.Collected),
        new("by", row => row.Entry?.By),
    ];

    /// <summary>The rows that the part of a URL from its question mark on asks for.</summary>
    public static (IReadOnlyList<TelemetryRow> Rows, ListQuery Query) Of(PostureView view, EnvironmentPosture inside, string query)
    {
        // All of them stand on one page, and nothing narrows them down.
        var order = ListQuery.Parse(RecordUrls.Environment(inside.Environment.Key), query, [], Sorts.Select(sort => sort.Name)) with { Text = "", Page = 1 };
        return (Listing.All(TelemetryRow.Of(view, inside), order, row => "", [], Sorts).Rows, order);
    }
}
